import type { UserRow } from "@alphas/db/factories"
import { makeClient, makeContact, makeMember, makeUser } from "@alphas/db/factories"
import { changes } from "@alphas/db/schema/changes"
import { clientImportRows, clientImports, clientMembers, clients, contacts } from "@alphas/db/schema/clients"
import { invitations, users } from "@alphas/db/schema/users"
import type { MergeClients } from "@alphas/domain/clients/merge"
import { newId } from "@alphas/domain/ids"
import { and, eq, inArray, isNull, sql } from "drizzle-orm"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type TestApi, testApi } from "../testing"
import { moves } from "./merge"

let api: TestApi
let admin: UserRow
let manager: UserRow

beforeAll(async () => {
  api = await testApi()
  admin = await makeUser(db(), { role: "admin" })
  manager = await makeUser(db(), { role: "manager" })
})
afterAll(async () => {
  expect(api.unguarded).toEqual([])
  await api.close()
})

const db = () => api.database.connection.db
const merge = (keepId: string, mergeId: string, also: object = {}) =>
  api.as(admin).clients.merge({ clients: versions(keepId, mergeId), keepId, ...also })
const versions = (one: string, other: string): MergeClients["clients"] => [
  { id: one, version: 1 },
  { id: other, version: 1 },
]
const livingContacts = (clientId: string) =>
  db()
    .select()
    .from(contacts)
    .where(and(eq(contacts.clientId, clientId), isNull(contacts.deletedAt)))
    .orderBy(contacts.name)
const bare = {
  ...{ website: null, domain: null, email: null, phone: null, industry: null },
  ...{ street: null, city: null, vatId: null, notes: null, tags: [] },
}
const reasonOf = (call: Promise<unknown>) =>
  call.then(
    () => "accepted",
    (error) => error.reason ?? error.cause?.constructor?.name ?? error.code,
  )

