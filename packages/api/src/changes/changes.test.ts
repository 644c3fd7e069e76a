import { Feed } from "@alphas/changes/feed"
import { PresenceBoard } from "@alphas/changes/presence"
import { append, Inbox, openTransaction } from "@alphas/changes/testing"
import { makeClient, makeContact, makeMember, makeUser, type UserRow } from "@alphas/db/factories"
import { clients } from "@alphas/db/schema/clients"
import type { ChangeEntry, LiveEvent, Present } from "@alphas/domain/changes/dto"
import { newId } from "@alphas/domain/ids"
import { isTrackedEnvelope } from "@trpc/server"
import { eq } from "drizzle-orm"
import { afterAll, afterEach, beforeAll, expect, test } from "vitest"
import { type TestApi, testApi } from "../testing"

let api: TestApi
let admin: UserRow
let manager: UserRow

beforeAll(async () => {
  api = await testApi()
  const { environment } = api.services
  api.services.live = {
    feed: new Feed({
      databaseUrl: environment.DATABASE_URL,
      redisUrl: null,
      wake: api.services.wake,
      pollEvery: 50,
    }),
    presence: new PresenceBoard({ redisUrl: null, grace: 20 }),
  }
  admin = await makeUser(api.services.db, { role: "admin", name: "Ada Admin" })
  manager = await makeUser(api.services.db, { role: "manager" })
})
afterEach(() => expect(api.unguarded).toEqual([]))
afterAll(async () => {
  await api.services.live?.feed.close()
  await api.services.live?.presence.close()
  await api.close()
})

const record = (...changes: Parameters<typeof append> extends [unknown, ...infer Rest] ? Rest : never) =>
  api.services.db.transaction((tx) => append(tx, ...changes))

test("every caller of the router can follow changes: each item is tracked, and it ends when it is left", async () => {
  const live = await api.as(manager).changes.live()
  const seen: unknown[] = []
  for await (const item of live) {
    const envelope: unknown = item
    if (!isTrackedEnvelope(envelope))
      throw new Error("An untracked item makes the reader forget its position.")
    if ((envelope[1] as LiveEvent).kind === "access") continue // the owner of a new client sees one more
    seen.push(envelope[1])
    if (seen.length === 1) await api.as(manager).clients.create({ name: "Heard of", currency: "EUR" })
    else break
  }
  expect(seen).toMatchObject([
    { kind: "ready" },
    { kind: "change", verb: "clients.create", actorId: manager.id },
  ])
  await expect.poll(() => api.services.live?.feed.state().subscriptions).toBe(0)
})

test("single changes of this process among those of others come once each, in the order of the log", async () => {
  const feed = api.services.live?.feed
  const inbox = new Inbox()
  feed?.subscribe(admin.id, null, inbox)
  await inbox.until(({ kinds }) => kinds.includes("ready"))
  const made = new Set<string>()
  const create = async (number: number) => {
    made.add((await api.as(admin).clients.create({ name: `Stream ${number}`, currency: "EUR" })).id)
  }
  for (let round = 0; round < 25; round++) {
    // One that stays open while others commit, one that nobody is woken for, several at once, and one on its own.
    const open = await openTransaction(api.database)
    await append(open.tx, { entity: "settings", id: newId() })
    await create(round * 10)
    await record({ entity: "settings", id: newId() })
    await open.commit()
    await Promise.all([1, 2, 3, 4].map((number) => create(round * 10 + number)))
    await create(round * 10 + 5)
    if (round % 3 === 0) await new Promise((resolve) => setTimeout(resolve, 15))
    await create(round * 10 + 6)
    await open.close()
  }
  await inbox.until(({ ids }) => [...made].every((id) => ids.includes(id)))
  const logged = await api.database.connection.sql<{ id: string }[]>`
    select entity_id as id from changes where (tx, seq) >= (
      select tx, seq from changes where entity_id = ${inbox.ids[0] ?? ""} order by tx, seq limit 1
    ) order by epoch, tx, seq`
  expect(inbox.ids).toEqual(logged.map(({ id }) => id))
  expect(inbox.ids.length).toBe(25 * 9)
})

