import { makeUser } from "@alphas/db/factories"
import { connectRedis } from "@alphas/db/redis"
import { type TestDatabase, testDatabase } from "@alphas/db/testing"
import { newId } from "@alphas/domain/ids"
import { type Redis, startRedis } from "@alphas/local/redis"
import { afterAll, afterEach, beforeAll, expect, test } from "vitest"
import { Feed } from "./feed"
import { PresenceBoard } from "./presence"
import { announcement, append, Inbox } from "./testing"
import { Wake } from "./wake"

let database: TestDatabase
let redis: Redis
const open: { close(): unknown }[] = []

/** The machine's Redis: what is shown here cannot be shown without one. */
async function redisServer(url?: string): Promise<Redis> {
  const started = await startRedis(url === undefined ? {} : { url })
  if (started === null)
    throw new Error("These tests need redis-server on the PATH: apt install redis-server.")
  return started
}

beforeAll(async () => {
  database = await testDatabase()
  redis = await redisServer()
})
afterEach(async () => {
  for (const each of open.splice(0)) await each.close()
})
afterAll(async () => {
  await redis.stop()
  await database.drop()
})

/** A writer as the API is one: the wake-up goes the way that is open. */
function writer(url: string | null) {
  const connection = url === null ? null : connectRedis(url)
  if (connection !== null) open.push({ close: () => connection.disconnect() })
  const wake = new Wake(database.connection.sql, connection)
  return {
    connection,
    async write(id: string) {
      await database.connection.db.transaction(async (tx) => {
        await append(tx, announcement(id))
      })
      wake.afterCommit()
    },
  }
}

async function following(url: string): Promise<Inbox> {
  const admin = await makeUser(database.connection.db, { role: "admin" })
  const feed = new Feed({ databaseUrl: database.url, redisUrl: url, pollEvery: 60_000 })
  open.push(feed)
  const inbox = new Inbox()
  feed.subscribe(admin.id, null, inbox)
  await inbox.until(({ kinds }) => kinds.includes("ready"))
  return inbox
}

/** Writes until one arrives without the poll: then every connection stands. */
async function settled(inbox: Inbox, write: (id: string) => Promise<void>): Promise<void> {
  await expect
    .poll(
      async () => {
        const id = newId()
        await write(id)
        await new Promise((resolve) => setTimeout(resolve, 100))
        return inbox.ids.includes(id)
      },
      { timeout: 10_000 },
    )
    .toBe(true)
}

test("wakes up through Redis, and through Postgres for a writer that has no Redis", async () => {
  const inbox = await following(redis.url)
  for (const each of [writer(redis.url), writer(null)]) {
    await settled(inbox, each.write)
    const id = newId()
    await each.write(id)
    await inbox.until(({ ids }) => ids.includes(id), 1_000)
  }
})

test("Redis that is killed and comes back costs no event, repeats none, and is used again", async () => {
  let own = await redisServer()
  open.push({ close: () => own.stop() })
  const inbox = await following(own.url)
  const { write, connection } = writer(own.url)
  await settled(inbox, write)
  const before = inbox.ids.length
  const ids: string[] = []
  for (let index = 0; index < 60; index++) {
    const id = newId()
    ids.push(id)
    await write(id)
    if (index === 20) process.kill(own.pid, "SIGKILL")
    if (index === 40) own = await redisServer(own.url)
  }
  await expect.poll(() => connection?.status, { timeout: 5_000 }).toBe("ready")
  await settled(inbox, write)
  expect(inbox.ids.slice(before, before + 60)).toEqual(ids)
  expect(new Set(inbox.ids).size).toBe(inbox.ids.length)
})

const board = (redisUrl: string | null, beatEvery = 400) => {
  const made = new PresenceBoard({ redisUrl, beatEvery, grace: 20 })
  open.push(made)
  return made
}
const names = (of: PresenceBoard) =>
  of
    .now()
    .map(({ name }) => name)
    .sort()
const mark = (name: string) => ({ personId: newId(), name, clientId: null })

test("who is present in one process is present in the others, until they leave", async () => {
  const [one, other] = [board(redis.url), board(redis.url)]
  const ada = one.enter(mark("Ada"))
  other.enter(mark("Ben"))
  await expect
    .poll(() => [names(one), names(other)])
    .toEqual([
      ["Ada", "Ben"],
      ["Ada", "Ben"],
    ])
  let told = 0
  other.onChange(() => told++)
  ada.leave()
  await expect.poll(() => names(other)).toEqual(["Ben"])
  expect(told).toBeGreaterThan(0)
  expect(names(one)).toEqual(["Ben"])
})

test("the marks of a process that dies run out; Redis that goes away leaves everybody their own", async () => {
  let own = await redisServer()
  open.push({ close: () => own.stop() })
  const [one, other] = [board(own.url), board(own.url)]
  one.enter(mark("Ada"))
  other.enter(mark("Ben"))
  await expect.poll(() => names(one)).toEqual(["Ada", "Ben"])
  process.kill(own.pid, "SIGKILL")
  await expect.poll(() => [names(one), names(other)], { timeout: 5_000 }).toEqual([["Ada"], ["Ben"]])
  own = await redisServer(own.url)
  await expect.poll(() => names(one), { timeout: 5_000 }).toEqual(["Ada", "Ben"])
})

test("without Redis a process knows of its own", async () => {
  const alone = board(null)
  const ada = alone.enter(mark("Ada"))
  expect(names(alone)).toEqual(["Ada"])
  ada.leave()
  ada.leave()
  await expect.poll(() => names(alone)).toEqual([])
})
