import * as z from "zod"
import { Id, type Saved, Versioned } from "../ids"
import { optionalLine } from "../text"

const address = optionalLine(254).transform((value) => value?.toLowerCase() ?? null)

/** What is known of a client before it is saved. Half-typed values are fine: they just find nothing. */
export const FindDuplicates = z.strictObject({
  name: optionalLine(200).default(null),
  website: optionalLine(300).default(null),
  email: address.default(null),
  contactEmails: z.array(address).max(100).default([]),
  /** The client itself, when it is there already. */
  excludeId: Id.nullish(),
})
export type FindDuplicates = z.output<typeof FindDuplicates>

/** Fields of which the value of either client can be kept. */
export const mergeFields = [
  ...(["name", "status", "industry", "website", "email", "phone"] as const),
  ...(["street", "postalCode", "city", "region", "country", "vatId", "currency"] as const),
  ...(["notes", "owner", "primaryContact"] as const),
]
export type MergeField = (typeof mergeFields)[number]

/**
 * Two clients that are the same one. `keepId` says which of them stays; without it, the better known one does (`keptOf`).
 * `fields` says whose value stays, of the one that is kept or of the one that is merged into it; a field that it does not
 * name keeps the value of the client that is kept, or the other's where there is none. Notes are joined, and the status
 * is that of the older one.
 */
export const MergeClients = z
  .strictObject({
    clients: z.tuple([Versioned, Versioned]),
    keepId: Id.nullish(),
    fields: z.partialRecord(z.enum(mergeFields), z.enum(["keep", "merge"])).default({}),
  })
  .refine(({ clients: [one, other] }) => one.id !== other.id, {
    path: ["clients", 1, "id"],
    message: "A client cannot be merged with itself. Choose another one.",
  })
  .refine(({ clients, keepId }) => keepId == null || clients.some(({ id }) => id === keepId), {
    path: ["keepId"],
    message: "Name one of the two clients as the one that stays.",
  })
  .refine(({ keepId, fields }) => keepId != null || Object.keys(fields).length === 0, {
    path: ["keepId"],
    message: "Say which client stays when you choose whose fields to keep.",
  })
export type MergeClients = z.output<typeof MergeClients>

/** Takes back that `mergedId` was merged into the client `id`. */
export const UndoMerge = z.strictObject({ id: Id, mergedId: Id })
export type UndoMerge = z.output<typeof UndoMerge>

/** The client that stays after a merge, or is left by its undo, and the other one. */
export interface Merged extends Saved {
  mergedId: string
}
