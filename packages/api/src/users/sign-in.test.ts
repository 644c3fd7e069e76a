import { hashPassword } from "@alphas/auth/passwords"
import { makeUser, type UserRow } from "@alphas/db/factories"
import { sessions, users } from "@alphas/db/schema/users"
import { eq } from "drizzle-orm"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type TestApi, testApi } from "../testing"
import { Browser, loggedAs } from "./testing"

const password = "a password for everybody"
let passwordHash: string
let api: TestApi
let next = 0

beforeAll(async () => {
  api = await testApi()
  passwordHash = await hashPassword(password)
})
afterAll(() => api.close())

const person = (values: Partial<UserRow> = {}) =>
  makeUser(api.database.connection.db, { passwordHash, ...values })
/** A browser at an address of its own, so that tests do not use up each other's tries. */
const browser = (address = `192.0.2.${++next}`) =>
  new Browser(api, { address, device: "Mozilla/5.0 (X11; Linux x86_64) Firefox/141.0" })
const reason = (promise: Promise<unknown>) =>
  promise.then(
    () => "no refusal",
    (error: { reason?: string }) => error.reason,
  )

test("signs in, whatever the case of the address, and the log says who, where and with what", async () => {
  const user = await person()
  const one = browser()
  const caller = await one.go()
  expect(await caller.session.signIn({ email: ` ${user.email.toUpperCase()} `, password })).toEqual({
    id: user.id,
    name: user.name,
    email: user.email,
    role: user.role,
  })
  expect((await (await one.go()).account.me()).id).toBe(user.id)
  const [logged] = (await loggedAs(api, "session.signIn")).filter((row) => row.actorId === user.id)
  expect(logged).toMatchObject({ entity: "session", people: [user.id], channel: "web" })
  expect(logged?.fields.device).toEqual({ after: "Firefox on Linux" })
})

test("neither the log nor the table of sessions holds the id in the cookie, or its hash in the log", async () => {
  const user = await person()
  const one = await browser().signIn(user.email, password)
  const id = /alphas_session=([^;]+)/.exec(one.cookies)?.[1] ?? ""
  const [row] = await api.database.connection.db.select().from(sessions).where(eq(sessions.userId, user.id))
  const log = JSON.stringify(await api.database.connection.sql`select * from changes`)
  expect(id).toHaveLength(40)
  expect(JSON.stringify(row)).not.toContain(id)
  expect(log).not.toContain(id)
  expect(log).not.toContain(row?.idHash)
})

test("a wrong password, an unknown address and an account without a password get one and the same answer", async () => {
  const [user, invited] = [await person(), await person({ passwordHash: null })]
  const answers = await Promise.all(
    [user.email, invited.email, "nobody@agency.example", "", "\u0000", "💥@💥"].map(async (email) =>
      (await browser().go()).session
        .signIn({ email, password: "not the password" })
        .then(String, (error: Error & { reason?: string }) => `${error.reason}: ${error.message}`),
    ),
  )
  expect(new Set(answers).size).toBe(1)
  expect(answers[0]).toMatch(/^wrong_credentials: /)
})

test("a disabled account cannot sign in, and only who knows the password hears why", async () => {
  const user = await person({ disabledAt: new Date().toISOString() })
  const say = async (with_: string) =>
    (await browser().go()).session
      .signIn({ email: user.email, password: with_ })
      .catch((error: Error) => error.message)
  expect(await say(password)).toMatch(/disabled/)
  expect(await say("not the password")).not.toMatch(/disabled/)
})

test("an attacker who guesses is slowed, and the owner signs in from elsewhere and from the known browser", async () => {
  const user = await person()
  const owner = await browser().signIn(user.email, password)
  const attacker = browser()
  const answers: unknown[] = []
  for (let n = 0; n < 15; n++) {
    const caller = await attacker.go()
    answers.push(await reason(caller.session.signIn({ email: user.email, password: `guess ${n}` })))
  }
  expect(answers.slice(0, 10)).toEqual(Array(10).fill("wrong_credentials"))
  expect(answers.slice(10)).toEqual(Array(5).fill("rate_limit"))
  const late = (await attacker.go()).session.signIn({ email: user.email, password })
  await expect(late).rejects.toMatchObject({
    reason: "rate_limit",
    details: { retryAfter: expect.any(Number) },
  })
  await browser().signIn(user.email, password)
  await (await owner.go()).session.signOut()
  await owner.signIn(user.email, password)
  expect(await owner.isSignedIn()).toBe(true)
})

test("signing out ends this session at once, and the log names it for the open sockets", async () => {
  const user = await person()
  const one = await browser().signIn(user.email, password)
  const stolen = one.copy()
  const other = await browser().signIn(user.email, password)
  await (await one.go()).session.signOut()
  expect([await one.isSignedIn(), await stolen.isSignedIn(), await other.isSignedIn()]).toEqual([
    false,
    false,
    true,
  ])
  const [logged] = (await loggedAs(api, "session.signOut")).filter((row) => row.actorId === user.id)
  expect(logged?.people).toEqual([user.id])
  expect(logged?.fields).toEqual({ sessions: { before: [logged?.entityId] } })
})

test("signing in again in the same browser ends the session before it", async () => {
  const [first, second] = [await person(), await person()]
  const one = await browser().signIn(first.email, password)
  const before = one.copy()
  await one.signIn(second.email, password)
  expect(await before.isSignedIn()).toBe(false)
  expect((await (await one.go()).account.me()).id).toBe(second.id)
})

test("a password that was hashed with earlier parameters is hashed anew at sign-in", async () => {
  // The password of the test with 8 MiB and one pass.
  const old =
    "$argon2id$v=19$m=8192,t=1,p=1$aGT//8tP19e14tlXIEgI/w$zAiZvFfLwDpdpwG1RAFTWKzFz/ZT/4L7i1WCHWMvTQc"
  const user = await person({ passwordHash: old })
  await browser().signIn(user.email, password)
  const [row] = await api.database.connection.db.select().from(users).where(eq(users.id, user.id))
  expect(row?.passwordHash).toMatch(/m=19456,t=2,p=1/)
  await browser().signIn(user.email, password)
})

test("a sign-in that meets the disabling of its account leaves no session behind", async () => {
  const admin = await person({ role: "admin" })
  for (let n = 0; n < 12; n++) {
    const user = await person()
    const one = browser()
    await Promise.all([
      one.signIn(user.email, password).catch(() => undefined),
      api.as(admin).users.disable({ id: user.id, version: 1 }),
    ])
    expect(await one.isSignedIn()).toBe(false)
    const left = await api.database.connection.db.select().from(sessions).where(eq(sessions.userId, user.id))
    expect(left).toEqual([])
  }
})

test("nobody is signed in without a session", async () => {
  expect(await reason(api.as(null).account.me())).toBe("unauthenticated")
  expect(await reason(api.as(null).session.signOut())).toBe("unauthenticated")
})

test("every read went through visibility", () => {
  expect(api.unguarded).toEqual([])
})
