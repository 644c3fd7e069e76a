import {
  makeCampaign,
  makeCampaignMember,
  makeClient,
  makeExpense,
  makeMember,
  makeUser,
} from "@alphas/db/factories"
import { leaves } from "@alphas/db/schema/calendar"
import { campaigns } from "@alphas/db/schema/campaigns"
import { clients, contacts } from "@alphas/db/schema/clients"
import { expenses } from "@alphas/db/schema/expenses"
import { type TestDatabase, testDatabase } from "@alphas/db/testing"
import { visible } from "@alphas/db/visible"
import { declarations, entities } from "@alphas/domain/entities"
import { newId } from "@alphas/domain/ids"
import { roles } from "@alphas/domain/permissions"
import { and, eq } from "drizzle-orm"
import { afterAll, beforeAll, expect, test } from "vitest"
import { AccessBook } from "./access"
import { type Access, candidates, hears, isFor, type Told } from "./audience"
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
      const row = { entityId: newId(), clientId: client.id, campaignId: null, actorId: null, people: [] }
      expect([role, hears(user.id, access, { ...row, entity: "client" })]).toEqual([role, seen !== undefined])
      expect([role, hears(user.id, access, { ...row, entity: "contact" })]).toEqual([
        role,
        seenContact !== undefined,
      ])
    }
  }
})

test("for every role and campaign the rule in memory is that of db/visible.ts in SQL", async () => {
  const { db, sql } = database.connection
  const book = new AccessBook(sql, (id) => new Person(id))
  const home = await makeClient(db)
  for (const role of roles) {
    const user = await makeUser(db, { role, ...(role === "client_viewer" ? { clientId: home.id } : {}) })
    const owned = await makeClient(db, { ownerId: user.id })
    const joined = await makeClient(db)
    await makeMember(db, { clientId: joined.id, userId: user.id })
    const ofClients = await Promise.all(
      [home, owned, joined, await makeClient(db)].map(({ id }) => makeCampaign(db, { clientId: id })),
    )
    const managed = await makeCampaign(db, { managerId: user.id })
    const worked = await makeCampaign(db)
    await makeCampaignMember(db, worked.id, user.id)
    const { access } = await book.hold(user.id)
    for (const campaign of [...ofClients, managed, worked]) {
      const [seen] = await db
        .select({ id: campaigns.id })
        .from(campaigns)
        .where(and(eq(campaigns.id, campaign.id), visible.campaigns(user)))
      const ids = { entityId: newId(), clientId: campaign.clientId, campaignId: campaign.id }
      const row = { ...ids, actorId: null, people: [] }
      for (const entity of ["campaign", "kpi"] as const) {
        expect([role, hears(user.id, access, { ...row, entity })]).toEqual([role, seen !== undefined])
      }
    }
  }
})

test("for every role what is about a person is heard of by whoever reads it in SQL", async () => {
  const { db, sql } = database.connection
  const book = new AccessBook(sql, (id) => new Person(id))
  const other = await makeUser(db)
  const home = await makeClient(db)
  for (const role of roles) {
    const user = await makeUser(db, { role, ...(role === "client_viewer" ? { clientId: home.id } : {}) })
    const { access } = await book.hold(user.id)
    for (const { id: userId } of [user, other]) {
      const [leave] = await db
        .insert(leaves)
        .values({ userId, fromDay: "2026-05-04", toDay: "2026-05-08" })
        .returning()
      const entityId = leave?.id ?? ""
      const [seen] = await db
        .select({ id: leaves.id })
        .from(leaves)
        .where(and(eq(leaves.id, entityId), visible.leaves(user)))
      const row = { entityId, clientId: null, campaignId: null, actorId: null, people: [userId] }
      expect([role, hears(user.id, access, { ...row, entity: "leave" })]).toEqual([role, seen !== undefined])
    }
    const profile = { entityId: user.id, clientId: null, campaignId: null, actorId: null, people: [] }
    expect([role, hears(user.id, access, { ...profile, entity: "user" })]).toEqual([role, true])
  }
})

