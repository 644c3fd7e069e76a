import { connect } from "@alphas/db/connection"
import { makeClient, makeUser, type UserRow } from "@alphas/db/factories"
import { apiTokens, sessions, users } from "@alphas/db/schema/users"
import { type TestDatabase, testDatabase } from "@alphas/db/testing"
import { type Environment, readEnvironment } from "@alphas/domain/environment"
import { startRedis } from "@alphas/local/redis"
import { eq, sql } from "drizzle-orm"
import { Redis } from "ioredis"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type Auth, createAuth } from "./auth"
import { sha256 } from "./secrets"
import { apiToken } from "./tokens"

let database: TestDatabase
let redisServer: NonNullable<Awaited<ReturnType<typeof startRedis>>>
let environment: Environment
const closers: (() => unknown)[] = []

beforeAll(async () => {
  database = await testDatabase()
  const started = await startRedis()
  if (started === null) throw new Error("This test needs redis-server: apt-get install redis-server.")
  redisServer = started
  environment = readEnvironment({
    DATABASE_URL: database.url,
    ALPHAS_SECRET: "a secret that is only good for tests",
  })
})
afterAll(async () => {
  for (const close of closers) await close()
  await redisServer.stop()
  await database.drop()
})

interface Process {
  auth: Auth
  redis: Redis | null
}

/** A process of its own: its own pool, its own connection to Redis. */
async function openProcess(redisUrl: string | null, also: Partial<Environment> = {}): Promise<Process> {
  const connection = connect(database.url, { pool: 3 })
  closers.push(() => connection.close())
  let redis: Redis | null = null
  if (redisUrl !== null) {
    const made = new Redis(redisUrl, {
      enableOfflineQueue: false,
      commandTimeout: 250,
      maxRetriesPerRequest: 1,
      retryStrategy: () => 50,
    })
    made.on("error", () => undefined)
    await new Promise((resolve) => made.once("ready", resolve))
    closers.push(() => made.disconnect())
    redis = made
  }
  const auth = createAuth({ ...connection, redis, environment: { ...environment, ...also } })
  return { auth, redis }
}

const cookieOf = (header: string) => header.split(";")[0] ?? ""

async function signIn({ auth }: Process, user: UserRow, device = "test"): Promise<string> {
  const started = await database.connection.db.transaction((tx) =>
    auth.sessions.start(tx, { userId: user.id, device, address: "192.0.2.1" }),
  )
  return cookieOf(started.cookie)
}

const who = async ({ auth }: Process, cookies: string) =>
  (await auth.identify({ cookies, authorization: null })).identity

const person = (values: Partial<UserRow> = {}) => makeUser(database.connection.db, values)

/** Asks until the answer comes from Redis: a lookup without its row then still finds somebody. */
async function warm(process: Process, cookies: string): Promise<void> {
  await expect
    .poll(
      async () => {
        await who(process, cookies)
        const keys = (await process.redis?.keys("alphas:session:*")) ?? []
        const values = keys.length === 0 ? [] : ((await process.redis?.mget(keys)) ?? [])
        return values.some((value) => value?.includes("viewer"))
      },
      { interval: 5 },
    )
    .toBe(true)
}

