import type { LiveEvent } from "@alphas/domain/changes/dto"
import { formatPosition } from "@alphas/domain/changes/position"
import type { Readable } from "./audience"
import type { LogRow } from "./log"

/** What a subscriber is sent: an event, and the position from which a reader who has it goes on. */
export interface Message {
  readonly position: string
  readonly event: LiveEvent
  /** The event as JSON, made once however many are sent it. */
  readonly json: string
}

/** A row of the log, told to each reader with those of its ids that they may read. */
export class ChangeMessage {
  readonly position: string
  /** By which of the ids are in it: every reader of the same ones gets the same message. */
  private readonly messages: (Message | undefined)[] = []

  constructor(readonly row: LogRow) {
    this.position = formatPosition(row)
  }

  for({ client, campaign, actor }: Readable): Message {
    const which = Number(client) + 2 * Number(campaign) + 4 * Number(actor)
    const made = this.messages[which]
    if (made !== undefined) return made
    const { at, verb, entity, entityId, clientId, campaignId, actorId } = this.row
    const event: LiveEvent = {
      ...{ kind: "change", at, verb, entity, id: entityId },
      clientId: client ? clientId : null,
      campaignId: campaign ? campaignId : null,
      actorId: actor ? actorId : null,
    }
    const message = { position: this.position, event, json: JSON.stringify(event) }
    this.messages[which] = message
    return message
  }
}

type Signal = Exclude<LiveEvent["kind"], "change">

/** An event that is about the feed itself. */
export function signal(kind: Signal, position: string): Message {
  const event: LiveEvent = { kind }
  return { position, event, json: JSON.stringify(event) }
}