test("the history of a client has every field of it, its contacts and members, newest first, page by page", async () => {
  const as = api.as(manager)
  const { id, version } = await as.clients.create({ name: "First name", currency: "EUR", notes: "internal" })
  const contact = await as.clients.contacts.create({ clientId: id, contact: { name: "Cora Contact" } })
  await as.clients.update({ id, version: version, changes: { name: "Second name" } })
  const member = await makeUser(api.services.db, { role: "team_member" })
  await as.clients.addMember({ id, userId: member.id })
  const all: ChangeEntry[] = []
  let cursor: string | null = null
  do {
    const page: { items: ChangeEntry[]; nextCursor: string | null } = await as.changes.history({
      entity: "client",
      id,
      limit: 2,
      cursor,
    })
    all.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== null)
  expect(all.map(({ verb }) => verb)).toEqual([
    "clients.addMember",
    "clients.update",
    "clients.contacts.create",
    "clients.create",
  ])
  expect(all[1]).toMatchObject({
    actor: { id: manager.id, name: manager.name },
    clientName: "Second name",
    fields: { name: { before: "First name", after: "Second name" } },
  })
  const ofContact = await as.changes.history({ entity: "contact", id: contact.id })
  expect(ofContact.items.map(({ verb }) => verb)).toEqual(["clients.contacts.create"])
})

test("the history of a client that others were merged into goes on with theirs", async () => {
  const { db } = api.services
  const winner = await makeClient(db, { ownerId: manager.id })
  const loser = await makeClient(db, { mergedIntoId: winner.id, deletedAt: new Date().toISOString() })
  const first = await makeClient(db, { mergedIntoId: loser.id, deletedAt: new Date().toISOString() })
  for (const { id } of [first, loser, winner]) await record({ entity: "client", id, clientId: id, verb: id })
  const { items } = await api.as(manager).changes.history({ entity: "client", id: winner.id })
  expect(items.map(({ verb }) => verb)).toEqual([winner.id, loser.id, first.id])
})

test("a row that one may not see has no history, whatever its kind", async () => {
  const { db } = api.services
  const foreign = await makeClient(db)
  const contact = await makeContact(db, { clientId: foreign.id })
  const viewer = await makeUser(db, { role: "client_viewer", clientId: foreign.id })
  await record({ entity: "client", id: foreign.id, clientId: foreign.id })
  for (const input of [
    { entity: "client", id: foreign.id },
    { entity: "contact", id: contact.id },
    { entity: "client", id: newId() },
  ] as const) {
    await expect(api.as(manager).changes.history(input)).rejects.toMatchObject({ reason: "not_found" })
    await expect(api.as(viewer).changes.history(input)).rejects.toMatchObject({ reason: "forbidden" })
    await expect(api.as(null).changes.history(input)).rejects.toMatchObject({ reason: "unauthenticated" })
  }
})

test("what looks like a secret is never shown, should it ever have been recorded", async () => {
  const client = await makeClient(api.services.db)
  const fields = {
    name: { after: "n" },
    passwordHash: { after: "x" },
    totpSecret: { after: "y" },
    tokenHash: { after: "z" },
  }
  await record({ entity: "client", id: client.id, clientId: client.id, fields })
  const { items } = await api.as(admin).changes.history({ entity: "client", id: client.id })
  expect(items[0]?.fields).toEqual({ name: { after: "n" } })
})

