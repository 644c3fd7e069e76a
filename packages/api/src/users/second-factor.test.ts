import { hashPassword } from "@alphas/auth/passwords"
import { totp } from "@alphas/auth/totp-testing"
import { makeUser, type UserRow } from "@alphas/db/factories"
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

const browser = () => new Browser(api, { address: `192.0.2.${++next}` })

/** Somebody with a second factor that is on. */
async function enrolled(): Promise<{ user: UserRow; one: Browser; secret: string; recoveryCodes: string[] }> {
  const user = await makeUser(api.database.connection.db, { passwordHash })
  const one = await browser().signIn(user.email, password)
  const { secret } = await (await one.go()).account.startSecondFactor({ password })
  const { recoveryCodes } = await (await one.go()).account.confirmSecondFactor({ code: totp(secret) })
  return { user, one, secret, recoveryCodes }
}

const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => "no refusal",
    (error: { reason?: string }) => error.reason,
  )

test("sign-in asks for a code once the factor is confirmed, and not before", async () => {
  const user = await makeUser(api.database.connection.db, { passwordHash })
  const one = await browser().signIn(user.email, password)
  const { secret, address } = await (await one.go()).account.startSecondFactor({ password })
  expect(new URL(address).searchParams.get("secret")).toBe(secret)
  await browser().signIn(user.email, password)
  expect(await refusal((await one.go()).account.confirmSecondFactor({ code: "000000" }))).toBe("invalid")
  const { recoveryCodes } = await (await one.go()).account.confirmSecondFactor({ code: totp(secret) })
  expect(recoveryCodes).toHaveLength(10)
  expect((await (await one.go()).account.me()).secondFactor).toBe(true)
  expect(await refusal(browser().signIn(user.email, password))).toBe("second_factor_required")
  await browser().signIn(user.email, password, totp(secret, 1))
})

test("without the password nobody learns that there is a second factor", async () => {
  const { user } = await enrolled()
  expect(await refusal(browser().signIn(user.email, "not the password"))).toBe("wrong_credentials")
})

test("a code is good once, also for two at the same time, and not the one that confirmed the factor", async () => {
  const { user, secret } = await enrolled()
  expect(await refusal(browser().signIn(user.email, password, totp(secret)))).toBe("wrong_credentials")
  const code = totp(secret, 1)
  const answers = await Promise.all(
    [1, 2, 3].map(() => refusal(browser().signIn(user.email, password, code))),
  )
  expect(answers.sort()).toEqual(["no refusal", "wrong_credentials", "wrong_credentials"])
})

test("each recovery code signs in once", async () => {
  const { user, recoveryCodes } = await enrolled()
  const [first = "", second = ""] = recoveryCodes
  await browser().signIn(user.email, password, first.toUpperCase())
  expect(await refusal(browser().signIn(user.email, password, first))).toBe("wrong_credentials")
  const answers = await Promise.all([1, 2].map(() => refusal(browser().signIn(user.email, password, second))))
  expect(answers.sort()).toEqual(["no refusal", "wrong_credentials"])
})

test("codes cannot be guessed for long", async () => {
  const { user } = await enrolled()
  const attacker = browser()
  const answers: unknown[] = []
  for (let n = 0; n < 12; n++)
    answers.push(await refusal(attacker.signIn(user.email, password, `10000${n % 10}`)))
  expect(answers.slice(0, 10)).toEqual(Array(10).fill("wrong_credentials"))
  expect(answers.slice(10)).toEqual(["rate_limit", "rate_limit"])
})

test("codes are counted by account, whatever browser they come from", async () => {
  const { user, one } = await enrolled()
  const answers: unknown[] = []
  for (let n = 0; n < 12; n++) {
    // Each is a browser that the account knows by a name of its own.
    const known = one.copy({ address: `192.0.2.${n}`, cookies: rememberedFor(user.email) })
    answers.push(await refusal(known.signIn(user.email, password, `20000${n % 10}`)))
  }
  expect(answers.slice(0, 10)).toEqual(Array(10).fill("wrong_credentials"))
  expect(answers.slice(10)).toEqual(["rate_limit", "rate_limit"])
})

const rememberedFor = (email: string) =>
  api.services.auth.limits.rememberDevice("", email).split(";")[0] ?? ""

