import { makeClient, makeMember, makeUser } from "@alphas/db/factories"
import { clients, contacts } from "@alphas/db/schema/clients"
import { type TestDatabase, testDatabase } from "@alphas/db/testing"
import { visible } from "@alphas/db/visible"
import { entities } from "@alphas/domain/changes/dto"
import { newId } from "@alphas/domain/ids"
import { roles } from "@alphas/domain/permissions"
import { and, eq } from "drizzle-orm"
import { afterAll, beforeAll, expect, test } from "vitest"
import { AccessBook } from "./access"
import { type Access, candidates, hears, type Told } from "./audience"
import { Person } from "./subscriber"

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

test("for every role and client the rule in memory is that of db/visible.ts in SQL", async () => {
  const { db, sql } = database.connection
  const book = new AccessBook(sql, (id) => new Person(id))
  const home = await makeClient(db)
  for (const role of roles) {
    const user = await makeUser(db, { role, ...(role === "client_viewer" ? { clientId: home.id } : {}) })
    const owned = await makeClient(db, { ownerId: user.id })
    const joined = await makeClient(db)
    await makeMember(db, { clientId: joined.id, userId: user.id })
    const foreign = await makeClient(db)
    const archived = await makeClient(db, { ownerId: user.id, archivedAt: new Date().toISOString() })
    const { access } = await book.hold(user.id)
    for (const client of [home, owned, joined, foreign, archived]) {
      const [seen] = await db
        .select({ id: clients.id })
        .from(clients)
        .where(and(eq(clients.id, client.id), visible.clients(user)))
      const [contact] = await db.insert(contacts).values({ clientId: client.id, name: "x" }).returning()
      const [seenContact] = await db
        .select({ id: contacts.id })
        .from(contacts)
        .where(and(eq(contacts.id, contact?.id ?? ""), visible.contacts(user)))
      const row = { entityId: newId(), clientId: client.id, actorId: null, people: [] }
      expect([role, hears(user.id, access, { ...row, entity: "client" })]).toEqual([role, seen !== undefined])
      expect([role, hears(user.id, access, { ...row, entity: "contact" })]).toEqual([
        role,
        seenContact !== undefined,
      ])
    }
  }
})

test("nobody hears of a row whom the index does not find: candidates hold the whole audience", () => {
  const [personId, clientId] = [newId(), newId()]
  for (const entity of entities) {
    for (const role of roles) {
      for (const named of [true, false]) {
        for (const mine of [true, false]) {
          const access: Access = {
            role,
            clientId: role === "client_viewer" && mine ? clientId : null,
            clients: new Set(mine ? [clientId] : []),
          }
          const row: Told = {
            entity,
            entityId: newId(),
            clientId,
            actorId: personId,
            people: named ? [personId] : [],
          }
          const found = candidates(row)
          const among =
            found.roles.includes(role) ||
            (found.clientId === clientId && mine) ||
            found.people.includes(personId)
          expect([entity, role, named, mine, hears(personId, access, row) && !among]).toEqual([
            entity,
            role,
            named,
            mine,
            false,
          ])
        }
      }
    }
  }
})

test("who is disabled, and a row that hangs on no client, are nobody's", () => {
  const row: Told = { entity: "settings", entityId: newId(), clientId: null, actorId: null, people: [] }
  expect(hears("a", null, row)).toBe(false)
  const viewer: Access = { role: "client_viewer", clientId: null, clients: new Set() }
  const member: Access = { role: "team_member", clientId: null, clients: new Set() }
  for (const access of [viewer, member]) expect(hears("a", access, { ...row, entity: "client" })).toBe(false)
})