test("the audit log is filtered by everything it shows, and is for admins", async () => {
  const as = api.as(admin)
  const made = await as.clients.create({ name: "Audited", currency: "EUR" })
  const find = async (filter: Parameters<typeof as.changes.audit>[0]) =>
    (await as.changes.audit({ clientId: made.id, ...filter })).items.length
  expect(await find({})).toBe(1)
  expect(
    await find({
      actorId: admin.id,
      entity: ["client"],
      entityId: made.id,
      verb: "clients.create",
      channel: ["web"],
    }),
  ).toBe(1)
  expect(await find({ actorId: manager.id })).toBe(0)
  expect(await find({ entity: ["user"] })).toBe(0)
  expect(await find({ verb: "clients.update" })).toBe(0)
  expect(await find({ channel: ["token"] })).toBe(0)
  expect(await find({ from: new Date(Date.now() + 60_000).toISOString() })).toBe(0)
  expect(
    await find({
      from: new Date(Date.now() - 60_000).toISOString(),
      to: new Date(Date.now() + 60_000).toISOString(),
    }),
  ).toBe(1)
  await expect(as.changes.audit({ cursor: "nonsense" })).rejects.toMatchObject({ reason: "invalid" })
  await expect(api.as(manager).changes.audit({})).rejects.toMatchObject({ reason: "forbidden" })
})

/** The next list of who is present that is as wished. */
async function until(
  lists: AsyncIterator<Present[]>,
  wished: (people: Present[]) => boolean,
): Promise<Present[]> {
  for (;;) {
    const { value, done } = await lists.next()
    if (done) throw new Error("Presence ended.")
    if (wished(value)) return value
  }
}

test("who is online is shown to the agency, and on which client only to those who see that client", async () => {
  const { db } = api.services
  const [mine, foreign] = [await makeClient(db), await makeClient(db)]
  const member = await makeUser(db, { role: "team_member" })
  await makeMember(db, { clientId: mine.id, userId: member.id })
  const watching = (await api.as(member).presence.live({ clientId: mine.id }))[Symbol.asyncIterator]()
  await until(watching, (people) => people.length === 1)
  const other = (await api.as(admin).presence.live({ clientId: foreign.id }))[Symbol.asyncIterator]()
  await until(other, (people) => people.length === 2)
  const seen = await until(watching, (people) => people.length === 2)
  expect(Object.fromEntries(seen.map(({ id, clientIds }) => [id, clientIds]))).toEqual({
    [admin.id]: [],
    [member.id]: [mine.id],
  })
  const list = await api.as(admin).presence.list()
  expect(list.find(({ id }) => id === admin.id)?.clientIds).toEqual([foreign.id])
  // The client becomes theirs to see while they watch.
  await db.update(clients).set({ ownerId: member.id }).where(eq(clients.id, foreign.id))
  await record({ entity: "client", id: foreign.id, clientId: foreign.id, people: [member.id] })
  await until(watching, (people) =>
    people.some(({ id, clientIds }) => id === admin.id && clientIds.length === 1),
  )
  await other.return?.()
  await until(watching, (people) => people.length === 1)
  await watching.return?.()
})

test("nobody is present on a client that they may not see, and viewers have no presence", async () => {
  const { db } = api.services
  const foreign = await makeClient(db)
  const member = await makeUser(db, { role: "team_member" })
  const refused = (await api.as(member).presence.live({ clientId: foreign.id }))[Symbol.asyncIterator]()
  await expect(refused.next()).rejects.toMatchObject({ reason: "not_found" })
  const viewer = await makeUser(db, { role: "client_viewer", clientId: foreign.id })
  await expect(api.as(viewer).presence.live()).rejects.toMatchObject({ reason: "forbidden" })
  await expect(api.as(viewer).presence.list()).rejects.toMatchObject({ reason: "forbidden" })
})

test("a process that serves no sockets says where what is live is answered", async () => {
  const { live: _, ...services } = api.services
  await expect(api.as(admin, { services }).presence.list()).rejects.toMatchObject({ reason: "unavailable" })
  await expect(api.as(admin, { services }).changes.live()).rejects.toMatchObject({ reason: "unavailable" })
})
