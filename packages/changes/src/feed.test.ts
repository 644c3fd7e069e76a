import { makeClient, makeMember, makeUser } from "@alphas/db/factories"
import { clientMembers, clients } from "@alphas/db/schema/clients"
import { users } from "@alphas/db/schema/users"
import { type TestDatabase, testDatabase } from "@alphas/db/testing"
import { parsePosition } from "@alphas/domain/changes/position"
import { newId } from "@alphas/domain/ids"
import { eq, sql } from "drizzle-orm"
import { afterAll, afterEach, beforeAll, expect, test } from "vitest"
import { Feed, type FeedOptions } from "./feed"
import { announcement, append, Inbox, openTransaction } from "./testing"
import { Wake, wakeChannel } from "./wake"

let database: TestDatabase
const open: { close(): Promise<void> }[] = []

beforeAll(async () => {
  database = await testDatabase()
})
afterEach(async () => {
  for (const each of open.splice(0)) await each.close()
})
afterAll(() => database.drop())

const feed = (options: Partial<FeedOptions> = {}): Feed => {
  const opened = new Feed({ databaseUrl: database.url, redisUrl: null, pollEvery: 20, ...options })
  open.push(opened)
  return opened
}
const write = (...changes: Parameters<typeof append> extends [unknown, ...infer C] ? C : never) =>
  database.connection.db.transaction((tx) => append(tx, ...changes))
const subscribe = async (of: Feed, personId: string, after: string | null = null) => {
  const inbox = new Inbox()
  const subscription = of.subscribe(personId, after, inbox)
  if (after === null) await inbox.until(({ kinds }) => kinds.includes("ready"))
  return { inbox, subscription }
}

test("rows that commit out of order are told once each, in the order of the log, none skipped", async () => {
  const admin = await makeUser(database.connection.db, { role: "admin" })
  const { inbox } = await subscribe(feed(), admin.id)
  const [first, second, third] = [newId(), newId(), newId()]
  const early = await openTransaction(database)
  open.push(early)
  await append(early.tx, announcement(first))
  const late = await openTransaction(database)
  open.push(late)
  await append(late.tx, announcement(second))
  await late.commit()
  await write(announcement(third))
  // The rows of `late` and of the third are committed but may not be told before `early` has ended.
  await new Promise((resolve) => setTimeout(resolve, 150))
  expect(inbox.ids).toEqual([])
  await early.commit()
  await inbox.until(({ ids }) => ids.length >= 3)
  expect(inbox.ids).toEqual([first, second, third])
})

test("a transaction of another database of the same server does not hold up the log", async () => {
  const other = await testDatabase()
  const admin = await makeUser(database.connection.db, { role: "admin" })
  const { inbox } = await subscribe(feed(), admin.id)
  const foreign = await openTransaction(other)
  await append(foreign.tx, announcement())
  const id = newId()
  await write(announcement(id))
  await inbox.until(({ ids }) => ids.includes(id), 2_000)
  await foreign.close()
  await other.drop()
})

test("a hundred writers at once: every row once, each transaction's own in its order", async () => {
  const admin = await makeUser(database.connection.db, { role: "admin" })
  const { inbox } = await subscribe(feed({ pageSize: 50 }), admin.id)
  const batches = Array.from({ length: 100 }, () => Array.from({ length: 5 }, () => newId()))
  await Promise.all(
    batches.map((ids) =>
      database.connection.db.transaction(async (tx) => {
        for (const id of ids) {
          await append(tx, announcement(id))
          await tx.execute(sql`select pg_sleep(random() * 0.004)`)
        }
      }),
    ),
  )
  await inbox.until(({ ids }) => ids.length >= 500)
  expect(new Set(inbox.ids).size).toBe(500)
  for (const ids of batches) expect(inbox.ids.filter((id) => ids.includes(id))).toEqual(ids)
  const positions = inbox.messages.map(({ position }) => position)
  expect(positions.every((each) => parsePosition(each) !== null)).toBe(true)
})

