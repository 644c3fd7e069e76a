import type { PersonRef } from "../users/dto"
import type { ClientStatus } from "./words"

/** A client as a row of a list. Instants are ISO-8601 in UTC. */
export interface ClientRow {
  id: string
  name: string
  status: ClientStatus
  industry: string | null
  website: string | null
  domain: string | null
  email: string | null
  phone: string | null
  city: string | null
  country: string | null
  currency: string
  /** Internal: empty for people without `clients.internal`. */
  tags: string[]
  owner: PersonRef | null
  primaryContact: { id: string; name: string; email: string | null } | null
  archivedAt: string | null
  createdAt: string
  updatedAt: string
  version: number
}

export interface Contact {
  id: string
  clientId: string
  name: string
  email: string | null
  phone: string | null
  jobTitle: string | null
  isPrimary: boolean
  /** Internal: null for people without `clients.internal`. */
  notes: string | null
  createdAt: string
  updatedAt: string
  version: number
}

/** A client with everything its page shows at once. */
export interface Client extends ClientRow {
  street: string | null
  postalCode: string | null
  region: string | null
  vatId: string | null
  /** Internal: null for people without `clients.internal`. */
  notes: string | null
  members: PersonRef[]
  contacts: Contact[]
  mergedIntoId: string | null
}

/** What else a new client may be: shown before saving, merged after. */
export interface Duplicate {
  id: string
  name: string
  domain: string | null
  email: string | null
  archivedAt: string | null
  /** Why it looks the same, strongest first. */
  because: ("name" | "similar_name" | "domain" | "email" | "contact_email")[]
  /** Trigram similarity of the names, 0 to 1. */
  similarity: number
}