test("for every role what is a person's own, or of a campaign, is heard of by whoever reads it in SQL", async () => {
  const { db, sql } = database.connection
  const book = new AccessBook(sql, (id) => new Person(id))
  const home = await makeClient(db)
  const reached: string[] = []
  for (const role of roles) {
    const user = await makeUser(db, { role, ...(role === "client_viewer" ? { clientId: home.id } : {}) })
    const other = await makeUser(db)
    const owned = await makeClient(db, { ownerId: user.id })
    const places = {
      none: null,
      home: await makeCampaign(db, { clientId: home.id }),
      foreign: await makeCampaign(db),
      managed: await makeCampaign(db, { managerId: user.id }),
      ofClient: await makeCampaign(db, { clientId: owned.id }),
    }
    const { access } = await book.hold(user.id)
    for (const [place, campaign] of Object.entries(places)) {
      for (const [whose, { id: userId }] of Object.entries({ own: user, another: other })) {
        const { id: entityId } = await makeExpense(db, { userId, campaignId: campaign?.id ?? null })
        for (const permission of ["expenses.read", "expenses.approve"] as const) {
          const [seen] = await db
            .select({ id: expenses.id })
            .from(expenses)
            .where(and(eq(expenses.id, entityId), visible.expenses(user, permission)))
          const ids = { clientId: campaign?.clientId ?? null, campaignId: campaign?.id ?? null }
          const row: Told = { entity: "expense", entityId, ...ids, actorId: null, people: [userId] }
          const { reach } = declarations.expense
          const heard =
            access !== null &&
            reach.by === "person" &&
            isFor(user.id, access, row, { ...declarations.expense, reach: { ...reach, permission } })
          expect([role, place, whose, permission, heard]).toEqual([
            role,
            place,
            whose,
            permission,
            seen !== undefined,
          ])
          if (heard && permission === "expenses.read") reached.push(`${role} ${place} ${whose}`)
        }
      }
    }
  }
  const everywhere = ["none", "home", "foreign", "managed", "ofClient"]
  const all = everywhere.flatMap((place) => [`${place} own`, `${place} another`])
  const own = everywhere.map((place) => `${place} own`)
  const sorted = (role: string, which: string[]) => which.map((each) => `${role} ${each}`)
  expect(reached.sort()).toEqual(
    [
      ...sorted("admin", all),
      ...sorted("finance", all),
      ...sorted("manager", [...own, "managed another", "ofClient another"]),
      ...sorted("team_member", own),
    ].sort(),
  )
})

test("nobody hears of a row whom the index does not find: candidates hold the whole audience", () => {
  const [personId, clientId, campaignId] = [newId(), newId(), newId()]
  for (const entity of entities) {
    for (const role of roles) {
      for (const named of [true, false]) {
        for (const [mine, working] of [
          [true, false],
          [false, true],
          [false, false],
        ] as const) {
          const access: Access = {
            role,
            clientId: role === "client_viewer" && mine ? clientId : null,
            clients: new Set(mine ? [clientId] : []),
            campaigns: new Set(working ? [campaignId] : []),
          }
          const row: Told = {
            entity,
            entityId: newId(),
            clientId,
            campaignId,
            actorId: personId,
            people: named ? [personId] : [],
          }
          const found = candidates(row)
          const among =
            found.roles.includes(role) ||
            (found.clientId === clientId && mine) ||
            (found.campaignId === campaignId && working) ||
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
  const ids = { entityId: newId(), clientId: null, campaignId: null }
  const row: Told = { ...ids, entity: "settings", actorId: null, people: [] }
  expect(hears("a", null, row)).toBe(false)
  const viewer: Access = { role: "client_viewer", clientId: null, clients: new Set(), campaigns: new Set() }
  const member: Access = { role: "team_member", clientId: null, clients: new Set(), campaigns: new Set() }
  for (const access of [viewer, member]) expect(hears("a", access, { ...row, entity: "client" })).toBe(false)
  expect(hears("a", viewer, { ...row, entity: "campaign" })).toBe(false)
})

test("templates are heard of by every role that makes campaigns, however far it reaches", async () => {
  const { db, sql } = database.connection
  const book = new AccessBook(sql, (id) => new Person(id))
  const row = {
    ...({ entity: "campaign_template", entityId: newId(), clientId: null, campaignId: null } as const),
    ...{ actorId: null, people: [] },
  }
  const heard: string[] = []
  for (const role of roles) {
    const { id } = await makeUser(db, { role })
    const { access } = await book.hold(id)
    if (hears(id, access, row)) heard.push(role)
  }
  expect(heard).toEqual(["admin", "manager"])
  expect(candidates(row).roles).toEqual(["admin", "manager"])
})
