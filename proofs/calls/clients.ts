import { appendChanges } from "@alphas/changes/record"
import { makeClient, makeContact, makeMember } from "@alphas/db/factories"
import {
  clientImportChunks,
  clientImportKeys,
  clientImportRows,
  clientImports,
  clients,
  contacts,
} from "@alphas/db/schema/clients"
import { newId } from "@alphas/domain/ids"
import { eq, inArray, sql } from "drizzle-orm"
import { type Calls, type Keeping, type Making, now, type Scene } from "./call"
import { internal, withClient } from "./secrets"
import type { Shared, Row as UsersRow } from "./users"
import {
  everyone,
  exporters,
  managing,
  type Outcome,
  ownImport,
  ownOnly,
  type Relation,
  type Role,
  readsClient,
  writesClient,
} from "./who"

export async function inRow({ db, secrets, plant, role, relation, userId, strangerId, holderId }: Making) {
  const theirs = relation === "own" || relation === "archived" || relation === "deleted"
  const client = await makeClient(db, {
    tags: [secrets.word()],
    // A viewer belongs to a client and owns none.
    ownerId: relation === "orphan" ? null : theirs && role !== "client_viewer" ? userId : strangerId,
    archivedAt: relation === "archived" ? now() : null,
    deletedAt: relation === "deleted" ? now() : null,
  })
  if (relation === "member") await makeMember(db, { clientId: client.id, userId })
  const contact = await makeContact(db, { clientId: client.id, isPrimary: true, notes: secrets.word() })
  const importId = newId()
  await db.insert(clientImports).values({ id: importId, userId: holderId, fileName: "proof.csv" })
  await db.insert(clientImportChunks).values({ importId, index: 0, content: Buffer.from("Name\nProof\n") })
  await db.insert(clientImportRows).values({ importId, line: 2, values: ["Proof"], size: 5 })
  await db.insert(clientImportKeys).values({ importId, key: "name:proof", line: 2 })
  const importers = (by: Role, as: Relation) => by === "admin" || ownOnly(by, as) === "done"
  return {
    clientId: plant(client.id, "a client", withClient),
    clientName: client.name,
    clientVersion: client.version,
    tag: plant(client.tags[0] ?? "", "a client's tag", internal),
    contactId: plant(contact.id, "a contact", withClient),
    contactNotes: plant(contact.notes ?? "", "a contact's notes", internal),
    importId: plant(importId, "an import", importers),
  }
}
export type Row = UsersRow & Awaited<ReturnType<typeof inRow>>

export async function changeKept({ db, role, shared, beyond }: Keeping<Row, Shared>) {
  // From one person of the agency to another and back.
  const [one, other] = [shared.doer.id, shared.colleague.id]
  const ownerId = sql`case when owner_id = ${one}::uuid then ${other}::uuid else ${one}::uuid end`
  const ofAgency = { tags: sql`array[gen_random_uuid()::text]`, notes: sql`gen_random_uuid()::text` }
  const unseen = beyond(withClient, (row) => row.clientId)
  await db
    .update(clients)
    .set({
      ...{
        name: sql`reverse(name)`,
        email: sql`'x' || email`,
        industry: sql`reverse(industry)`,
        ownerId,
        ...ofAgency,
      },
      status: sql`case when status = 'active' then 'prospect' else 'active' end::client_status`,
      ...{ createdAt: sql`created_at - interval '1 day'`, updatedAt: sql`updated_at - interval '1 day'` },
    })
    .where(inArray(clients.id, unseen))
  await db
    .update(contacts)
    .set({ name: sql`reverse(name)`, email: sql`'x' || email`, notes: ofAgency.notes })
    .where(inArray(contacts.clientId, unseen))
  if (role !== "admin" && role !== "finance") await makeContact(db, { isPrimary: true })
  if (role !== "client_viewer") return
  await db.update(clients).set({ ownerId, ...ofAgency })
  await db.update(contacts).set({ notes: ofAgency.notes })
}

/** Whether a list that answers with `items` shows the row. */
export const listed =
  <R>(id: (row: R) => string) =>
  (answer: unknown, row: R) =>
    (answer as { items: { id: string }[] }).items.some((item) => item.id === id(row))
/** Managers export those assigned to them; finance and admins all; nobody else any. */
const exportsClient = (role: Role, relation: Relation): Outcome =>
  exporters(role) === "done" ? readsClient(role, relation) : "forbidden"