test("who comes back gets exactly what they missed, in this process or another, and goes on live", async () => {
  const admin = await makeUser(database.connection.db, { role: "admin" })
  const one = feed()
  const { inbox, subscription } = await subscribe(one, admin.id)
  const ids = Array.from({ length: 30 }, () => newId())
  await write(...ids.slice(0, 10).map(announcement))
  await inbox.until((box) => box.ids.length >= 10)
  const seen =
    inbox.messages.find(({ event }) => event.kind === "change" && event.id === ids[6])?.position ?? ""
  subscription.close()
  await write(...ids.slice(10, 20).map(announcement))

  const same = await subscribe(one, admin.id, seen)
  const other = await subscribe(feed(), admin.id, seen)
  await write(...ids.slice(20).map(announcement))
  for (const { inbox: box } of [same, other]) {
    await box.until((each) => each.ids.length >= 23)
    expect(box.ids).toEqual(ids.slice(7))
    expect(box.kinds).not.toContain("reset")
  }
  expect(inbox.ids).toEqual(ids.slice(0, 10))
})

test("a position that one process told is known to another that has not looked yet", async () => {
  const admin = await makeUser(database.connection.db, { role: "admin" })
  const slow = feed({ pollEvery: 60_000, wakeUps: false })
  await subscribe(slow, admin.id)
  const { inbox } = await subscribe(feed(), admin.id)
  const [first, second] = [newId(), newId()]
  await write(announcement(first))
  await inbox.until(({ ids }) => ids.includes(first))
  const moved = await subscribe(slow, admin.id, inbox.last)
  await write(announcement(second))
  await subscribe(slow, admin.id, "1.999999999999.1") // looks at the log, and finds no such position
  await moved.inbox.until(({ ids }) => ids.length > 0)
  expect(moved.inbox.ids).toEqual([second])
})

test.each(["nonsense", "0.1.1", "7.1.1", "1.999999999999.1"])(
  "a position that is not of this log (%s) gets one reset, with the present position, and goes on from there",
  async (after) => {
    const admin = await makeUser(database.connection.db, { role: "admin" })
    await write(announcement())
    const { inbox } = await subscribe(feed(), admin.id, after)
    await inbox.until(({ kinds }) => kinds.length > 0)
    const id = newId()
    await write(announcement(id))
    // Other databases of the server have transactions too, so the row written before may be readable only now.
    await inbox.until(({ ids }) => ids.includes(id))
    expect(inbox.kinds[0]).toBe("reset")
    expect(inbox.kinds.filter((kind) => kind !== "change")).toEqual(["reset"])
    expect(parsePosition(inbox.messages[0]?.position ?? "")).not.toBeNull()
  },
)

test("who is further behind than is remembered gets one reset", async () => {
  const admin = await makeUser(database.connection.db, { role: "admin" })
  const small = feed({ remember: 100, pageSize: 10 })
  const { inbox, subscription } = await subscribe(small, admin.id)
  subscription.close()
  await write(...Array.from({ length: 200 }, () => announcement()))
  const watcher = await subscribe(small, admin.id)
  const id = newId()
  await write(announcement(id))
  await watcher.inbox.until(({ ids }) => ids.includes(id))
  const back = await subscribe(small, admin.id, inbox.last)
  await back.inbox.until(({ kinds }) => kinds.length > 0)
  expect(back.inbox.kinds).toEqual(["reset"])
})

test("a sink that is full is left alone and goes on where it was; one that falls too far behind is reset once", async () => {
  const admin = await makeUser(database.connection.db, { role: "admin" })
  const small = feed({ remember: 100, pageSize: 10 })
  const { inbox, subscription } = await subscribe(small, admin.id)
  const quick = await subscribe(small, admin.id)
  inbox.ready = false
  const ids = Array.from({ length: 20 }, () => newId())
  await write(...ids.map(announcement))
  await quick.inbox.until((box) => box.ids.length === 20)
  expect(inbox.ids).toEqual([])
  inbox.ready = true
  subscription.pump()
  expect(inbox.ids).toEqual(ids)

  inbox.ready = false
  await write(...Array.from({ length: 200 }, () => announcement()))
  await quick.inbox.until((box) => box.ids.length === 220)
  inbox.ready = true
  subscription.pump()
  expect(inbox.kinds.slice(21)).toEqual(["reset"])
  const id = newId()
  await write(announcement(id))
  await inbox.until((box) => box.ids.includes(id))
})