describe("merging two clients", () => {
  it("takes along everything in the schema that points at a client", async () => {
    const pointing = await db().execute<{ name: string }>(sql`
      select con.conrelid::regclass::text || '.' || att.attname as name
      from pg_constraint con
      join pg_attribute att on att.attrelid = con.conrelid and att.attnum = any(con.conkey)
      where con.contype = 'f' and con.confrelid = 'clients'::regclass`)
    expect(Object.keys(moves).sort()).toEqual(pointing.map((row) => row.name).sort())
    // A column that points at clients without saying so would be forgotten just as well. The log stays as it was.
    const named = await db().execute<{ name: string }>(sql`
      select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = 'public' and column_name like '%client_id' order by 1`)
    expect(named.map((row) => row.name).filter((name) => !(name in moves))).toEqual(["changes.client_id"])
  })

  it("moves contacts, members, viewers, invitations and import rows, and loses none of them", async () => {
    const [keep, other, third] = [await makeClient(db()), await makeClient(db()), await makeClient(db())]
    const [a, b] = [await makeUser(db()), await makeUser(db())]
    await makeMember(db(), { clientId: keep.id, userId: a.id })
    await makeMember(db(), { clientId: other.id, userId: a.id })
    await makeMember(db(), { clientId: other.id, userId: b.id })
    const viewer = await makeUser(db(), { role: "client_viewer", clientId: other.id })
    for (const clientId of [keep.id, other.id]) {
      await makeContact(db(), { clientId, isPrimary: true })
      await makeContact(db(), { clientId })
      await makeContact(db(), { clientId, deletedAt: new Date().toISOString() })
    }
    await db().insert(invitations).values({
      email: "invited@other.example",
      name: "Invited",
      role: "client_viewer",
      clientId: other.id,
      tokenHash: newId(),
      expiresAt: new Date().toISOString(),
    })
    const [brought] = await db()
      .insert(clientImports)
      .values({ userId: manager.id, fileName: "a.csv" })
      .returning()
    await db()
      .insert(clientImportRows)
      .values({
        importId: brought?.id ?? "",
        line: 2,
        values: ["x"],
        size: 1,
        clientId: other.id,
        duplicateOf: other.id,
      })
    await db()
      .update(clients)
      .set({ mergedIntoId: other.id, deletedAt: sql`now()` })
      .where(eq(clients.id, third.id))

    const pointers = async () => {
      const rows = await db().execute<{ count: number }>(
        sql.join(
          Object.keys(moves).map((name) => {
            const [table = "", column = ""] = name.split(".")
            return sql`select count(*)::int as count from ${sql.identifier(table)} where ${sql.identifier(column)} in (${keep.id}, ${other.id})`
          }),
          sql` union all `,
        ),
      )
      return rows.map((row) => row.count)
    }
    const before = await pointers()
    await merge(keep.id, other.id)
    const after = await pointers()
    // One member was in both; and the merged client now points at the survivor.
    expect(after).toEqual(
      Object.keys(moves).map(
        (name, index) =>
          (before[index] ?? 0) +
          (name === "clients.merged_into_id" ? 1 : name.startsWith("client_members") ? -1 : 0),
      ),
    )
    expect(await db().select().from(contacts).where(eq(contacts.clientId, other.id))).toEqual([])
    expect((await livingContacts(keep.id)).map((contact) => contact.isPrimary).filter(Boolean)).toHaveLength(
      1,
    )
    const members = await db().select().from(clientMembers).where(eq(clientMembers.clientId, keep.id))
    expect(members.map((member) => member.userId).sort()).toEqual([a.id, b.id].sort())
    const [moved] = await db().select().from(users).where(eq(users.id, viewer.id))
    expect(moved).toMatchObject({ clientId: keep.id, version: 2 })
    const gone = await db()
      .select()
      .from(clients)
      .where(inArray(clients.id, [other.id, third.id]))
    expect(gone.map((row) => [row.mergedIntoId, row.deletedAt !== null])).toEqual([
      [keep.id, true],
      [keep.id, true],
    ])
    expect(await reasonOf(api.as(admin).clients.get({ id: other.id }))).toBe("not_found")
  })

  it("is in the log under both ids, with everybody whose access it changes", async () => {
    const [owner, member] = [await makeUser(db(), { role: "manager" }), await makeUser(db())]
    const keep = await makeClient(db(), { ownerId: manager.id })
    const other = await makeClient(db(), { ownerId: owner.id, name: "Gone GmbH" })
    await makeMember(db(), { clientId: other.id, userId: member.id })
    const viewer = await makeUser(db(), { role: "client_viewer", clientId: other.id })
    await merge(keep.id, other.id)
    const log = await db()
      .select()
      .from(changes)
      .where(and(eq(changes.verb, "clients.merge"), inArray(changes.entityId, [keep.id, other.id])))
    const told = log.filter((row) => row.entity === "client")
    expect(told.map((row) => row.clientId).sort()).toEqual([keep.id, other.id].sort())
    for (const row of told) {
      expect(row.people).toEqual(expect.arrayContaining([owner.id, manager.id, member.id, viewer.id]))
    }
    expect(told.find((row) => row.entityId === keep.id)?.fields).toMatchObject({
      merged: { after: { id: other.id, name: "Gone GmbH" } },
    })
    expect(told.find((row) => row.entityId === other.id)?.fields).toMatchObject({
      mergedIntoId: { after: keep.id },
    })
    // Whoever owned the other one still sees what became of it.
    expect((await api.as(owner).clients.get({ id: keep.id })).id).toBe(keep.id)
    expect((await api.as(member).clients.get({ id: keep.id })).id).toBe(keep.id)
  })

  it("keeps the chosen values, fills what is empty, unites tags and joins notes", async () => {
    const keep = await makeClient(db(), {
      name: "Acme",
      website: "https://acme.example",
      email: null,
      phone: "1",
      street: null,
      city: "Berlin",
      country: "DE",
      tags: ["VIP", "retail"],
      notes: "first",
    })
    const other = await makeClient(db(), {
      name: "Acme Ltd",
      website: "https://www.acme-ltd.example",
      email: "hello@acme-ltd.example",
      phone: "2",
      street: "Rue de Rome 1",
      city: "Paris",
      country: "FR",
      tags: ["vip", "b2b"],
      notes: "second",
    })
    await merge(keep.id, other.id, { fields: { name: "merge", website: "merge" } })
    expect(await api.as(admin).clients.get({ id: keep.id })).toMatchObject({
      name: "Acme Ltd",
      website: "https://www.acme-ltd.example",
      domain: "acme-ltd.example",
      email: "hello@acme-ltd.example",
      phone: "1",
      // The other's street is not in Berlin.
      street: null,
      city: "Berlin",
      tags: ["VIP", "retail", "b2b"],
      notes: "first\n\nsecond",
      version: 2,
    })
  })

  it("stays as old as the older one and in its status, whichever stays", async () => {
    const old = await makeClient(db(), {
      ...{ status: "active", createdAt: "2024-01-01T00:00:00.000Z", createdBy: manager.id },
    })
    const fresh = await makeClient(db(), { status: "prospect", createdBy: admin.id })
    await merge(fresh.id, old.id)
    const [kept] = await db().select().from(clients).where(eq(clients.id, fresh.id))
    expect(kept).toMatchObject({
      ...{ status: "active", createdAt: old.createdAt, createdBy: manager.id },
    })
    const [chosen, other] = [
      await makeClient(db(), { status: "prospect" }),
      await makeClient(db(), { status: "active", createdAt: old.createdAt }),
    ]
    await merge(chosen.id, other.id, { fields: { status: "keep" } })
    expect((await api.as(admin).clients.get({ id: chosen.id })).status).toBe("prospect")
  })

  it("keeps the better known one when nobody says which", async () => {
    const rich = await makeClient(db(), { ...bare, phone: "1" })
    await makeContact(db(), { clientId: rich.id })
    await makeContact(db(), { clientId: rich.id })
    const empty = await makeClient(db(), { ...bare, phone: "1", email: "hello@empty.example" })
    const merged = await api.as(admin).clients.merge({ clients: versions(empty.id, rich.id) })
    expect(merged).toEqual({ id: rich.id, version: 2, mergedId: empty.id })
  })

  it("unites a contact who is in both only when no value is lost by it", async () => {
    const [keep, other] = [await makeClient(db()), await makeClient(db())]
    const anna = { name: "Anna Berg", email: "anna@both.example" }
    await makeContact(db(), {
      ...anna,
      clientId: keep.id,
      phone: null,
      jobTitle: "CEO",
      isPrimary: true,
      notes: "a",
    })
    await makeContact(db(), {
      ...anna,
      clientId: other.id,
      phone: "123",
      jobTitle: null,
      isPrimary: true,
      notes: "b",
    })
    const bo = { name: "Bo", email: "bo@both.example" }
    await makeContact(db(), { ...bo, clientId: keep.id, jobTitle: "Buyer" })
    await makeContact(db(), { ...bo, clientId: other.id, jobTitle: "Head of buying" })
    await merge(keep.id, other.id)
    const left = await livingContacts(keep.id)
    expect(left.map((contact) => [contact.name, contact.phone, contact.jobTitle, contact.isPrimary])).toEqual(
      [
        ["Anna Berg", "123", "CEO", true],
        ["Bo", null, "Buyer", false],
        ["Bo", null, "Head of buying", false],
      ],
    )
    expect(left[0]?.notes).toBe("a\n\nb")
  })

  it("passes the primary contact over when asked, and makes one where there was none", async () => {
    const [keep, other] = [await makeClient(db()), await makeClient(db())]
    await makeContact(db(), { clientId: keep.id, name: "Kept", isPrimary: true })
    await makeContact(db(), { clientId: other.id, name: "Other", isPrimary: true })
    await merge(keep.id, other.id, { fields: { primaryContact: "merge" } })
    expect(
      (await livingContacts(keep.id)).filter((contact) => contact.isPrimary).map((each) => each.name),
    ).toEqual(["Other"])

    const [bare, full] = [await makeClient(db()), await makeClient(db())]
    await makeContact(db(), { clientId: full.id, name: "First" })
    await makeContact(db(), { clientId: full.id, name: "Second" })
    await merge(bare.id, full.id)
    expect((await livingContacts(bare.id)).map((contact) => [contact.name, contact.isPrimary])).toEqual([
      ["First", true],
      ["Second", false],
    ])
  })

  it("refuses what is stale, foreign or the same, and then changes nothing", async () => {
    const mine = await makeClient(db(), { ownerId: manager.id })
    const foreign = await makeClient(db())
    const input = { clients: versions(mine.id, foreign.id), keepId: mine.id }
    expect(await reasonOf(api.as(manager).clients.merge(input))).toBe("not_found")
    const stale: MergeClients["clients"] = [
      { id: mine.id, version: 1 },
      { id: foreign.id, version: 2 },
    ]
    expect(await reasonOf(api.as(admin).clients.merge({ ...input, clients: stale }))).toBe("stale_version")
    const twice = { ...input, clients: versions(mine.id, mine.id) }
    expect(await reasonOf(api.as(admin).clients.merge(twice))).toBe("ZodError")
    expect(await reasonOf(api.as(admin).clients.merge({ ...input, keepId: newId() }))).toBe("ZodError")
    expect(
      await reasonOf(api.as(admin).clients.merge({ clients: input.clients, fields: { name: "keep" } })),
    ).toBe("ZodError")
    const finance = await makeUser(db(), { role: "finance" })
    expect(await reasonOf(api.as(finance).clients.merge(input))).toBe("forbidden")
    const tags = (prefix: string) => Array.from({ length: 30 }, (_, index) => `${prefix}${index}`)
    const [many, more] = [
      await makeClient(db(), { tags: tags("a") }),
      await makeClient(db(), { tags: tags("b") }),
    ]
    await makeContact(db(), { clientId: more.id })
    expect(await reasonOf(merge(many.id, more.id))).toBe("invalid")
    expect(await livingContacts(more.id)).toHaveLength(1)
  })

  it("lets two opposite merges at once end in one client, not in a deadlock", async () => {
    const [a, b] = [await makeClient(db()), await makeClient(db())]
    const results = await Promise.all([reasonOf(merge(a.id, b.id)), reasonOf(merge(b.id, a.id))])
    expect(results.filter((result) => result === "accepted")).toHaveLength(1)
    expect(results.filter((result) => ["not_found", "stale_version"].includes(result))).toHaveLength(1)
  })

  it("is waited for by a campaign or an invitation that is made for the client meanwhile", async () => {
    const client = await makeClient(db())
    const attempts = await db().transaction(async (tx) => {
      await tx.select().from(clients).where(eq(clients.id, client.id)).for("no key update")
      const begun = Promise.all([
        reasonOf(
          api.as(admin).campaigns.create({
            clientId: client.id,
            name: "Late",
            startDay: "2026-03-02",
            endDay: "2026-06-26",
          }),
        ),
        reasonOf(
          api.as(admin).users.invite({
            email: "late@client.example",
            name: "Late",
            role: "client_viewer",
            clientId: client.id,
          }),
        ),
      ])
      let over = false
      void begun.then(() => {
        over = true
      })
      const waiting = async () => {
        const [row] = await tx.execute<{ count: number }>(
          sql`select count(*)::int as count from pg_locks where not granted`,
        )
        return row?.count
      }
      while (!over && (await waiting()) !== 2);
      await tx.update(clients).set({ deletedAt: sql`now()` }).where(eq(clients.id, client.id))
      return { begun }
    })
    expect(await attempts.begun).toEqual(["not_found", "invalid"])
  })
})
