import { Redis } from "ioredis"
import { afterEach, expect, test, vi } from "vitest"
import { isRedisAway, tellUnlessAway } from "./away"
import { connectRedis, orWithout } from "./redis"

const open: Redis[] = []
afterEach(() => {
  vi.restoreAllMocks()
  for (const redis of open.splice(0)) redis.disconnect()
})

function warnings(): string[] {
  const said: string[] = []
  vi.spyOn(process, "emitWarning").mockImplementation((warning) => void said.push(String(warning)))
  return said
}

async function ready(redis: Redis): Promise<Redis> {
  open.push(redis)
  await expect.poll(() => redis.status, { timeout: 5_000 }).toBe("ready")
  return redis
}

const url = () => {
  const found = process.env.ALPHAS_TEST_REDIS
  if (!found) throw new Error("This test needs redis-server: apt-get install redis-server.")
  return found
}

test("a Redis that is away or slow is no news", async () => {
  const said = warnings()
  const away = new Redis({ port: 9, lazyConnect: true, enableOfflineQueue: false, retryStrategy: () => null })
  open.push(away)
  away.on("error", () => undefined)
  const refused: unknown = await away.connect().catch((error: unknown) => error)
  const offline: unknown = await away.get("x").catch((error: unknown) => error)
  const slow = await ready(new Redis(url(), { commandTimeout: 20 }))
  const late: unknown = await slow.blpop("nothing-comes-here", 1).catch((error: unknown) => error)
  for (const error of [refused, offline, late]) {
    expect(error).toBeInstanceOf(Error)
    expect([String(error), isRedisAway(error)]).toEqual([String(error), true])
  }
  const answer = await orWithout(slow, (redis) => redis.blpop("nothing-comes-here", 1), null)
  expect(answer).toBeNull()
  expect(said).toEqual([])
})

test("a command that is wrong is told, once, and the caller goes on without", async () => {
  const said = warnings()
  const redis = await ready(connectRedis(url()))
  await redis.del("a-word")
  await redis.set("a-word", "text")
  for (let time = 0; time < 3; time++)
    expect(await orWithout(redis, (one) => one.incr("a-word"), -1)).toBe(-1)
  expect(said).toHaveLength(1)
  expect(said[0]).toMatch(/^A command to Redis failed: .*ERR value is not an integer/)
  await redis.del("a-word")
})

test("what is thrown that is no error is told as it is", () => {
  const said = warnings()
  tellUnlessAway("odd", isRedisAway, "It failed")
  expect(said).toEqual(["It failed: odd"])
})
