import { makeClient, type UserRow } from "@alphas/db/factories"
import { apiTokens, sessions, users } from "@alphas/db/schema/users"
import { eq, sql } from "drizzle-orm"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { sha256 } from "./secrets"
import { type RedisServer, redisServer, TestHouse, type TestProcess, who } from "./testing"
import { apiToken } from "./tokens"

let house: TestHouse
let server: RedisServer
beforeAll(async () => {
  house = await TestHouse.open()
  server = await redisServer()
})
afterAll(async () => {
  await house.close()
  await server.stop()
})

describe.each([["with Redis"], ["without Redis"]])("%s", (name) => {
  let one: TestProcess
  let two: TestProcess
  beforeAll(async () => {
    const url = name === "with Redis" ? server.url : null
    one = await house.process(url)
    two = await house.process(url)
  })

  test("a sign-in is known to every process, with the person as they are", async () => {
    const user = await house.person({ role: "client_viewer" })
    const cookie = await house.signIn(one, user)
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
    const user = await house.person()
    const [first, second] = [await house.signIn(one, user), await house.signIn(one, user)]
    expect(first).not.toBe(second)
    const rows = await house.db.select().from(sessions).where(eq(sessions.userId, user.id))
    const ids = [first, second].map((cookie) => cookie.slice(cookie.indexOf("=") + 1))
    expect(rows.map((row) => row.idHash).sort()).toEqual(ids.map(sha256).sort())
    expect(JSON.stringify(rows)).not.toContain(ids[0])
    expect(rows.every((row) => row.address === "192.0.2.1")).toBe(true)
  })

  test("a session that is ended in one process is refused in every other one at once", async () => {
    const user = await house.person()
    const cookies = [
      await house.signIn(one, user),
      await house.signIn(one, user),
      await house.signIn(one, user),
    ]
    const [kept = "", ended = ""] = cookies
    for (const cookie of cookies) for (const process of [one, two, one, two]) await who(process, cookie)
    const name = async (cookie: string) => {
      const via = (await who(one, cookie))?.via
      return via?.kind === "session" ? via.name : ""
    }
    const keptName = await name(kept)
    await house.db.transaction(async (tx) =>
      two.auth.sessions.end(tx, { userId: user.id, name: await name(ended) }),
    )
    expect([await who(one, ended), await who(two, ended)]).toEqual([null, null])
    expect(await who(one, kept)).not.toBeNull()
    const gone = await house.db.transaction((tx) =>
      two.auth.sessions.end(tx, { userId: user.id, exceptName: keptName }),
    )
    expect(gone).toHaveLength(1)
    expect(await who(one, kept)).not.toBeNull()
    expect(await who(one, cookies[2] ?? "")).toBeNull()
  })

  test("another role, another client and a disabled account are in force everywhere at once", async () => {
    const user = await house.person({ role: "manager" })
    const client = await makeClient(house.db)
    const cookie = await house.signIn(one, user)
    const change = async (values: Partial<UserRow>) => {
      for (const process of [one, two, one, two]) await who(process, cookie)
      await house.db.transaction(async (tx) => {
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
    const user = await house.person()
    const cookie = await house.signIn(one, user)
    const failed = house.db.transaction(async (tx) => {
      await two.auth.sessions.end(tx, { userId: user.id })
      throw new Error("rolled back")
    })
    await expect(failed).rejects.toThrow("rolled back")
    expect((await who(one, cookie))?.viewer.id).toBe(user.id)
  })

  test("API tokens: scope, expiry, use once a minute, revocation", async () => {
    const user = await house.person()
    const { secret, hash, prefix } = apiToken()
    const hour = new Date(Date.now() + 3_600_000).toISOString()
    const row = { userId: user.id, name: "script", prefix, hash, scope: "read", expiresAt: hour } as const
    const [token] = await house.db.insert(apiTokens).values(row).returning()
    const call = async (process: TestProcess) =>
      await process.auth.identify({ cookies: "", authorization: `Bearer ${secret}` })
    expect((await call(one))?.via).toEqual({ kind: "token", id: token?.id, scope: "read" })
    const used = async () => {
      const [now] = await house.db.select().from(apiTokens).where(eq(apiTokens.hash, hash))
      return now?.lastUsedAt
    }
    const first = await used()
    expect(first).toBeTruthy()
    for (const process of [one, two, one, two]) await call(process)
    expect(await used()).toBe(first)
    await house.db.transaction(async (tx) => {
      await tx.update(apiTokens).set({ revokedAt: sql`now()` }).where(eq(apiTokens.hash, hash))
      await two.auth.sessions.endTokens(tx, [hash])
    })
    expect([await call(one), await call(two)]).toEqual([null, null])
  })

  test("an API token that has expired, or whose person is disabled, is nobody", async () => {
    const user = await house.person()
    const [expired, good] = [apiToken(), apiToken()]
    const row = { userId: user.id, name: "script", scope: "read_write" } as const
    await house.db.insert(apiTokens).values([
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
      await one.auth.identify({ cookies: "", authorization: `Bearer ${secret}` })
    expect(await call(expired.secret)).toBeNull()
    expect(await call(good.secret)).not.toBeNull()
    await house.db.transaction(async (tx) => {
      await tx.update(users).set({ disabledAt: sql`now()` }).where(eq(users.id, user.id))
      await one.auth.sessions.rightsChanged(tx, user.id)
    })
    expect(await call(good.secret)).toBeNull()
  })

  test("a token that is not good is nobody, whatever the cookie says", async () => {
    const cookie = await house.signIn(one, await house.person())
    const answer = await one.auth.identify({ cookies: cookie, authorization: "Bearer alp_wrong" })
    expect(answer).toBeNull()
  })
})
