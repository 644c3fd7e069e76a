import { seesClient } from "@alphas/changes/audience"
import type { Message } from "@alphas/changes/message"
import type { Mark } from "@alphas/changes/presence"
import type { LiveEvent, Present } from "@alphas/domain/changes/dto"
import type { FollowChanges, FollowPresence } from "@alphas/domain/changes/input"
import { may } from "@alphas/domain/permissions"
import { type TrackedEnvelope, tracked } from "@trpc/server"
import type { Context, Live } from "../context"
import { notFound, Refusal } from "../refusal"
import type { QueryArgs } from "../trpc"
import { LiveStream, type StreamSink, type Wire } from "./live-stream"

/** The changes that the caller may see, as they happen, from the last one that they got. Every event is tracked. */
export function followChanges({
  ctx,
  input,
}: QueryArgs<typeof FollowChanges>): LiveStream<Message, TrackedEnvelope<LiveEvent>> {
  const { feed } = liveOf(ctx)
  return new LiveStream(
    (sink) => feed.subscribe(ctx.identity.viewer.id, input?.lastEventId ?? null, sink),
    ({ position, event }) => tracked(position, event),
  )
}

/** Who is online: everybody at first, and again whenever it changes. While it is read, the caller is online too. */
export function followPresence({
  ctx,
  input,
}: QueryArgs<typeof FollowPresence>): LiveStream<PresenceMessage, Present[]> {
  const live = liveOf(ctx)
  const { id, name } = ctx.identity.viewer
  return new LiveStream(
    (sink) => new PresenceFlow(live, { personId: id, name, clientId: input.clientId }, sink),
    ({ people }) => people,
  )
}

/** Who is online just now. */
export async function listPresence({ ctx }: { ctx: Context }): Promise<Present[]> {
  const { feed, presence } = liveOf(ctx)
  const viewerId = ctx.identity?.viewer.id
  const watched = viewerId === undefined ? null : await feed.watch(viewerId)
  if (watched === null) return []
  try {
    return presentTo(watched.person.access, presence.now())
  } finally {
    watched.release()
  }
}

/** @throws Refusal `unavailable` in a process that serves no sockets. */
function liveOf(ctx: Context): Live {
  const { live, environment } = ctx.services
  if (live === undefined) {
    throw new Refusal(
      "unavailable",
      `Live subscriptions are served by the socket server. Connect to ${environment.WS_URL}.`,
    )
  }
  return live
}

type Access = Parameters<typeof seesClient>[0] | null

/** People by name, each with the clients that the reader may see as well. */
function presentTo(access: Access, marks: Mark[]): Present[] {
  if (access === null || !may(access.role, "presence.read")) return []
  const people = new Map<string, Present>()
  for (const { personId, name, clientId } of marks) {
    const person = people.get(personId) ?? { id: personId, name, clientIds: [] }
    people.set(personId, person)
    if (
      clientId !== null &&
      !person.clientIds.includes(clientId) &&
      seesClient(access, "clients.read", clientId)
    ) {
      person.clientIds.push(clientId)
    }
  }
  for (const person of people.values()) person.clientIds.sort()
  return [...people.values()].sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1))
}

interface PresenceMessage extends Wire {
  people: Present[]
}

/** Milliseconds between two looks at who is online when nothing was said: what the reader may see changes too. */
const lookEvery = 1_000
/** Milliseconds that changes are gathered for. */
const gather = 50

/** One reader of presence, who is present while reading. */
class PresenceFlow {
  private readonly stops: (() => void)[] = []
  private access: () => Access = () => null
  private told = ""
  private soon: NodeJS.Timeout | undefined
  private closed = false

  constructor(
    private readonly live: Live,
    mark: Mark,
    private readonly sink: StreamSink<PresenceMessage>,
  ) {
    void this.begin(mark)
  }

  pump(): void {
    this.look()
  }

  close(): void {
    this.closed = true
    clearTimeout(this.soon)
    for (const stop of this.stops.splice(0)) stop()
  }

  private async begin(mark: Mark): Promise<void> {
    const { feed, presence } = this.live
    const watched = await feed.watch(mark.personId)
    if (watched === null) return this.sink.end()
    this.stops.push(watched.release)
    this.access = () => watched.person.access
    if (this.closed) return this.close()
    const access = this.access()
    if (mark.clientId !== null && (access === null || !seesClient(access, "clients.read", mark.clientId))) {
      this.close()
      return this.sink.end(notFound("client"))
    }
    const { leave } = presence.enter(mark)
    const looking = setInterval(() => this.look(), lookEvery)
    this.stops.push(
      leave,
      () => clearInterval(looking),
      presence.onChange(() => {
        this.soon ??= setTimeout(() => this.look(), gather)
      }),
    )
    this.look()
  }

  private look(): void {
    this.soon = undefined
    if (this.closed || !this.sink.ready) return
    const people = presentTo(this.access(), this.live.presence.now())
    const json = JSON.stringify(people)
    if (json === this.told) return
    this.told = json
    this.sink.write({ position: null, json, people }, false)
  }
}
