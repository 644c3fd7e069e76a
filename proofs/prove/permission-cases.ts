import type { Fixture, Person, Row } from "./permission-fixture"
import {
  admins,
  agency,
  everyone,
  exporters,
  managing,
  type Outcome,
  ownImport,
  ownOnly,
  type Relation,
  type Role,
  readsClient,
  readsHistory,
  writesClient,
} from "./permission-oracle"

/** How a procedure is tried: with what input, and what must come of it for each role and relation. */
export interface Case {
  input: (row: Row, fixture: Fixture, person: Person) => unknown
  /** For a procedure that names a row. */
  row?: (role: Role, relation: Relation) => Outcome
  /** For one that names none. */
  role?: (role: Role) => Outcome
  /** For a list: whether the answer shows the row, which it must, or must not, as `row` says. */
  shows?: (answer: unknown, row: Row) => boolean
}

// The answers are what the procedures below promise.
const lists = (answer: unknown, row: Row) =>
  (answer as { items: { id: string }[] }).items.some((item) => item.id === row.clientId)
const names = (answer: unknown, row: Row) =>
  (answer as { id: string }[]).some((item) => item.id === row.clientId)
const writes = (answer: unknown, row: Row) => (answer as { csv: string }).csv.includes(`\n${row.clientName},`)
/** Managers export those assigned to them; finance and admins all; nobody else any. */
const exportsClient = (role: Role, relation: Relation): Outcome =>
  exporters(role) === "done" ? readsClient(role, relation) : "forbidden"
const versioned = (row: Row) => ({ id: row.clientId, version: row.clientVersion })
const nothing = () => ({})
const password = "a password that nobody has"
const token = "a token that nobody has"
const merging = (keep: Row, merge: Row) => ({
  keepId: keep.clientId,
  keepVersion: keep.clientVersion,
  mergeId: merge.clientId,
  mergeVersion: merge.clientVersion,
})
/** A procedure of the public list: its own secret decides, not the role. */
const open = (input: unknown): Case => ({ input: () => input, role: everyone })
/** On somebody, by an admin. */
const onColleague: Case = { input: (_row, { colleague }) => ({ id: colleague.id, version: 1 }), role: admins }
const onInvitation: Case = { input: (_row, { invitationId }) => ({ id: invitationId }), role: admins }
const onImport = (also: object = {}): Case => ({
  input: (row) => ({ id: row.importId, ...also }),
  row: ownImport,
})