test("each person hears of what they may see, and of nothing else", async () => {
  const { db } = database.connection
  const [mine, foreign] = [await makeClient(db), await makeClient(db)]
  const people = {
    admin: await makeUser(db, { role: "admin" }),
    manager: await makeUser(db, { role: "manager" }),
    member: await makeUser(db, { role: "team_member" }),
    finance: await makeUser(db, { role: "finance" }),
    viewer: await makeUser(db, { role: "client_viewer", clientId: mine.id }),
    nobody: await makeUser(db, { role: "team_member" }),
    disabled: await makeUser(db, { role: "admin", disabledAt: new Date().toISOString() }),
  }
  await db.update(clients).set({ ownerId: people.manager.id }).where(eq(clients.id, mine.id))
  await makeMember(db, { clientId: mine.id, userId: people.member.id })
  const live = feed()
  const inboxes = Object.fromEntries(
    await Promise.all(
      Object.entries(people).map(
        async ([name, user]) => [name, (await subscribe(live, user.id)).inbox] as const,
      ),
    ),
  )
  await write(
    { entity: "client", id: mine.id, clientId: mine.id, verb: "mine" },
    { entity: "contact", id: newId(), clientId: foreign.id, verb: "foreign contact" },
    { entity: "client_member", id: mine.id, clientId: mine.id, verb: "member of mine" },
    { entity: "user", id: people.nobody.id, verb: "user" },
    { entity: "session", id: newId(), people: [people.member.id], verb: "session" },
    { entity: "invitation", id: newId(), verb: "invitation" },
    { entity: "settings", id: newId(), verb: "the end" },
  )
  const verbs: Record<string, string[]> = {}
  for (const [name, inbox] of Object.entries(inboxes)) {
    if (name !== "disabled")
      await inbox.until(({ kinds }) => kinds.length > 1 && !kinds.slice(-1).includes("access"))
    await inbox.until(
      ({ messages }) =>
        name === "disabled" ||
        messages.some(({ event }) => event.kind === "change" && event.verb === "the end"),
    )
    verbs[name] = inbox.messages.flatMap(({ event }) => (event.kind === "change" ? [event.verb] : []))
  }
  expect(verbs).toEqual({
    admin: ["mine", "foreign contact", "member of mine", "user", "invitation", "the end"],
    manager: ["mine", "member of mine", "user", "the end"],
    member: ["mine", "member of mine", "session", "the end"],
    finance: ["mine", "foreign contact", "member of mine", "the end"],
    viewer: ["mine", "the end"],
    nobody: ["user", "the end"],
    disabled: [],
  })
})

test("a person who is made a member hears of the client from that row on, and one who is removed of nothing after", async () => {
  const { db } = database.connection
  const client = await makeClient(db)
  const member = await makeUser(db, { role: "team_member" })
  const live = feed()
  const { inbox } = await subscribe(live, member.id)
  const witness = await subscribe(live, (await makeUser(db, { role: "admin" })).id)
  const touch = (verb: string) => write({ entity: "client", id: client.id, clientId: client.id, verb })
  await touch("before")
  await witness.inbox.until(({ ids }) => ids.length > 0)
  await db.transaction(async (tx) => {
    await tx.insert(clientMembers).values({ clientId: client.id, userId: member.id })
    await append(tx, {
      entity: "client_member",
      id: client.id,
      clientId: client.id,
      people: [member.id],
      verb: "added",
    })
  })
  await touch("between")
  await inbox.until(({ ids }) => ids.length >= 2)
  await db.transaction(async (tx) => {
    await tx.delete(clientMembers).where(eq(clientMembers.userId, member.id))
    await append(tx, {
      entity: "client_member",
      id: client.id,
      clientId: client.id,
      people: [member.id],
      verb: "removed",
    })
  })
  await touch("after")
  const end = newId()
  await write(announcement(end))
  await inbox.until(({ ids }) => ids.includes(end))
  const heard = inbox.messages.map(({ event }) => (event.kind === "change" ? event.verb : event.kind))
  // A row that had to wait for another transaction gives notice when it is committed and once more when it is told.
  expect(heard.filter((each, index) => each !== "access" || heard[index - 1] !== "access")).toEqual([
    "ready",
    "access",
    "added",
    "between",
    "access",
    "test.write",
  ])
  // Whoever is cut off between two events comes back without a loss: no event has the position of a change to come.
  inbox.messages.forEach(({ position, event }, index) => {
    const changes = inbox.messages.slice(index + 1).filter((each) => each.event.kind === "change")
    if (event.kind === "access") expect(changes.map((each) => each.position)).not.toContain(position)
  })
})

