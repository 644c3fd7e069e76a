import { apiTokens, sessions, users } from "@alphas/db/schema/users"
import { eq } from "drizzle-orm"
import { afterAll, beforeAll, expect, test } from "vitest"
import { SessionMemory } from "./session-memory"
import { TestHouse, who } from "./testing"
import { apiToken } from "./tokens"

let house: TestHouse
beforeAll(async () => {
  house = await TestHouse.open()
})
afterAll(() => house.close())

/** A Postgres that answers when it is told to. */
class SlowEpoch {
  value = 1
  readonly waiting: (() => void)[] = []
  readonly ask = () =>
    new Promise<number>((resolve) => {
      const { value } = this // as it is when the statement comes in
      this.waiting.push(() => resolve(value))
    })
  async answerAll(): Promise<void> {
    for (let turn = 0; turn < 20; turn++) {
      this.waiting.shift()?.()
      await new Promise(setImmediate)
    }
  }
}

test("what was filled is found as long as the epoch is the same", async () => {
  let epoch = 1
  const memory = new SessionMemory(async () => epoch)
  memory.fill("h", "somebody", 1)
  expect([await memory.find("h"), await memory.find("other")]).toEqual(["somebody", undefined])
  epoch = 2
  expect(await memory.find("h")).toBeUndefined()
  epoch = 1
  expect(await memory.find("h")).toBeUndefined()
})

test("nothing is found after a minute, nor what was dropped", async () => {
  let now = 0
  const memory = new SessionMemory(
    async () => 1,
    () => now,
  )
  memory.fill("h", "somebody", 1)
  memory.fill("dropped", "somebody", 1)
  memory.drop("dropped")
  expect([await memory.find("h"), await memory.find("dropped")]).toEqual(["somebody", undefined])
  now = 60_000
  expect(await memory.find("h")).toBeUndefined()
})

test("calls that come in while the epoch is asked for share the next question, and never an earlier answer", async () => {
  const slow = new SlowEpoch()
  const memory = new SessionMemory(slow.ask)
  for (const hash of ["a", "b", "c"]) memory.fill(hash, hash, 1)
  const first = memory.find("a")
  await new Promise(setImmediate)
  expect(slow.waiting).toHaveLength(1)
  slow.value = 2 // committed after the first question, before the other calls
  const later = [memory.find("b"), memory.find("c")]
  await new Promise(setImmediate)
  expect(slow.waiting).toHaveLength(1)
  slow.waiting.shift()?.()
  await new Promise(setImmediate)
  expect(slow.waiting).toHaveLength(1) // both ask together
  await slow.answerAll()
  expect(await first).toBe("a")
  expect(await Promise.all(later)).toEqual([undefined, undefined])
})

test("a question that fails is the caller's error, and the next call asks again", async () => {
  const answers = [() => Promise.reject(new Error("Postgres is away.")), () => Promise.resolve(1)]
  const memory = new SessionMemory(() => (answers.shift() ?? answers[0] ?? (() => Promise.resolve(1)))())
  memory.fill("h", "somebody", 1)
  await expect(memory.find("h")).rejects.toThrow("away")
  expect(await memory.find("h")).toBe("somebody")
})

test("without Redis a known session costs no lookup, and is refused from the commit of its end on, in every process", async () => {
  const [one, two] = [await house.process(null), await house.process(null)]
  const user = await house.person()
  const cookie = await house.signIn(one, user)
  expect((await who(one, cookie))?.viewer.id).toBe(user.id)
  // Changed by hand, which raises no epoch: so the answer is a remembered one.
  await house.db.update(users).set({ name: "By hand" }).where(eq(users.id, user.id))
  expect((await who(one, cookie))?.viewer.name).toBe(user.name)
  await house.signOut(two, user)
  expect(await who(one, cookie)).toBeNull()
})

test("without Redis a change of rights, and the end of a token, are in force from the commit on, in every process", async () => {
  const [one, two] = [await house.process(null), await house.process(null)]
  const user = await house.person({ role: "manager" })
  const cookie = await house.signIn(one, user)
  const { secret, hash, prefix } = apiToken()
  await house.db.insert(apiTokens).values({
    userId: user.id,
    name: "A script",
    prefix,
    hash,
    scope: "read",
    expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
  })
  const byToken = () => one.auth.identify({ cookies: "", authorization: `Bearer ${secret}` })
  expect((await who(one, cookie))?.viewer.role).toBe("manager")
  expect((await byToken())?.viewer.role).toBe("manager")
  await house.db.transaction(async (tx) => {
    await tx.update(users).set({ role: "finance" }).where(eq(users.id, user.id))
    await two.auth.sessions.rightsChanged(tx, user.id)
  })
  expect((await who(one, cookie))?.viewer.role).toBe("finance")
  expect((await byToken())?.viewer.role).toBe("finance")
  await house.db.transaction(async (tx) => {
    await tx.update(apiTokens).set({ revokedAt: new Date().toISOString() }).where(eq(apiTokens.hash, hash))
    await two.auth.sessions.endTokens(tx, [hash])
  })
  expect(await byToken()).toBeNull()
})

test("a session that ends within a minute is not remembered: another process may prolong it", async () => {
  const one = await house.process(null)
  const user = await house.person()
  const cookie = await house.signIn(one, user)
  const soon = new Date(Date.now() + 30_000).toISOString()
  await house.db.update(sessions).set({ expiresAt: soon }).where(eq(sessions.userId, user.id))
  expect((await who(one, cookie))?.viewer.name).toBe(user.name)
  await house.db.update(users).set({ name: "By hand" }).where(eq(users.id, user.id))
  expect((await who(one, cookie))?.viewer.name).toBe("By hand")
})