describe.each([["with Redis"], ["without Redis"]])("%s", (name) => {
  let one: Process
  let two: Process
  beforeAll(async () => {
    const url = name === "with Redis" ? redisServer.url : null
    one = await openProcess(url)
    two = await openProcess(url)
  })

  test("a sign-in is known to every process, with the person as they are", async () => {
    const user = await person({ role: "client_viewer" })
    const cookie = await signIn(one, user)
    for (const process of [one, two, one]) {
      expect((await who(process, cookie))?.viewer).toEqual({
        id: user.id,
        role: "client_viewer",
        clientId: user.clientId,
        name: user.name,
        email: user.email,
      })
    }
  })

  test("only the SHA-256 of the id is stored, and each sign-in gets a new id", async () => {
    const user = await person()
    const [first, second] = [await signIn(one, user), await signIn(one, user)]
    expect(first).not.toBe(second)
    const rows = await database.connection.db.select().from(sessions).where(eq(sessions.userId, user.id))
    const ids = [first, second].map((cookie) => cookie.slice(cookie.indexOf("=") + 1))
    expect(rows.map((row) => row.idHash).sort()).toEqual(ids.map(sha256).sort())
    expect(JSON.stringify(rows)).not.toContain(ids[0])
    expect(rows.every((row) => row.address === "192.0.2.1")).toBe(true)
  })

  test("a session that is ended in one process is refused in every other one at once", async () => {
    const user = await person()
    const cookies = [await signIn(one, user), await signIn(one, user), await signIn(one, user)]
    const [kept = "", ended = ""] = cookies
    for (const cookie of cookies) for (const process of [one, two, one, two]) await who(process, cookie)
    const name = async (cookie: string) => {
      const via = (await who(one, cookie))?.via
      return via?.kind === "session" ? via.name : ""
    }
    const keptName = await name(kept)
    await database.connection.db.transaction(async (tx) =>
      two.auth.sessions.end(tx, { userId: user.id, name: await name(ended) }),
    )
    expect([await who(one, ended), await who(two, ended)]).toEqual([null, null])
    expect(await who(one, kept)).not.toBeNull()
    const gone = await database.connection.db.transaction((tx) =>
      two.auth.sessions.end(tx, { userId: user.id, exceptName: keptName }),
    )
    expect(gone).toHaveLength(1)
    expect(await who(one, kept)).not.toBeNull()
    expect(await who(one, cookies[2] ?? "")).toBeNull()
  })

  test("another role, another client and a disabled account are in force everywhere at once", async () => {
    const user = await person({ role: "manager" })
    const client = await makeClient(database.connection.db)
    const cookie = await signIn(one, user)
    const change = async (values: Partial<UserRow>) => {
      for (const process of [one, two, one, two]) await who(process, cookie)
      await database.connection.db.transaction(async (tx) => {
        await tx.update(users).set(values).where(eq(users.id, user.id))
        await two.auth.sessions.rightsChanged(tx, user.id)
      })
    }
    await change({ role: "finance" })
    expect((await who(one, cookie))?.viewer.role).toBe("finance")
    await change({ role: "client_viewer", clientId: client.id })
    expect((await who(one, cookie))?.viewer.clientId).toBe(client.id)
    await change({ disabledAt: new Date().toISOString() })
    expect([await who(one, cookie), await who(two, cookie)]).toEqual([null, null])
  })

  test("a revocation that is rolled back changes nothing", async () => {
    const user = await person()
    const cookie = await signIn(one, user)
    const failed = database.connection.db.transaction(async (tx) => {
      await two.auth.sessions.end(tx, { userId: user.id })
      throw new Error("rolled back")
    })
    await expect(failed).rejects.toThrow("rolled back")
    expect((await who(one, cookie))?.viewer.id).toBe(user.id)
  })

  test("API tokens: scope, expiry, use once a minute, revocation", async () => {
    const user = await person()
    const { secret, hash, prefix } = apiToken()
    const hour = new Date(Date.now() + 3_600_000).toISOString()
    const row = { userId: user.id, name: "script", prefix, hash, scope: "read", expiresAt: hour } as const
    const [token] = await database.connection.db.insert(apiTokens).values(row).returning()
    const call = async (process: Process) =>
      (await process.auth.identify({ cookies: "", authorization: `Bearer ${secret}` })).identity
    expect((await call(one))?.via).toEqual({ kind: "token", id: token?.id, scope: "read" })
    const used = async () => {
      const [now] = await database.connection.db.select().from(apiTokens).where(eq(apiTokens.hash, hash))
      return now?.lastUsedAt
    }
    const first = await used()
    expect(first).toBeTruthy()
    for (const process of [one, two, one, two]) await call(process)
    expect(await used()).toBe(first)
    await database.connection.db.transaction(async (tx) => {
      await tx.update(apiTokens).set({ revokedAt: sql`now()` }).where(eq(apiTokens.hash, hash))
      await two.auth.sessions.endToken(tx, hash)
    })
    expect([await call(one), await call(two)]).toEqual([null, null])
  })

  test("an API token that has expired, or whose person is disabled, is nobody", async () => {
    const user = await person()
    const [expired, good] = [apiToken(), apiToken()]
    const row = { userId: user.id, name: "script", scope: "read_write" } as const
    await database.connection.db.insert(apiTokens).values([
      {
        ...row,
        prefix: expired.prefix,
        hash: expired.hash,
        expiresAt: new Date(Date.now() - 1).toISOString(),
      },
      {
        ...row,
        prefix: good.prefix,
        hash: good.hash,
        expiresAt: new Date(Date.now() + 60_000).toISOString(),
      },
    ])
    const call = async (secret: string) =>
      (await one.auth.identify({ cookies: "", authorization: `Bearer ${secret}` })).identity
    expect(await call(expired.secret)).toBeNull()
    expect(await call(good.secret)).not.toBeNull()
    await database.connection.db.transaction(async (tx) => {
      await tx.update(users).set({ disabledAt: sql`now()` }).where(eq(users.id, user.id))
      await one.auth.sessions.rightsChanged(tx, user.id)
    })
    expect(await call(good.secret)).toBeNull()
  })

  test("a token that is not good is nobody, whatever the cookie says", async () => {
    const cookie = await signIn(one, await person())
    const answer = await one.auth.identify({ cookies: cookie, authorization: "Bearer alp_wrong" })
    expect(answer.identity).toBeNull()
  })
})

