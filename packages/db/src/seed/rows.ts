import type { FieldChanges } from "@alphas/domain/changes/dto"
import type { ClientStatus } from "@alphas/domain/clients/words"
import type { Entity } from "@alphas/domain/entities"
import type { Faker } from "@faker-js/faker"
import type { changes } from "../schema/changes"
import type { clientMembers, clients, contacts } from "../schema/clients"
import { idAt, iso } from "./calendar"
import type { Company } from "./company"

export type NewClientRow = typeof clients.$inferInsert & { id: string }
export type NewContactRow = typeof contacts.$inferInsert & { id: string }
export type NewMemberRow = typeof clientMembers.$inferInsert
/** A row of the log; its place in the log is given by the database. */
export type NewChangeRow = Omit<typeof changes.$inferInsert, "tx" | "seq" | "epoch"> & { at: string }

/** How a client came to be: by whom, when, and where it stands now. */
export interface Origin {
  createdAt: number
  createdBy: string | null
  ownerId: string | null
  status: ClientStatus
}

export function clientRow(random: Faker, company: Company, origin: Origin): NewClientRow {
  const { contacts: _contacts, ...fields } = company
  const moment = iso(origin.createdAt)
  return {
    id: idAt(random, origin.createdAt),
    ...fields,
    status: origin.status,
    ownerId: origin.ownerId,
    createdBy: origin.createdBy,
    createdAt: moment,
    updatedAt: moment,
    archivedAt: null,
    version: 1,
  }
}

/** The contacts of a client, the first of them primary, all made at `createdAt`. */
export const contactRows = (
  random: Faker,
  company: Company,
  clientId: string,
  createdAt: number,
): NewContactRow[] =>
  company.contacts.map((contact, index) => ({
    id: idAt(random, createdAt),
    clientId,
    name: contact.name,
    email: contact.email,
    phone: contact.phone,
    jobTitle: contact.jobTitle,
    isPrimary: index === 0,
    createdAt: iso(createdAt),
    updatedAt: iso(createdAt),
    version: 1,
  }))

export interface Done {
  at: number
  actorId: string | null
  verb: string
}

/** A row of the log about a client, or about what hangs on it. */
export const changeOf = (
  done: Done,
  entity: Entity,
  id: string,
  clientId: string | null,
  fields: FieldChanges,
  people: string[] = [],
  campaignId: string | null = null,
): NewChangeRow => ({
  at: iso(done.at),
  actorId: done.actorId,
  channel: "web",
  verb: done.verb,
  entity,
  entityId: id,
  clientId,
  campaignId,
  people,
  fields,
})

const clientFields = [
  "id",
  "name",
  "status",
  "industry",
  "website",
  "domain",
  "email",
  "phone",
  "street",
  "postalCode",
  "city",
  "region",
  "country",
  "vatId",
  "currency",
  "tags",
  "notes",
  "ownerId",
] as const
const contactFields = ["id", "name", "email", "phone", "jobTitle", "isPrimary"] as const

/** What the log says of a client when it was made. */
export const clientCreated = (row: NewClientRow): FieldChanges => created(row, clientFields)
/** What the log says of a contact when it was made. */
export const contactCreated = (row: NewContactRow): FieldChanges => created(row, contactFields)

/** What the log says of a new row: its named fields that have a value. */
export function created<Row extends object>(row: Row, names: readonly (keyof Row & string)[]): FieldChanges {
  const fields: FieldChanges = {}
  for (const name of names) {
    const value = row[name]
    if (value == null || (Array.isArray(value) && value.length === 0)) continue
    fields[name] = { after: value }
  }
  return fields
}
