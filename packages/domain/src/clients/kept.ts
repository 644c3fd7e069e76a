import type { Client } from "./dto"

type Comparable = Pick<Client, "archivedAt" | "createdAt" | "tags" | "notes"> & {
  contacts: { length: number }
  members: { length: number }
  owner: unknown
} & Partial<Record<"industry" | "website" | "email" | "phone" | "street" | "city" | "vatId", string | null>>

const fields = ["industry", "website", "email", "phone", "street", "city", "vatId", "notes", "owner"] as const

/** How much is known of a client: fields that are filled in, its contacts, members and tags. */
const known = (client: Comparable): number =>
  fields.filter((field) => client[field] != null && client[field] !== "").length +
  client.contacts.length +
  client.members.length +
  client.tags.length

/**
 * Which of two clients that are the same one stays unless somebody says otherwise: one that is not archived before one
 * that is, then the one of which more is known, then the older one.
 */
export function keptOf<Of extends Comparable>(one: Of, other: Of): Of {
  if ((one.archivedAt === null) !== (other.archivedAt === null)) return one.archivedAt === null ? one : other
  const more = known(one) - known(other)
  if (more !== 0) return more > 0 ? one : other
  return one.createdAt <= other.createdAt ? one : other
}
