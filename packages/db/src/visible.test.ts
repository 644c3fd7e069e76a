import { readdirSync } from "node:fs"
import { declarations, entities } from "@alphas/domain/entities"
import { permissionNames, roles, scopeOf } from "@alphas/domain/permissions"
import { eq, getTableName, is, sql } from "drizzle-orm"
import { PgTable } from "drizzle-orm/pg-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { makeCampaign, makeClient, makeContact, makeMember, makeUser } from "./factories"
import { campaigns } from "./schema/campaigns"
import { clients, contacts } from "./schema/clients"
import { users } from "./schema/users"
import { type TestDatabase, testDatabase } from "./testing"
import { guardedTables, tableOf, type Viewer, visible, visibleTo } from "./visible"

const schemaFiles = readdirSync(new URL("./schema", import.meta.url))

describe("visibility", () => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await testDatabase()
  })
  afterAll(() => test.drop())

  it("has a function for every table of the schema", async () => {
    const modules = await Promise.all(schemaFiles.map((file) => import(`./schema/${file}`)))
    const tables = modules.flatMap((module) => Object.values(module).filter((value) => is(value, PgTable)))
    expect(tables.map((table) => getTableName(table)).sort()).toEqual(
      Object.values(guardedTables)
        .map((table) => getTableName(table))
        .sort(),
    )
    expect(Object.keys(visible)).toEqual(expect.arrayContaining(Object.keys(guardedTables)))
  })

  it("shows nobody a row of any table whose permission their role lacks", async () => {
    const { db } = test.connection
    for (const role of roles) {
      const viewer: Viewer = { id: (await makeUser(db, { role })).id, role, clientId: null }
      for (const permission of permissionNames) {
        if (scopeOf(role, permission) !== null) continue
        for (const entity of entities) {
          const { by } = declarations[entity].reach
          // What names people is theirs whatever their role.
          if (by === "named") continue
          const given = tableOf(entity)?.grants(viewer, permission) ?? []
          expect(given, `${role} ${permission} ${entity}`).toEqual([])
        }
      }
    }
  })

  it("hides campaigns with their client, as long as it is deleted, and of a client that is deleted meanwhile", async () => {
    const { db, sql: driver } = test.connection
    const admin = await makeUser(db, { role: "admin" })
    const [client, other] = [await makeClient(db), await makeClient(db)]
    const campaign = await makeCampaign(db, { clientId: client.id })
    const seen = async (id = campaign.id) =>
      (
        await db
          .select({ id: campaigns.id })
          .from(campaigns)
          .where(sql`${campaigns.id} = ${id} and ${visible.campaigns(admin)}`)
      ).length === 1
    const mark = (deletedAt: string | null) =>
      db.update(clients).set({ deletedAt }).where(eq(clients.id, client.id))
    const now = new Date().toISOString()
    expect(await seen()).toBe(true)
    await mark(now)
    expect(await seen()).toBe(false)
    await db.update(campaigns).set({ clientId: other.id }).where(eq(campaigns.id, campaign.id))
    expect(await seen()).toBe(true)
    await db.update(campaigns).set({ clientId: client.id }).where(eq(campaigns.id, campaign.id))
    expect(await seen()).toBe(false)
    await mark(null)
    expect(await seen()).toBe(true)
    // Somebody deletes the client while somebody else gives it a campaign.
    const late = await driver.begin(async (deleting) => {
      await deleting`update clients set deleted_at = now() where id = ${client.id}`
      const made = makeCampaign(db, { clientId: client.id })
      await new Promise((resolve) => setTimeout(resolve, 100))
      return { made }
    })
    expect(await seen((await late.made).id)).toBe(false)
  })

  it("takes a client without an owner for nobody's", async () => {
    const { db } = test.connection
    const manager = await makeUser(db, { role: "manager" })
    const client = await makeClient(db, { ownerId: null })
    const seen = await db
      .select({ id: clients.id })
      .from(clients)
      .where(sql`${clients.id} = ${client.id} and ${visible.clients(manager)}`)
    expect(seen).toEqual([])
  })

  it("follows owner, membership and the viewer's client, in clients and in what hangs on them", async () => {
    const { db } = test.connection
    const [manager, member, stranger] = [
      await makeUser(db, { role: "manager" }),
      await makeUser(db, { role: "team_member" }),
      await makeUser(db, { role: "manager" }),
    ]
    const client = await makeClient(db, { ownerId: manager.id })
    await makeMember(db, { clientId: client.id, userId: member.id })
    const viewer = await makeUser(db, { role: "client_viewer", clientId: client.id })
    const foreign = await makeUser(db, { role: "client_viewer" })
    const contact = await makeContact(db, { clientId: client.id })
    for (const [person, sees] of [
      [manager, true],
      [member, true],
      [viewer, true],
      [stranger, false],
      [foreign, false],
    ] as const) {
      const eyes = visibleTo(person, "clients.read")
      const client_ = await db
        .select()
        .from(clients)
        .where(sql`${clients.id} = ${client.id} and ${eyes.clients()}`)
      const contact_ = await db
        .select()
        .from(contacts)
        .where(sql`${contacts.id} = ${contact.id} and ${eyes.contacts("contacts.read")}`)
      expect([client_.length, contact_.length], person.role).toEqual(sees ? [1, 1] : [0, 0])
    }
  })

  it("hides what was deleted from everybody", async () => {
    const { db } = test.connection
    const admin = await makeUser(db, { role: "admin" })
    const client = await makeClient(db, { deletedAt: new Date().toISOString() })
    expect(
      await db
        .select()
        .from(clients)
        .where(sql`${clients.id} = ${client.id} and ${visible.clients(admin)}`),
    ).toEqual([])
  })

  it("lets a viewer see no person but themself", async () => {
    const { db } = test.connection
    const viewer = await makeUser(db, { role: "client_viewer" })
    const seen = await db.select({ id: users.id }).from(users).where(visible.directory(viewer))
    expect(seen).toEqual([{ id: viewer.id }])
  })
})
