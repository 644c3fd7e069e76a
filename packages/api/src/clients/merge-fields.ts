import type { clients } from "@alphas/db/schema/clients"
import type { MergeClients, MergeField } from "@alphas/domain/clients/merge"
import { domainOf } from "@alphas/domain/host"
import { invalidField } from "../refusal"

export type ClientRecord = typeof clients.$inferSelect

const tagsAtMost = 50
const notesAtMost = 20_000

const addressFields = ["street", "postalCode", "city", "region", "country"] as const
const plainFields = ["name", "industry", "website", "email", "phone", "vatId", "currency"] as const

/**
 * What the client that stays says after a merge: the chosen values, otherwise its own, otherwise the other's. It is as
 * old as the older of the two, made by whoever made that one, and unless chosen in its status. An address is only filled
 * up from one that does not contradict it. Tags are united, notes joined.
 * @throws Refusal `invalid` when tags or notes become too many: nothing is dropped in silence.
 */
export function mergedFields(keep: ClientRecord, other: ClientRecord, chosen: MergeClients["fields"]) {
  const pick = <Field extends keyof ClientRecord>(
    field: Field,
    choice: "keep" | "merge" | undefined,
    fill = true,
  ) => {
    if (choice === "merge") return other[field]
    return choice === undefined && fill ? (keep[field] ?? other[field]) : keep[field]
  }
  const sameAddress = addressFields.every(
    (field) => keep[field] === null || other[field] === null || alike(keep[field], other[field]),
  )
  const website = pick("website", chosen.website)
  const older = other.createdAt < keep.createdAt ? other : keep
  return {
    ...picked(plainFields, (field) => pick(field, chosen[field])),
    ...picked(addressFields, (field) => pick(field, chosen[field], sameAddress)),
    status:
      chosen.status === undefined ? older.status : chosen.status === "keep" ? keep.status : other.status,
    createdAt: older.createdAt,
    createdBy: older.createdBy,
    website,
    domain: website === null ? null : domainOf(website),
    ownerId: pick("ownerId", chosen.owner),
    tags: unitedTags(keep.tags, other.tags),
    notes: joinedNotes(keep.notes, other.notes, chosen.notes),
  }
}

function picked<Field extends keyof ClientRecord & MergeField>(
  fields: readonly Field[],
  value: (field: Field) => ClientRecord[Field],
): Pick<ClientRecord, Field> {
  // One entry a field; fromEntries forgets the keys.
  return Object.fromEntries(fields.map((field) => [field, value(field)])) as Pick<ClientRecord, Field>
}

const alike = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()

function unitedTags(keep: readonly string[], other: readonly string[]): string[] {
  const tags = [...keep, ...other.filter((tag) => !keep.some((known) => alike(known, tag)))]
  if (tags.length > tagsAtMost) {
    throw invalidField(
      "tags",
      `Together, the two clients have ${tags.length} tags; at most ${tagsAtMost} are allowed. Remove some tags first.`,
    )
  }
  return tags
}

function joinedNotes(keep: string | null, other: string | null, choice: "keep" | "merge" | undefined) {
  if (choice !== undefined) return choice === "keep" ? keep : other
  const notes = joinTexts(keep, other)
  if (notes !== null && notes.length > notesAtMost) {
    throw invalidField(
      "fields.notes",
      "The combined notes are too long. Choose which notes to keep, or shorten them first.",
    )
  }
  return notes
}

/** Both texts, one after the other; once when they are the same. */
export const joinTexts = (first: string | null, second: string | null): string | null =>
  first === null || second === null || first === second ? (first ?? second) : `${first}\n\n${second}`
