import type { LiveEvent } from "@alphas/domain/changes/dto"
import { formatPosition } from "@alphas/domain/changes/position"
import type { LogRow } from "./log"

/** What a subscriber is sent: an event, and the position from which a reader who has it goes on. */
export interface Message {
  readonly position: string
  readonly event: LiveEvent
  /** The event as JSON, made once however many are sent it. */
  readonly json: string
}

/** A row of the log as it is told. */
export class ChangeMessage implements Message {
  readonly position: string
  private text: string | undefined

  constructor(readonly row: LogRow) {
    this.position = formatPosition(row)
  }

  get event(): LiveEvent {
    const { at, verb, entity, entityId, clientId, campaignId, actorId } = this.row
    return { kind: "change", at, verb, entity, id: entityId, clientId, campaignId, actorId }
  }

  get json(): string {
    this.text ??= JSON.stringify(this.event)
    return this.text
  }
}

type Signal = Exclude<LiveEvent["kind"], "change">

/** An event that is about the feed itself. */
export function signal(kind: Signal, position: string): Message {
  const event: LiveEvent = { kind }
  return { position, event, json: JSON.stringify(event) }
}
