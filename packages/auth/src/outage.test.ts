import { sessions } from "@alphas/db/schema/users"
import { eq } from "drizzle-orm"
import { afterAll, beforeAll, expect, test } from "vitest"
import { sha256 } from "./secrets"
import { type RedisServer, redisServer, TestHouse, type TestProcess, who } from "./testing"

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

/** Asks until Redis holds the entry of this very cookie. */
async function warm(process: TestProcess, cookie: string): Promise<void> {
  const hash = sha256(cookie.slice(cookie.indexOf("=") + 1))
  const filled = async () => {
    await who(process, cookie)
    const [key] = (await process.redis?.keys(`alphas:session:*:${hash}`)) ?? []
    return key === undefined ? null : process.redis?.get(key)
  }
  await expect.poll(filled, { interval: 5 }).toMatch(/viewer/)
}

/** Milliseconds after which a cookie was accepted for the last time; it is tried for a second and a half. */
async function acceptedFor(process: TestProcess, cookie: string): Promise<number> {
  const since = performance.now()
  let last = 0
  for (let asked = since; asked - since < 1500; asked = performance.now()) {
    if ((await who(process, cookie)) !== null) last = asked - since
  }
  return last
}

test("lookups are answered from Redis: it goes on for a while about a row that was deleted by hand", async () => {
  const process = await house.process(server.url)
  const user = await house.person()
  const cookie = await house.signIn(process, user)
  await warm(process, cookie)
  await house.db.delete(sessions).where(eq(sessions.userId, user.id))
  const answers = []
  for (let n = 0; n < 10; n++) answers.push(await who(process, cookie))
  expect(answers.filter((answer) => answer?.viewer.id === user.id).length).toBeGreaterThan(5)
})

test("a reader that sees Redis hears within a second of a revocation whose process does not", async () => {
  const reader = await house.process(server.url)
  const revoker = await house.process(server.url)
  const user = await house.person()
  const cookie = await house.signIn(reader, user)
  await warm(reader, cookie)
  revoker.redis?.disconnect()
  await expect.poll(() => revoker.redis?.status).toBe("end")
  await house.signOut(revoker, user)
  expect(await acceptedFor(reader, cookie)).toBeLessThan(1000)
})

test("Redis killed midway: nobody notices, revocations hold, and it is used again when it is back", async () => {
  const own = await redisServer()
  const [one, two] = [await house.process(own.url), await house.process(own.url)]
  const [stays, goes] = [await house.person(), await house.person()]
  const [staying, going] = [await house.signIn(one, stays), await house.signIn(one, goes)]
  for (const process of [one, two]) {
    await warm(process, staying)
    await warm(process, going)
  }
  globalThis.process.kill(own.pid, "SIGKILL")
  for (let n = 0; n < 20; n++) expect((await who(one, staying))?.viewer.id).toBe(stays.id)
  await house.signOut(two, goes)
  expect([await who(one, going), await who(two, going)]).toEqual([null, null])
  const next = await redisServer(own.url)
  await expect.poll(() => one.redis?.status, { timeout: 5000 }).toBe("ready")
  await warm(one, staying)
  for (let n = 0; n < 20; n++) {
    expect(await who(one, going)).toBeNull()
    expect((await who(one, staying))?.viewer.id).toBe(stays.id)
  }
  await next.stop()
})

test("a Redis that hangs costs one lookup its time-out, and a revocation meanwhile holds when it goes on", async () => {
  const own = await redisServer()
  const [reader, revoker] = [await house.process(own.url), await house.process(own.url)]
  const user = await house.person()
  const cookie = await house.signIn(reader, user)
  await warm(reader, cookie)
  globalThis.process.kill(own.pid, "SIGSTOP")
  try {
    for (let n = 0; n < 5; n++) expect(await who(reader, cookie)).not.toBeNull()
    await house.signOut(revoker, user)
  } finally {
    globalThis.process.kill(own.pid, "SIGCONT")
  }
  expect(await acceptedFor(reader, cookie)).toBeLessThan(1000)
  await own.stop()
})

test("of 200 revocations under load none is accepted later than a second after its commit", async () => {
  const [reader, revoker] = [await house.process(server.url), await house.process(server.url)]
  const signedIn = await Promise.all(
    Array.from({ length: 200 }, async () => {
      const user = await house.person()
      return { user, cookie: await house.signIn(reader, user), revokedAt: Number.POSITIVE_INFINITY, late: 0 }
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
    await house.signOut(revoker, each.user)
    each.revokedAt = performance.now()
  }
  await new Promise((resolve) => setTimeout(resolve, 1000))
  done = true
  await Promise.all(readers)
  expect(Math.max(...signedIn.slice(0, 100).map((each) => each.late))).toBe(0)
  expect(Math.max(...signedIn.map((each) => each.late))).toBeLessThan(1000)
})