test("a code confirms who is at the keyboard, once", async () => {
  const { user, one, recoveryCodes } = await enrolled()
  const { sql } = api.database.connection
  await sql`update sessions set proved_at = now() - interval '1 hour' where user_id = ${user.id}`
  const create = async () => (await one.go()).account.createToken({ name: "script", scope: "read" })
  const [code = ""] = recoveryCodes
  expect(await refusal(create())).toBe("confirmation_required")
  await (await one.go()).account.confirm({ code })
  await create()
  expect(await refusal((await one.go()).account.confirm({ code }))).toBe("invalid")
  await expect((await one.go()).account.confirm({ password, code })).rejects.toThrow("either")
})

test("turning it off needs the password, and then the password alone signs in again", async () => {
  const { user, one, recoveryCodes } = await enrolled()
  expect(await refusal((await one.go()).account.startSecondFactor({ password }))).toBe("workflow")
  expect(await refusal((await one.go()).account.disableSecondFactor({ password: "a guess" }))).toBe("invalid")
  await (await one.go()).account.disableSecondFactor({ password })
  await browser().signIn(user.email, password)
  expect(await refusal((await one.go()).account.disableSecondFactor({ password }))).toBe("workflow")
  await (await one.go()).account.startSecondFactor({ password })
  await browser().signIn(user.email, password, recoveryCodes[0]) // no factor is on: the code is not looked at
})

test("setting it up asks for the password", async () => {
  const user = await makeUser(api.database.connection.db, { passwordHash })
  const one = await browser().signIn(user.email, password)
  const start = async (given: string) => (await one.go()).account.startSecondFactor({ password: given })
  await expect(start("a guess")).rejects.toMatchObject({
    details: { fields: { password: expect.anything() } },
  })
  expect((await start(password)).secret).toMatch(/^[A-Z2-7]+$/)
})

test("an admin turns off that of somebody else, who is signed out and signs in with the password alone", async () => {
  const { user, one, recoveryCodes } = await enrolled()
  const admin = await makeUser(api.database.connection.db, { role: "admin" })
  const as = api.as(admin)
  const { version, secondFactor } = await as.users.get({ id: user.id })
  expect(secondFactor).toBe(true)
  const stale = as.users.resetSecondFactor({ id: user.id, version: version + 1 })
  expect(await refusal(stale)).toBe("stale_version")
  expect(await as.users.resetSecondFactor({ id: user.id, version })).toMatchObject({
    secondFactor: false,
    version: version + 1,
  })
  expect(await one.isSignedIn()).toBe(false)
  await browser().signIn(user.email, password)
  expect(await api.database.connection.sql`select from recovery_codes where user_id = ${user.id}`).toEqual([])
  expect(recoveryCodes).toHaveLength(10)
  const [logged] = await loggedAs(api, "users.resetSecondFactor")
  expect(logged).toMatchObject({
    entity: "user",
    entityId: user.id,
    actorId: admin.id,
    people: [user.id],
    fields: { secondFactor: { before: "on" }, sessions: { before: [expect.any(String)] } },
  })
})

test("nobody resets one that is off, nor their own, and only admins reset any", async () => {
  const db = api.database.connection.db
  const admin = await makeUser(db, { role: "admin", totpEnabledAt: new Date().toISOString() })
  const user = await makeUser(db)
  const reset = (by: UserRow, on: UserRow) => api.as(by).users.resetSecondFactor({ id: on.id, version: 1 })
  expect(await refusal(reset(admin, user))).toBe("workflow")
  expect(await refusal(reset(admin, admin))).toBe("workflow")
  for (const role of ["manager", "team_member", "finance", "client_viewer"] as const) {
    expect(await refusal(reset(await makeUser(db, { role }), admin))).toBe("forbidden")
  }
})

test("secrets and codes are stored in clear nowhere, and the log does not hold them", async () => {
  const { secret, recoveryCodes } = await enrolled()
  const { sql } = api.database.connection
  const stored = JSON.stringify([
    await sql`select * from users`,
    await sql`select * from recovery_codes`,
    await sql`select * from changes`,
    await sql`select * from idempotency_keys`,
  ])
  for (const told of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replaceAll("-", ""))]) {
    expect(stored).not.toContain(told)
  }
})

test("every read went through visibility", () => {
  expect(api.unguarded).toEqual([])
})