test("what is taken away is taken away at once, even while an older transaction holds up the log", async () => {
  const { db } = database.connection
  const manager = await makeUser(db, { role: "admin" })
  const live = feed()
  const { inbox } = await subscribe(live, manager.id)
  const heard = new Promise<string[]>((resolve) => live.onPeople(resolve))
  const long = await openTransaction(database)
  open.push(long)
  await append(long.tx, announcement())
  await db.transaction(async (tx) => {
    await tx.update(users).set({ role: "team_member" }).where(eq(users.id, manager.id))
    await append(tx, { entity: "user", id: manager.id, people: [manager.id], verb: "role" })
  })
  await write({ entity: "invitation", id: newId() })
  expect(await heard).toEqual([manager.id])
  await inbox.until(({ kinds }) => kinds.includes("access"), 1_000)
  await long.commit()
  await inbox.until(({ ids }) => ids.length >= 2)
  expect(inbox.messages.flatMap(({ event }) => (event.kind === "change" ? [event.entity] : []))).toEqual([
    "settings",
    "user",
  ])
})

test("an import of 2,000 clients reaches its owner row by row, without reading all their clients again each time", async () => {
  const { db } = database.connection
  const owner = await makeUser(db, { role: "manager" })
  const { inbox } = await subscribe(feed({ pageSize: 500 }), owner.id)
  await db.transaction(async (tx) => {
    const rows = await tx
      .insert(clients)
      .values(
        Array.from({ length: 2_000 }, (_, index) => ({
          name: `Import ${index}`,
          currency: "EUR",
          ownerId: owner.id,
        })),
      )
      .returning({ id: clients.id })
    await append(
      tx,
      ...rows.map(({ id }) => ({ entity: "client" as const, id, clientId: id, people: [owner.id] })),
    )
  })
  await inbox.until(({ ids }) => ids.length >= 2_000)
  expect(new Set(inbox.ids).size).toBe(2_000)
  expect(inbox.kinds.filter((kind) => kind !== "change")).toEqual(["ready"])
})

test("wakes up by NOTIFY, by the process's own commits, and by the poll alone", async () => {
  const admin = await makeUser(database.connection.db, { role: "admin" })
  const [notified, poll] = [feed({ pollEvery: 60_000 }), feed({ wakeUps: false })]
  const { sql } = database.connection
  const own = new Wake(sql, null)
  const local = feed({ pollEvery: 60_000, wake: own })
  const boxes = await Promise.all(
    [notified, poll, local].map(async (each) => (await subscribe(each, admin.id)).inbox),
  )
  // The listening connection says when it is there with a wake-up of its own; wait until Postgres knows it.
  await listening(2)
  const id = newId()
  await write(announcement(id))
  new Wake(sql, null).afterCommit()
  await boxes[0]?.until(({ ids }) => ids.includes(id), 1_000)
  await boxes[1]?.until(({ ids }) => ids.includes(id), 1_000)
  const second = newId()
  await write(announcement(second))
  own.afterCommit()
  await boxes[2]?.until(({ ids }) => ids.includes(second), 1_000)
})

test("listens again after its connections were cut, and follows the log as if nothing had been", async () => {
  const admin = await makeUser(database.connection.db, { role: "admin" })
  const { inbox } = await subscribe(feed({ pollEvery: 60_000 }), admin.id)
  await listening(1)
  await database.connection.sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name in ('alphas feed', 'alphas wake-ups')`
  const first = newId()
  await write(announcement(first))
  await inbox.until(({ ids }) => ids.includes(first))
  await listening(1)
  const second = newId()
  await write(announcement(second))
  new Wake(database.connection.sql, null).afterCommit()
  await inbox.until(({ ids }) => ids.includes(second), 1_000)
  expect(inbox.ids).toEqual([first, second])
})

async function listening(count: number): Promise<void> {
  for (;;) {
    const rows = await database.connection.sql`
      select from pg_stat_activity where datname = current_database() and query = ${`listen ${wakeChannel}`} and state = 'idle'`
    if (rows.length >= count) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
