import type { Entity } from "../entities"
import type { FieldChanges } from "../entity"

export type { FieldChanges }

/** Through what a change was made. */
export const channels = ["web", "token", "job", "system"] as const
export type Channel = (typeof channels)[number]

/**
 * What a live page is told: small, for the page refetches through the ordinary query.
 * `ready` gives a position to go on from and nothing else; what was read before the first one may be out of date, for
 * the feed begins there. `access` says that what this person may see has changed (refetch everything), `reset` that too
 * much was missed (the same).
 */
export type LiveEvent =
  | {
      kind: "change"
      at: string
      verb: string
      entity: Entity
      id: string
      clientId: string | null
      campaignId: string | null
      actorId: string | null
    }
  | { kind: "ready" }
  | { kind: "access" }
  | { kind: "reset" }

/** A change as the history of a row and the audit log show it. */
export interface ChangeEntry {
  /** `epoch.transaction.sequence`: where it stands in the log. */
  position: string
  at: string
  actor: { id: string; name: string } | null
  channel: Channel
  verb: string
  entity: Entity
  entityId: string
  clientId: string | null
  clientName: string | null
  fields: FieldChanges
  requestId: string | null
}

/** Somebody who is online, with the clients that they look at, as far as the reader may see these. */
export interface Present {
  id: string
  name: string
  clientIds: string[]
}
