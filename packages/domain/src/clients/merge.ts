import * as z from "zod"
import { Id } from "../ids"
import { Version } from "../numbers"
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
 * Two clients that are the same one. `fields` says whose value stays; for a field that it does not name the value of
 * the client that is kept stays, or the other's where there is none, and notes are joined.
 */
export const MergeClients = z
  .strictObject({
    keepId: Id,
    keepVersion: Version,
    mergeId: Id,
    mergeVersion: Version,
    fields: z.partialRecord(z.enum(mergeFields), z.enum(["keep", "merge"])).default({}),
  })
  .refine((input) => input.keepId !== input.mergeId, {
    path: ["mergeId"],
    message: "A client cannot be merged with itself. Choose another one.",
  })
export type MergeClients = z.output<typeof MergeClients>
