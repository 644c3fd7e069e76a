import * as z from "zod"
import { entities, historical } from "../entities"
import { Id } from "../ids"
import { pageInput } from "../paging-input"
import { wanted } from "../text"
import { channels } from "./dto"

/** `lastEventId` is the id of the last event that the reader got; without it the feed begins now. */
export const FollowChanges = z.strictObject({ lastEventId: z.string().max(100).nullish() }).optional()

const page = { limit: pageInput.limit, cursor: pageInput.cursor }

export const ListHistory = z.strictObject({ ...page, entity: z.enum(historical), id: Id })
export type ListHistory = z.output<typeof ListHistory>

/** In UTC, to the millisecond, whatever its zone was: Postgres knows fewer zones, and no year 0. */
const instant = z.iso
  .datetime({ offset: true, error: "Enter a time like 2026-05-01T08:00:00Z (ISO 8601)." })
  .max(40)
  .refine((value) => /^[12]\d{3}-/.test(value), "Enter a year from 1000 to 2999.")
  .transform((value) => new Date(value).toISOString())

export const ListAudit = z.strictObject({
  ...page,
  actorId: Id.nullish(),
  entity: z.array(z.enum(entities)).max(entities.length).nullish(),
  entityId: Id.nullish(),
  clientId: Id.nullish(),
  channel: z.array(z.enum(channels)).max(channels.length).nullish(),
  /** Procedure path, such as `clients.update`. */
  verb: wanted(100).nullish(),
  /** From this instant on. */
  from: instant.nullish(),
  /** Before this instant. */
  to: instant.nullish(),
})
export type ListAudit = z.output<typeof ListAudit>

/** On which client the caller is, while the subscription lasts; null for somewhere else. */
export const FollowPresence = z
  .strictObject({ clientId: Id.nullable().default(null) })
  .default({ clientId: null })