/** Moves a session into the past, as Postgres has it. */
async function age(cookie: string, by: string): Promise<void> {
  const hash = sha256(cookie.slice(cookie.indexOf("=") + 1))
  await database.connection.db.execute(sql`
    update sessions set created_at = created_at - ${by}::interval, last_seen_at = last_seen_at - ${by}::interval,
      expires_at = expires_at - ${by}::interval, ends_at = ends_at - ${by}::interval where id_hash = ${hash}`)
}

async function rowOf(cookie: string) {
  const hash = sha256(cookie.slice(cookie.indexOf("=") + 1))
  const [row] = await database.connection.db.select().from(sessions).where(eq(sessions.idHash, hash))
  return row
}

const day = 24 * 60 * 60 * 1000
const daysUntil = (instant: string | undefined) => (Date.parse(instant ?? "") - Date.now()) / day

describe("the life of a session", () => {
  let process: Process
  beforeAll(async () => {
    process = await openProcess(null) // what is changed by hand below is seen at once
  })

  test("it lives seven days from its last use, which is noted every five minutes with a new cookie", async () => {
    const cookie = await signIn(process, await person())
    const ask = () => process.auth.identify({ cookies: cookie, authorization: null })
    expect((await ask()).setCookie).toBeNull()
    await age(cookie, "4 minutes")
    expect((await ask()).setCookie).toBeNull()
    await age(cookie, "2 minutes")
    const answer = await ask()
    expect(cookieOf(answer.setCookie ?? "")).toBe(cookie)
    expect(answer.setCookie).toMatch(/Max-Age=604800/)
    expect(daysUntil((await rowOf(cookie))?.expiresAt)).toBeCloseTo(7, 2)
    expect((await ask()).setCookie).toBeNull()
  })

  test("six days without use are forgiven, seven are not", async () => {
    const cookie = await signIn(process, await person())
    await age(cookie, "6 days 23 hours")
    expect(await who(process, cookie)).not.toBeNull()
    expect(daysUntil((await rowOf(cookie))?.expiresAt)).toBeCloseTo(7, 2)
    const other = await signIn(process, await person())
    await age(other, "7 days")
    expect(await who(process, other)).toBeNull()
    expect(await rowOf(other)).toBeUndefined()
  })

  test("it ends thirty days after sign-in, however often it is used", async () => {
    const cookie = await signIn(process, await person())
    for (let week = 1; week <= 4; week++) {
      await age(cookie, "6 days")
      expect(await who(process, cookie)).not.toBeNull()
    }
    const left = daysUntil((await rowOf(cookie))?.endsAt)
    expect(left).toBeCloseTo(6, 2)
    expect(daysUntil((await rowOf(cookie))?.expiresAt)).toBeCloseTo(6, 2)
    await age(cookie, "6 days 1 hour")
    expect(await who(process, cookie)).toBeNull()
  })

  test("the cookie cannot be read by scripts or sent from other sites, and is Secure where the pages are", async () => {
    const user = await person()
    const start = ({ auth }: Process) =>
      database.connection.db.transaction((tx) =>
        auth.sessions.start(tx, { userId: user.id, device: "", address: null }),
      )
    const { cookie } = await start(process)
    expect(cookie).toMatch(/^alphas_session=[a-z2-7]{40}; /)
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Lax/)
    expect(cookie).toMatch(/Path=\//)
    expect(cookie).not.toMatch(/Secure/)
    const secure = await openProcess(null, { WEB_URL: "https://alphas.example" })
    expect((await start(secure)).cookie).toMatch(/Secure/)
    const asked = await openProcess(null, { SECURE_COOKIES: true })
    expect((await start(asked)).cookie).toMatch(/Secure/)
  })

  test("made-up and broken cookies are nobody", async () => {
    for (const cookies of ["alphas_session=", "alphas_session=nobody", "alphas_session=%E0%A4%A", "=;;=%"]) {
      expect(await who(process, cookies)).toBeNull()
    }
  })
})

