import type { Redis } from "ioredis"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { type Lease, SessionCache } from "./session-cache"
import { type RedisServer, redisClient, redisServer } from "./testing"

const userId = "0190a0a0-0000-7000-8000-000000000001"
const entry = '{"who":"as Postgres said"}'
let server: RedisServer
let redis: Redis
/** What the processes of a test have for a clock. */
let now = 0
const clock = () => now

beforeAll(async () => {
  server = await redisServer()
  redis = await redisClient(server.url)
})
afterAll(async () => {
  redis.disconnect()
  await server.stop()
})
beforeEach(() => redis.flushall())

/** A process that has just asked Postgres, and so knows the epoch. */
async function processAt(epoch: number, over = redis): Promise<SessionCache> {
  const cache = new SessionCache(over, clock)
  now += 1
  cache.learnEpoch(epoch, now)
  await expect.poll(() => lease(cache, `probe ${Math.random()}`)).toBeTruthy()
  return cache
}

async function lease(cache: SessionCache, hash: string): Promise<Lease | null> {
  const cached = await cache.find(hash)
  return cached.entry === null ? cached.lease : null
}

async function mustLease(cache: SessionCache, hash: string): Promise<Lease> {
  const got = await lease(cache, hash)
  if (got === null) throw new Error("The lease was refused.")
  return got
}

test("what one process fills, another one finds", async () => {
  const [one, two] = [await processAt(1), await processAt(1)]
  expect(await one.fill(await mustLease(one, "h"), userId, entry, 1)).toBe(true)
  expect(await two.find("h")).toEqual({ entry })
})

test("a fill that comes after the revocation of its session is refused, and nobody finds an entry", async () => {
  const [reader, revoker] = [await processAt(1), await processAt(1)]
  const held = await mustLease(reader, "h") // Postgres is read now, and says that the session is good
  expect(await revoker.bar(["h"])).toBe(true)
  expect(await reader.fill(held, userId, entry, 1)).toBe(false)
  expect(await reader.find("h")).toEqual({ entry: null, lease: null })
})

test("a fill that comes after a change of the person's rights is refused, also of a session the change did not see", async () => {
  const [reader, revoker] = [await processAt(1), await processAt(1)]
  const held = await mustLease(reader, "new session")
  expect(await revoker.barPerson(userId, async () => ["other session"])).toBe(true)
  expect(await reader.fill(held, userId, entry, 1)).toBe(false)
  const again = await mustLease(reader, "third session")
  expect(await reader.fill(again, userId, entry, 1)).toBe(false)
})

test("of a thousand fills that race with a revocation none is found afterwards", async () => {
  const [reader, revoker] = [await processAt(1), await processAt(1, await redisClient(server.url))]
  const hashes = Array.from({ length: 1000 }, (_, n) => `race ${n}`)
  await Promise.all(
    hashes.map(async (hash, n) => {
      const held = await lease(reader, hash)
      const fill = async () => held && (await reader.fill(held, userId, entry, 1))
      const revoke = () => revoker.bar([hash])
      await Promise.all(n % 2 === 0 ? [fill(), revoke()] : [revoke(), fill()])
    }),
  )
  const found = await redis.mget(await redis.keys("alphas:session:*:race *"))
  expect(found).toHaveLength(1000)
  expect(found.filter((value) => value !== "x")).toEqual([])
})

test("a lease that was overtaken by another one does not fill", async () => {
  const cache = await processAt(1)
  const first = await mustLease(cache, "h")
  expect(await lease(cache, "h")).toBeNull()
  await redis.del(first.key)
  const second = await mustLease(cache, "h")
  expect(await cache.fill(first, userId, entry, 1)).toBe(false)
  expect(await cache.fill(second, userId, entry, 1)).toBe(true)
})

test("an entry of another epoch is not trusted, and is filled anew", async () => {
  const [before, after] = [await processAt(1), await processAt(2)]
  await before.fill(await mustLease(before, "h"), userId, entry, 1)
  const held = await mustLease(after, "h")
  expect(await after.fill(held, userId, entry, 2)).toBe(true)
  expect(await after.find("h")).toEqual({ entry })
})

test("a process that has not heard of the epoch for 750 ms does not trust Redis", async () => {
  const cache = await processAt(1)
  await cache.fill(await mustLease(cache, "h"), userId, entry, 1)
  expect(await cache.find("h")).toEqual({ entry })
  now += 751
  expect(await cache.find("h")).toEqual({ entry: null, lease: null })
})

test("of many lookups one in 300 ms goes to Postgres for the epoch", async () => {
  const cache = await processAt(1)
  await cache.fill(await mustLease(cache, "h"), userId, entry, 1)
  now += 301
  const looked = await Promise.all(Array.from({ length: 50 }, () => cache.find("h")))
  expect(looked.filter((cached) => cached.entry === null)).toHaveLength(1)
})

test("dropping an entry never drops a tombstone", async () => {
  const cache = await processAt(1)
  await cache.fill(await mustLease(cache, "h"), userId, entry, 1)
  await cache.drop("h")
  expect(await mustLease(cache, "h")).toBeTruthy()
  await cache.bar(["h"])
  await cache.drop("h")
  expect(await cache.find("h")).toEqual({ entry: null, lease: null })
})

test("a server that was restarted, with whatever it still holds, is a new cache", async () => {
  const own = await redisServer()
  const connection = await redisClient(own.url)
  const cache = await processAt(1, connection)
  const held = await mustLease(cache, "h")
  await cache.fill(held, userId, entry, 1)
  const kept = (await connection.get(held.key)) ?? ""
  process.kill(own.pid, "SIGKILL")
  await expect.poll(() => connection.status).not.toBe("ready")
  expect(await cache.bar(["h"])).toBe(false) // so the revoker raises the epoch
  expect(await cache.find("h")).toEqual({ entry: null, lease: null })
  const next = await redisServer(own.url)
  expect(next.port).toBe(own.port)
  await expect.poll(() => connection.status, { timeout: 5000 }).toBe("ready")
  await connection.set(held.key, kept) // as if it had come back from a dump
  const renewed = await processAt(1, connection)
  expect(await mustLease(renewed, "h")).toBeTruthy()
  connection.disconnect()
  await next.stop()
})

test("without Redis nothing is found and nothing is barred, so that callers ask Postgres and raise the epoch", async () => {
  const cache = new SessionCache(null)
  cache.learnEpoch(1, performance.now())
  expect(await cache.find("h")).toEqual({ entry: null, lease: null })
  expect(await cache.bar(["h"])).toBe(false)
  expect(await cache.barPerson(userId, async () => [])).toBe(false)
})
