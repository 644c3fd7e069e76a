import { hashPassword } from "@alphas/auth/passwords"
import { makeUser, type UserRow } from "@alphas/db/factories"
import { sql } from "drizzle-orm"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type TestApi, testApi } from "../testing"
import { Browser, emailsOf, loggedAs } from "./testing"

const password = "a password for everybody"
const another = "another password altogether"
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
const browser = () => new Browser(api, { address: `192.0.2.${++next}` })

async function askFor(user: UserRow): Promise<string> {
  await (await browser().go()).session.askReset({ email: user.email })
  return (await emailsOf(api, "email.password_reset", user.email)).at(-1)?.token ?? ""
}

test("a reset by email: the link is good once, ends every session, tells the owner, and the new password signs in", async () => {
  const user = await person()
  const before = await browser().signIn(user.email, password)
  const token = await askFor(user)
  const stranger = await browser().go()
  expect(await stranger.session.checkToken({ token })).toMatchObject({
    kind: "password_reset",
    email: user.email,
    name: user.name,
  })
  expect(await stranger.session.resetPassword({ token, password: another })).toEqual({ email: user.email })
  expect(await before.isSignedIn()).toBe(false)
  await expect(stranger.session.resetPassword({ token, password })).rejects.toMatchObject({
    reason: "expired",
  })
  await expect(stranger.session.checkToken({ token })).rejects.toMatchObject({ reason: "expired" })
  await expect(browser().signIn(user.email, password)).rejects.toMatchObject({ reason: "wrong_credentials" })
  expect(await (await browser().signIn(user.email, another)).isSignedIn()).toBe(true)
  expect(await emailsOf(api, "email.password_changed", user.email)).toHaveLength(1)
  const [logged] = (await loggedAs(api, "session.resetPassword")).filter((row) => row.entityId === user.id)
  expect(logged?.people).toEqual([user.id])
  expect(logged?.fields.sessions?.before).toHaveLength(1)
})

test("a reset revokes the API tokens and the calendar link, which somebody else may have made", async () => {
  const user = await person({ role: "manager" })
  const one = await browser().signIn(user.email, password)
  const { secret } = await (await one.go()).account.createToken({ name: "script", scope: "read_write" })
  await (await one.go()).account.createCalendarLink()
  const token = await askFor(user)
  await (await browser().go()).session.resetPassword({ token, password: another })
  const authorization = `Bearer ${secret}`
  expect(await api.services.auth.identify({ cookies: "", authorization })).toBeNull()
  const again = await (await browser().signIn(user.email, another)).go()
  expect([await again.account.tokens(), await again.account.calendarLink()]).toEqual([[], null])
})

test("of two who use one link at the same time one succeeds", async () => {
  const user = await person()
  const token = await askFor(user)
  const outcomes = await Promise.allSettled(
    [1, 2, 3].map(async (n) =>
      (await browser().go()).session.resetPassword({ token, password: `a new password ${n}` }),
    ),
  )
  expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1)
})

test("another link of the same person is no longer good once one was used", async () => {
  const user = await person()
  const [first, second] = [await askFor(user), await askFor(user)]
  expect(first).not.toBe(second)
  await (await browser().go()).session.resetPassword({ token: first, password: another })
  const late = (await browser().go()).session.resetPassword({ token: second, password })
  await expect(late).rejects.toMatchObject({ reason: "expired" })
})

test("a link is good for an hour", async () => {
  const user = await person()
  const token = await askFor(user)
  await api.database.connection.db.execute(sql`
    update password_resets set expires_at = expires_at - interval '1 hour' where user_id = ${user.id}`)
  const late = (await browser().go()).session.resetPassword({ token, password: another })
  await expect(late).rejects.toMatchObject({ reason: "expired" })
})

test("the same answer in the same time whether or not the address has an account", async () => {
  const [user, disabled] = [await person(), await person({ disabledAt: new Date().toISOString() })]
  const timed = async (email: string) => {
    const caller = await browser().go()
    const started = performance.now()
    const answer = await caller.session.askReset({ email })
    return { answer, time: performance.now() - started }
  }
  const answers = [await timed(user.email), await timed("nobody@agency.example"), await timed(disabled.email)]
  expect(answers.map(({ answer }) => answer)).toEqual([null, null, null])
  const times = answers.map(({ time }) => time)
  expect(Math.min(...times)).toBeGreaterThan(390)
  expect(await emailsOf(api, "email.password_reset", user.email)).toHaveLength(1)
  expect(await emailsOf(api, "email.password_reset", "nobody@agency.example")).toHaveLength(0)
  expect(await emailsOf(api, "email.password_reset", disabled.email)).toHaveLength(0)
})

test("one mailbox is not flooded, and who asks is not told", async () => {
  const user = await person()
  await Promise.all(
    Array.from({ length: 9 }, async () => (await browser().go()).session.askReset({ email: user.email })),
  )
  expect(await emailsOf(api, "email.password_reset", user.email)).toHaveLength(5)
})

test("the secret of a link is stored nowhere but in the email", async () => {
  const user = await person()
  const token = await askFor(user)
  const { sql: raw } = api.database.connection
  const stored = JSON.stringify([await raw`select * from password_resets`, await raw`select * from changes`])
  expect(token).toHaveLength(43)
  expect(stored).not.toContain(token)
})

test("every read went through visibility", () => {
  expect(api.unguarded).toEqual([])
})
