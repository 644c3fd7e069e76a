import { LiveStream, type Wire } from "@alphas/api/changes/live-stream"
import type { Context } from "@alphas/api/context"
import { Refusal } from "@alphas/api/refusal"
import { isTrackedEnvelope } from "@trpc/server"
import type { Credentials } from "./credentials"
import type { Outlet } from "./outlet"

export type Id = number | string

/** Why a subscription's socket must be closed. */
export type Ending = "revoked" | "rightsChanged"

/** What a socket gives its subscriptions. */
export interface Host {
  outlet: Outlet
  credentials: Credentials
  /** Subscriptions at the most. */
  limit: number
  fail: (id: Id, cause: unknown, ctx: Context, path: string) => void
  close: (why: Ending) => void
}

/** A subscription's procedure, called. */
export interface Called {
  ctx: Context
  result: unknown
}

/** What runs behind a subscription. */
interface Run {
  pump(): void
  close(): void
}

interface Subscription {
  pump(): void
  /** Ends it without a word to the client. */
  end(): void
}

/** The subscriptions of one socket. */
export class Subscriptions {
  private readonly open = new Map<Id, Subscription>()

  constructor(private readonly host: Host) {}

  /**
   * Starts one. From now on its id is taken, and a stop that comes before it has begun is heard.
   * @throws Refusal `invalid`, `limit`, and whatever `call` throws.
   */
  async start(id: Id, path: string, call: (signal: AbortSignal) => Promise<Called>): Promise<void> {
    if (this.open.has(id))
      throw new Refusal("invalid", `There is already a subscription ${id} on this socket.`)
    if (this.open.size >= this.host.limit) {
      throw new Refusal("limit", `At most ${this.host.limit} subscriptions on one socket.`)
    }
    const aborter = new AbortController()
    this.open.set(id, { pump: () => undefined, end: () => aborter.abort() })
    try {
      const called = await call(aborter.signal)
      if (!aborter.signal.aborted) this.follow(id, path, called, aborter)
    } catch (error) {
      if (aborter.signal.aborted) return
      this.open.delete(id)
      throw error
    }
  }

  /** Ends one, if it is there, and says so. */
  stop(id: Id): void {
    const subscription = this.open.get(id)
    if (subscription === undefined) return
    this.open.delete(id)
    subscription.end()
    this.host.outlet.send(`{"id":${JSON.stringify(id)},"result":{"type":"stopped"}}`)
  }

  /** The reader takes more. */
  pump(): void {
    for (const subscription of this.open.values()) subscription.pump()
  }

  /** The socket is no more. */
  end(): void {
    for (const subscription of this.open.values()) subscription.end()
    this.open.clear()
  }

  private follow(id: Id, path: string, { ctx, result }: Called, aborter: AbortController): void {
    const { host } = this
    const key = JSON.stringify(id)
    const ended = (error?: unknown) => {
      if (aborter.signal.aborted) return
      if (error !== undefined) host.fail(id, error, ctx, path)
      this.stop(id)
    }
    host.outlet.send(`{"id":${key},"result":{"type":"started"}}`)
    const run =
      result instanceof LiveStream
        ? this.attach(key, result, ended)
        : isIterable(result)
          ? this.iterate(key, result, ended)
          : undefined
    if (run === undefined) {
      ended(new Error(`${path} returned nothing that can be followed.`))
      return
    }
    // What a live stream sends follows its person's rights by itself; anything else begins anew when they change.
    const unwatch = this.watch(ctx, result instanceof LiveStream)
    this.open.set(id, {
      pump: () => run.pump(),
      end: () => {
        aborter.abort()
        unwatch()
        run.close()
      },
    })
  }

  /** Puts the subscription under the eyes of those who know whether its session or token still holds. */
  private watch({ identity }: Context, followsRights: boolean): () => void {
    if (identity === null) return () => undefined
    const { credentials, close } = this.host
    const bearer = {
      identity,
      revoked: () => close("revoked"),
      changed: () => {
        if (!followsRights) close("rightsChanged")
      },
    }
    const unwatch = credentials.watch(bearer)
    credentials.confirm(bearer)
    return unwatch
  }

  /** Messages that were serialised once, for all who get them. */
  private attach(key: string, stream: LiveStream<Wire, unknown>, ended: (error?: unknown) => void): Run {
    const { outlet } = this.host
    return stream.attach({
      get ready() {
        return outlet.ready
      },
      write: (message, more) => outlet.sendDatum(key, message, more),
      end: ended,
    })
  }

  /** Any other subscription: its next item is asked for when the reader has room for it. */
  private iterate(key: string, items: AsyncIterable<unknown>, ended: (error?: unknown) => void): Run {
    const { outlet } = this.host
    const iterator = items[Symbol.asyncIterator]()
    let wake: (() => void) | undefined
    let closed = false
    const run = async () => {
      for (;;) {
        const next = await iterator.next()
        if (closed || next.done === true) return
        outlet.sendDatum(key, wireOf(next.value), false)
        while (!outlet.ready && !closed) {
          await new Promise<void>((resolve) => {
            wake = resolve
          })
        }
      }
    }
    run().then(() => ended(), ended)
    return {
      pump: () => wake?.(),
      close: () => {
        closed = true
        wake?.()
        Promise.resolve(iterator.return?.()).catch(() => {
          // It is left; what its end has to say interests nobody.
        })
      },
    }
  }
}

const isIterable = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === "object" && value !== null && Symbol.asyncIterator in value

function wireOf(value: unknown): Wire {
  const tracked = isTrackedEnvelope(value)
  return { position: tracked ? value[0] : null, json: JSON.stringify(tracked ? value[1] : value) ?? "null" }
}
