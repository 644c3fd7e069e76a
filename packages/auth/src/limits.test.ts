import { type Environment, readEnvironment } from "@alphas/domain/environment"
import type { Redis } from "ioredis"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { createLimits, type Limits, networkOf } from "./limits"
import { type RedisServer, redisClient, redisServer } from "./testing"

let server: RedisServer
let redis: Redis
const environment: Environment = readEnvironment({
  DATABASE_URL: "postgres://localhost/none",
  ALPHAS_SECRET: "a secret that is only good for tests",
})

beforeAll(async () => {
  server = await redisServer()
  redis = await redisClient(server.url)
})
afterAll(async () => {
  redis.disconnect()
  await server.stop()
})
beforeEach(() => redis.flushall())

const email = "ada@agency.example"
const aPerson = { id: "a person", address: "192.0.2.1" }
const attacker = "203.0.113.7"

/** Tries, fails each time, and says how many tries were let through. */
async function failures(
  limits: Limits,
  tries: number,
  attempt: (n: number) => Partial<Parameters<Limits["signIn"]>[0]>,
) {
  let through = 0
  for (let n = 0; n < tries; n++) {
    const admission = await limits.signIn({ email, address: attacker, cookies: "", ...attempt(n) })
    if (admission.allowed) through++
    else expect(admission.retryAfter).toBeGreaterThan(0)
  }
  return through
}

const stores = [
  ["counted by all processes", () => redis],
  ["counted in the process", () => null],
] as const

describe.each(stores)("sign-in, %s", (_name, store) => {
  let limits: Limits
  beforeEach(() => {
    limits = createLimits({ redis: store(), environment })
  })
  const known = () => limits.rememberDevice("", email).split(";")[0] ?? ""

  test("an attacker at one address gets ten tries, and the owner at another one signs in", async () => {
    expect(await failures(limits, 200, () => ({}))).toBe(10)
    expect((await limits.signIn({ email, address: "198.51.100.1", cookies: "" })).allowed).toBe(true)
  })

  test("an attacker at the owner's own address does not lock out the owner's browser", async () => {
    expect(await failures(limits, 200, () => ({}))).toBe(10)
    expect((await limits.signIn({ email, address: attacker, cookies: known() })).allowed).toBe(true)
  })

  test("an attacker with many addresses gets forty tries, and the owner's browser signs in", async () => {
    expect(await failures(limits, 300, (n) => ({ address: `203.0.113.${n % 250}` }))).toBe(40)
    expect((await limits.signIn({ email, address: "198.51.100.1", cookies: "" })).allowed).toBe(false)
    expect((await limits.signIn({ email, address: "198.51.100.1", cookies: known() })).allowed).toBe(true)
  })

  test("a stolen browser gets ten tries of its own", async () => {
    const cookies = known()
    expect(await failures(limits, 50, () => ({ cookies }))).toBe(10)
  })

  test("one address gets a hundred tries over all accounts", async () => {
    expect(await failures(limits, 150, (n) => ({ email: `person${n}@agency.example` }))).toBe(100)
  })

  test("who signs in uses nothing up", async () => {
    for (let n = 0; n < 150; n++) {
      const admission = await limits.signIn({ email, address: attacker, cookies: "" })
      expect(admission.allowed).toBe(true)
      await admission.succeeded()
    }
  })

  test("tries at the same time are counted before any of them has failed", async () => {
    const admissions = await Promise.all(
      Array.from({ length: 60 }, () => limits.signIn({ email, address: attacker, cookies: "" })),
    )
    expect(admissions.filter((admission) => admission.allowed)).toHaveLength(10)
  })

  test("five emails an hour reach one recipient, and the sender is not told", async () => {
    const emails = []
    for (let n = 0; n < 8; n++) emails.push(await limits.email(`203.0.113.${n}`, email))
    expect(emails.map((email) => email.from.allowed)).toEqual(Array(8).fill(true))
    expect(emails.map((email) => email.to.allowed)).toEqual([
      true,
      true,
      true,
      true,
      true,
      false,
      false,
      false,
    ])
  })
})

test("tries are counted over all processes", async () => {
  const [one, two] = [createLimits({ redis, environment }), createLimits({ redis, environment })]
  expect(await failures(one, 6, () => ({}))).toBe(6)
  expect(await failures(two, 20, () => ({}))).toBe(4)
})

test.each(["SIGKILL", "SIGSTOP"] as const)(
  "sign-in limits hold when Redis gets %s midway",
  async (signal) => {
    const own = await redisServer()
    const connection = await redisClient(own.url, 50)
    const limits = createLimits({ redis: connection, environment })
    expect(await failures(limits, 6, () => ({}))).toBe(6)
    process.kill(own.pid, signal)
    expect(await failures(limits, 50, () => ({}))).toBe(4)
    if (signal === "SIGSTOP") process.kill(own.pid, "SIGCONT")
    connection.disconnect()
    await own.stop()
  },
)