/** Every procedure of the router stands here; the proof fails for one that does not. */
export const cases: Record<string, Case | Case[]> = {
  "clients.list": { input: () => ({ limit: 200, archived: "also" }), row: readsClient, shows: lists },
  "clients.get": { input: (row) => ({ id: row.clientId }), row: readsClient },
  "clients.facets": { input: nothing, role: everyone },
  "clients.duplicates": { input: (row) => ({ name: row.clientName }), row: readsClient, shows: names },
  "clients.create": { input: () => ({ name: "New" }), role: managing },
  "clients.update": { input: (row) => ({ ...versioned(row), changes: { city: "Ulm" } }), row: writesClient },
  "clients.archive": { input: versioned, row: writesClient },
  "clients.restore": { input: versioned, row: writesClient },
  "clients.addMember": {
    input: (row, { colleague }) => ({ id: row.clientId, userId: colleague.id }),
    row: writesClient,
  },
  "clients.removeMember": {
    input: (row, { colleague }) => ({ id: row.clientId, userId: colleague.id }),
    row: writesClient,
  },
  "clients.merge": [
    { input: (row, _fixture, { spare }) => merging(row, spare), row: writesClient },
    { input: (row, _fixture, { spare }) => merging(spare, row), row: writesClient },
  ],
  "clients.export": { input: () => ({ archived: "also" }), row: exportsClient, shows: writes },
  "clients.contacts.create": {
    input: (row) => ({ clientId: row.clientId, contact: { name: "New" } }),
    row: writesClient,
  },
  "clients.contacts.update": {
    input: (row) => ({ id: row.contactId, version: 1, changes: { name: "Other" } }),
    row: writesClient,
  },
  "clients.contacts.remove": { input: (row) => ({ id: row.contactId, version: 1 }), row: writesClient },
  "clients.imports.start": { input: () => ({ fileName: "a.csv" }), role: managing },
  "clients.imports.append": onImport({ index: 0, content: "YQ==" }),
  "clients.imports.finish": onImport({ pieces: 1 }),
  "clients.imports.get": onImport(),
  "clients.imports.list": { input: nothing, role: managing },
  "clients.imports.rows": onImport(),
  "clients.imports.refused": onImport(),
  "clients.imports.check": onImport({ mapping: { name: 0 } }),
  "clients.imports.run": onImport(),
  "clients.imports.undo": onImport(),
  "clients.imports.cancel": onImport(),

  "changes.history": [
    { input: (row) => ({ entity: "client", id: row.clientId }), row: readsHistory },
    { input: (row) => ({ entity: "contact", id: row.contactId }), row: readsHistory },
  ],
  "changes.audit": { input: nothing, role: admins },
  "changes.live": { input: nothing, role: everyone },
  "presence.list": { input: nothing, role: agency },
  "presence.live": { input: nothing, role: agency },

  "users.list": { input: nothing, role: managing },
  "users.get": { input: (_row, { colleague }) => ({ id: colleague.id }), role: managing },
  "users.directory": { input: nothing, role: agency },
  "users.changeRole": {
    input: (_row, { colleague }) => ({ id: colleague.id, version: 1, role: "finance" }),
    role: admins,
  },
  "users.disable": onColleague,
  "users.enable": onColleague,
  "users.invitations": { input: nothing, role: admins },
  "users.invite": {
    input: () => ({ email: "new@agency.example", name: "New", role: "finance" }),
    role: admins,
  },
  "users.resendInvitation": onInvitation,
  "users.revokeInvitation": onInvitation,
  "users.tokens": { input: (_row, { colleague }) => ({ id: colleague.id }), role: admins },
  "users.revokeTokenOf": { input: (row) => ({ id: row.tokenId }), role: admins },

  "account.me": { input: nothing, role: everyone },
  "account.update": { input: () => ({ version: 1, changes: { jobTitle: "Lead" } }), role: everyone },
  "account.changePassword": { input: () => ({ current: password, password }), role: everyone },
  "account.sessions": { input: nothing, role: everyone },
  "account.revokeSession": { input: (row) => ({ id: row.session }), row: ownOnly },
  "account.signOutEverywhere": { input: nothing, role: everyone },
  "account.tokens": { input: nothing, role: everyone },
  "account.createToken": { input: () => ({ name: "New", scope: "read" }), role: everyone },
  "account.revokeToken": { input: (row) => ({ id: row.tokenId }), row: ownOnly },
  "account.startSecondFactor": { input: nothing, role: everyone },
  "account.confirmSecondFactor": { input: () => ({ code: "000000" }), role: everyone },
  "account.disableSecondFactor": { input: () => ({ password }), role: everyone },

  "session.me": { input: nothing, role: everyone },
  "session.signOut": { input: nothing, role: everyone },
  "session.state": open({}),
  "session.signIn": open({ email: "nobody@agency.example", password }),
  "session.askReset": open({ email: "nobody@agency.example" }),
  "session.checkToken": open({ token }),
  "session.resetPassword": open({ token, password }),
  "session.acceptInvitation": open({ token, name: "Nobody", password }),
  "session.register": open({ email: "nobody@agency.example", name: "Nobody" }),
  "session.setUp": open({ code: "X", agencyName: "X", name: "X", email: "x@agency.example", password }),

  "settings.get": { input: nothing, role: admins },
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