/** Milliseconds for which a cookie is still accepted from now on. */
async function acceptedFor(process: Process, cookie: string): Promise<number> {
  const since = performance.now()
  for (;;) {
    const askedAt = performance.now()
    if ((await who(process, cookie)) === null) return askedAt - since
  }
}

describe("when Redis is in trouble", () => {
  test("a reader that sees Redis hears within a second of a revocation whose process does not", async () => {
    const reader = await openProcess(redisServer.url)
    const revoker = await openProcess(redisServer.url)
    const user = await person()
    const cookie = await signIn(reader, user)
    await warm(reader, cookie)
    revoker.redis?.disconnect()
    await expect.poll(() => revoker.redis?.status).toBe("end")
    await database.connection.db.transaction((tx) => revoker.auth.sessions.end(tx, { userId: user.id }))
    expect(await acceptedFor(reader, cookie)).toBeLessThan(1000)
  })

  test("Redis killed midway: nobody notices, revocations hold, and it is used again when it is back", async () => {
    const server = await startRedis()
    if (server === null) throw new Error("This test needs redis-server.")
    const [one, two] = [await openProcess(server.url), await openProcess(server.url)]
    const [stays, goes] = [await person(), await person()]
    const [staying, going] = [await signIn(one, stays), await signIn(one, goes)]
    for (const process of [one, two]) {
      await warm(process, staying)
      await warm(process, going)
    }
    globalThis.process.kill(server.pid, "SIGKILL")
    for (let n = 0; n < 20; n++) expect((await who(one, staying))?.viewer.id).toBe(stays.id)
    await database.connection.db.transaction((tx) => two.auth.sessions.end(tx, { userId: goes.id }))
    expect([await who(one, going), await who(two, going)]).toEqual([null, null])
    const next = await startRedis({ port: server.port })
    if (next === null) throw new Error("This test needs redis-server.")
    await expect.poll(() => one.redis?.status, { timeout: 5000 }).toBe("ready")
    await warm(one, staying)
    for (let n = 0; n < 20; n++) {
      expect(await who(one, going)).toBeNull()
      expect((await who(one, staying))?.viewer.id).toBe(stays.id)
    }
    await next.stop()
  })

  test("a Redis that hangs costs one lookup its time-out, and a revocation meanwhile holds when it goes on", async () => {
    const server = await startRedis()
    if (server === null) throw new Error("This test needs redis-server.")
    const [reader, revoker] = [await openProcess(server.url), await openProcess(server.url)]
    const user = await person()
    const cookie = await signIn(reader, user)
    await warm(reader, cookie)
    globalThis.process.kill(server.pid, "SIGSTOP")
    try {
      for (let n = 0; n < 5; n++) expect(await who(reader, cookie)).not.toBeNull()
      await database.connection.db.transaction((tx) => revoker.auth.sessions.end(tx, { userId: user.id }))
    } finally {
      globalThis.process.kill(server.pid, "SIGCONT")
    }
    expect(await acceptedFor(reader, cookie)).toBeLessThan(1000)
    for (let n = 0; n < 50; n++) expect(await who(reader, cookie)).toBeNull()
    await server.stop()
  })

  test("of 200 revocations under load none is accepted later than a second after its commit", async () => {
    const [reader, revoker] = [await openProcess(redisServer.url), await openProcess(redisServer.url)]
    const signedIn = await Promise.all(
      Array.from({ length: 200 }, async () => {
        const user = await person()
        return { user, cookie: await signIn(reader, user), revokedAt: Number.POSITIVE_INFINITY, late: 0 }
      }),
    )
    let done = false
    const readers = Array.from({ length: 4 }, async () => {
      while (!done) {
        for (const each of signedIn) {
          const askedAt = performance.now()
          if ((await who(reader, each.cookie)) !== null && askedAt > each.revokedAt) {
            each.late = Math.max(each.late, askedAt - each.revokedAt)
          }
        }
      }
    })
    for (const [n, each] of signedIn.entries()) {
      // The second half is revoked by a process that cannot reach Redis.
      if (n === 100) revoker.redis?.disconnect()
      await database.connection.db.transaction((tx) =>
        revoker.auth.sessions.end(tx, { userId: each.user.id }),
      )
      each.revokedAt = performance.now()
    }
    await new Promise((resolve) => setTimeout(resolve, 1000))
    done = true
    await Promise.all(readers)
    expect(Math.max(...signedIn.slice(0, 100).map((each) => each.late))).toBe(0)
    expect(Math.max(...signedIn.map((each) => each.late))).toBeLessThan(1000)
  })
})