describe.each(stores)("calls in general, %s", (_name, store) => {
  test("1,200 at once, then a wait, for each caller by itself", async () => {
    const limits = createLimits({ redis: store(), environment })
    const verdicts = await Promise.all(Array.from({ length: 2000 }, () => limits.general(aPerson)))
    const through = verdicts.filter((verdict) => verdict.allowed).length
    expect(through).toBe(1200)
    expect((await limits.general(aPerson)).retryAfter).toBeGreaterThan(0)
    expect((await limits.general({ id: "another person", address: "192.0.2.1" })).allowed).toBe(true)
  })
})

test.each(stores)(
  "calls in general, %s: who is not signed in is their network, and calls count one by one",
  async (_name, store) => {
    const limits = createLimits({ redis: store(), environment })
    const from = (address: string) => ({ id: undefined, address })
    let through = 0
    for (let n = 0; n < 200; n++) {
      through += (await limits.general(from(`2001:db8:0:1::${n + 1}`), 20)).allowed ? 20 : 0
    }
    expect(through).toBe(1200)
    expect((await limits.general(from("2001:db8:0:2::1"), 20)).allowed).toBe(true)
  },
)

test("one call in sixty asks Redis", async () => {
  const limits = createLimits({ redis, environment })
  const before = await commands()
  for (let n = 0; n < 600; n++) await limits.general(aPerson)
  expect((await commands()) - before).toBeLessThan(20)
})

test("nobody's first call waits for Redis", async () => {
  const limits = createLimits({ redis, environment })
  const waited = new Promise<string>((resolve) => setImmediate(resolve, "waited"))
  expect(await Promise.race([limits.general(aPerson), waited])).toEqual({ allowed: true, retryAfter: 0 })
})

async function commands(): Promise<number> {
  const text = await redis.info("commandstats")
  return [...text.matchAll(/cmdstat_eval(?:sha)?:calls=(\d+)/g)].reduce(
    (sum, match) => sum + Number(match[1]),
    0,
  )
}

test("over Upstash, when its two variables are set, tries are counted there", async () => {
  const { createServer } = await import("node:http")
  const asked: unknown[] = []
  // Upstash's REST protocol (a command as a JSON array, `{ result }` back) in front of the real Redis.
  const rest = createServer(async (request, response) => {
    let body = ""
    for await (const chunk of request) body += chunk
    const [command = "", ...args] = JSON.parse(body) as (string | number)[]
    asked.push([request.headers.authorization, command])
    const answer = await redis.call(String(command), ...args.map(String)).then(
      (result) => ({ result }),
      (error: Error) => ({ error: error.message }),
    )
    response.writeHead("error" in answer ? 400 : 200, { "content-type": "application/json" })
    response.end(JSON.stringify(answer))
  })
  await new Promise<void>((resolve) => rest.listen(0, "127.0.0.1", resolve))
  const address = rest.address()
  if (address === null || typeof address === "string") throw new Error("not listening")
  const upstash = {
    ...environment,
    UPSTASH_REDIS_REST_URL: `http://127.0.0.1:${address.port}`,
    UPSTASH_REDIS_REST_TOKEN: "token of the test",
  }
  const [one, two] = [0, 1].map(() => createLimits({ redis: null, environment: upstash }))
  if (!one || !two) throw new Error("no limits")
  expect(await failures(one, 6, () => ({}))).toBe(6)
  expect(await failures(two, 20, () => ({}))).toBe(4)
  expect(asked.length).toBeGreaterThan(10)
  expect(asked[0]).toEqual(["Bearer token of the test", expect.stringMatching(/^evalsha$/i)])
  rest.closeAllConnections()
  await new Promise((resolve) => rest.close(resolve))
  expect(await failures(two, 20, () => ({ address: "198.51.100.9" }))).toBe(10)
})

test("an IPv6 subscriber is one address, whatever the last 64 bits are", () => {
  expect(networkOf("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2::/64")
  expect(networkOf("2001:db8:1:2::1")).toBe("2001:db8:1:2::/64")
  expect(networkOf("2001:db8::1")).toBe("2001:db8:0:0::/64")
  expect(networkOf("::1")).toBe("0:0:0:0::/64")
  expect(networkOf("fe80::1%eth0")).toBe("fe80:0:0:0::/64")
  expect(networkOf("::ffff:192.0.2.1")).toBe("192.0.2.1")
  expect(networkOf("192.0.2.1")).toBe("192.0.2.1")
})
