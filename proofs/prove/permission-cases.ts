import type { Fixture, Row } from "./permission-fixture"
import {
  admins,
  everyone,
  managing,
  type Outcome,
  type Relation,
  type Role,
  readsClient,
  writesClient,
} from "./permission-oracle"

/** How a procedure is tried: with what input, and what must come of it for each role and relation. */
export interface Case {
  input: (row: Row, fixture: Fixture) => unknown
  /** For a procedure that names a row. */
  row?: (role: Role, relation: Relation) => Outcome
  /** For one that names none. */
  role?: (role: Role) => Outcome
  /** For a list: the ids that the answer shows; each of the fixture's clients must be among them, or not, as `row` says. */
  ids?: (answer: unknown) => string[]
}

const idsOf = (answer: unknown) => (answer as { items: { id: string }[] }).items.map((item) => item.id)
const versioned = (row: Row) => ({ id: row.clientId, version: row.clientVersion })
const archivable = (role: Role, relation: Relation) => writesClient(role, relation)

/** Every procedure of the router stands here; the proof fails for one that does not. */
export const cases: Record<string, Case> = {
  "clients.list": { input: () => ({ limit: 200, archived: "also" }), row: readsClient, ids: idsOf },
  "clients.get": { input: (row) => ({ id: row.clientId }), row: readsClient },
  "clients.facets": { input: () => ({}), role: everyone },
  "clients.create": { input: () => ({ name: "New" }), role: managing },
  "clients.update": { input: (row) => ({ ...versioned(row), changes: { city: "Ulm" } }), row: writesClient },
  "clients.archive": { input: versioned, row: archivable },
  "clients.restore": { input: versioned, row: archivable },
  "clients.addMember": {
    input: (row, { colleague }) => ({ id: row.clientId, userId: colleague.id }),
    row: writesClient,
  },
  "clients.removeMember": {
    input: (row, { colleague }) => ({ id: row.clientId, userId: colleague.id }),
    row: writesClient,
  },
  "clients.contacts.create": {
    input: (row) => ({ clientId: row.clientId, contact: { name: "New" } }),
    row: writesClient,
  },
  "clients.contacts.update": {
    input: (row) => ({ id: row.contactId, version: 1, changes: { name: "Other" } }),
    row: writesClient,
  },
  "clients.contacts.remove": { input: (row) => ({ id: row.contactId, version: 1 }), row: writesClient },
  "settings.get": { input: () => ({}), role: admins },
  "settings.update": { input: () => ({ version: 1, changes: { agencyName: "New" } }), role: admins },
  "permissions.explain": {
    input: (row, { colleague }) => ({
      userId: colleague.id,
      permission: "clients.read",
      row: { table: "clients", id: row.clientId },
    }),
    role: admins,
  },
}