const versioned = (row: Row) => ({ id: row.clientId, version: row.clientVersion })
const pair = <Of>(one: Of, other: Of): [Of, Of] => [one, other]
const merging = (keep: Row, merge: Row) => ({
  clients: pair(versioned(keep), versioned(merge)),
  keepId: keep.clientId,
})
/** A client that was merged into the row's. */
async function mergedInto({ db, row, me }: Scene<Row, Shared>) {
  const { id } = await makeClient(db, { mergedIntoId: row.clientId, deletedAt: now() })
  const fields = { mergedIntoId: { before: null, after: row.clientId } }
  const author = { actorId: me.id, channel: "web", tokenId: null, requestId: null } as const
  await db.transaction((tx) =>
    appendChanges(tx, author, "clients.merge", [{ entity: "client", id, clientId: id, fields }]),
  )
  return { id: row.clientId, mergedId: id }
}

/** A call on an import that stands as `values` say. */
const onImport = <More extends object>(more: More, values?: Partial<typeof clientImports.$inferInsert>) => ({
  input: async ({ db, row }: Scene<Row, Shared>) => {
    const { importId: id } = row
    if (values !== undefined) await db.update(clientImports).set(values).where(eq(clientImports.id, id))
    return { id, ...more }
  },
  row: ownImport,
})

export const calls: Calls<"clients", Row, Shared> = {
  list: {
    input: () => ({ limit: 200, archived: "also" }),
    row: readsClient,
    shows: listed<Row>((row) => row.clientId),
  },
  get: {
    input: ({ row }) => ({ id: row.clientId }),
    row: readsClient,
    holds: ({ clientId, tag, contactId, contactNotes }) => [clientId, tag, contactId, contactNotes],
  },
  facets: { input: () => ({}), role: everyone },
  duplicates: {
    input: ({ row }) => ({ name: row.clientName }),
    row: readsClient,
    shows: (answer, row) => (answer as { id: string }[]).some((item) => item.id === row.clientId),
  },
  create: { input: () => ({ name: `New ${newId()}` }), role: managing },
  update: { input: ({ row }) => ({ ...versioned(row), changes: { city: "Ulm" } }), row: writesClient },
  archive: { input: ({ row }) => versioned(row), row: writesClient },
  restore: {
    input: async ({ db, row }) => {
      await db.update(clients).set({ archivedAt: now() }).where(eq(clients.id, row.clientId))
      return versioned(row)
    },
    row: writesClient,
  },
  addMember: {
    input: ({ row, shared }) => ({ id: row.clientId, userId: shared.colleague.id }),
    row: writesClient,
  },
  removeMember: {
    input: async ({ db, row, shared }) => {
      const { clientId, userId } = { clientId: row.clientId, userId: shared.colleague.id }
      await makeMember(db, { clientId, userId })
      return { id: clientId, userId }
    },
    row: writesClient,
  },
  merge: [
    { input: ({ row, spare }) => merging(row, spare), row: writesClient, joins: true },
    { input: ({ row, spare }) => merging(spare, row), row: writesClient },
  ],
  undoMerge: { input: mergedInto, row: writesClient },
  export: {
    input: () => ({ archived: "also" }),
    row: exportsClient,
    shows: (answer, row) => (answer as { csv: string }).csv.includes(`\n${row.clientName},`),
  },
  contacts: {
    create: {
      input: ({ row }) => ({ clientId: row.clientId, contact: { name: "New" } }),
      row: writesClient,
    },
    update: {
      input: ({ row }) => ({ id: row.contactId, version: 1, changes: { name: "Other" } }),
      row: writesClient,
    },
    remove: { input: ({ row }) => ({ id: row.contactId, version: 1 }), row: writesClient },
  },
  imports: {
    start: { input: () => ({ fileName: "a.csv" }), role: managing },
    append: onImport({ index: 1, content: "QmVhCg==" }),
    finish: onImport({ pieces: 1 }),
    get: onImport({}),
    list: { input: () => ({}), role: managing },
    rows: onImport({}),
    refused: onImport({}),
    check: onImport({ mapping: { name: 0 } }, { state: "mapping", header: ["name"], rowsTotal: 1 }),
    run: onImport({}, { state: "ready", rowsNew: 1 }),
    undo: onImport({}, { state: "done", rowsCreated: 1 }),
    cancel: onImport({}),
  },
}
