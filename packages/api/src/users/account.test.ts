import { createHash, createHmac } from "node:crypto"
import { hashPassword } from "@alphas/auth/passwords"
import { deriveKey } from "@alphas/auth/secrets"
import { makeUser, type UserRow } from "@alphas/db/factories"
import { passwordResets } from "@alphas/db/schema/users"
import { newId } from "@alphas/domain/ids"
import type { TokenScope } from "@alphas/domain/permissions"
import { eq, sql } from "drizzle-orm"
import { afterAll, beforeAll, expect, test } from "vitest"
import { callerOf } from "../router"
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
const browser = (device = "Mozilla/5.0 (Windows NT 10.0) Firefox/141.0") =>
  new Browser(api, { address: `192.0.2.${++next}`, device })
const signedIn = async (user: UserRow) => browser().signIn(user.email, password)

async function withToken(secret: string) {
  const identity = await api.services.auth.identify({ cookies: "", authorization: `Bearer ${secret}` })
  return callerOf(api.contextOf(null, { identity }))
}

const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => "no refusal",
    (error: { reason?: string }) => error.reason,
  )

test("I see myself, with what my role may do and the agency's settings", async () => {
  const user = await person({ role: "finance" })
  const me = await api.as(user).account.me()
  expect(me).toMatchObject({ id: user.id, role: "finance", secondFactor: false, version: 1 })
  expect(me.permissions).toContain("clients.export")
  expect(me.permissions).not.toContain("users.manage")
  expect(me.agency).toEqual({ agencyName: "Our agency", timeZone: "Europe/Berlin", currency: "EUR" })
  expect(JSON.stringify(me)).not.toContain("argon2")
})

test("a changed name is in force on the running session, and a stale version shows what is there now", async () => {
  const user = await person()
  const one = await signedIn(user)
  const saved = await (await one.go()).account.update({
    version: 1,
    changes: { name: "Ada Byron", locale: "de-AT", timeZone: "Europe/Vienna", jobTitle: "" },
  })
  expect(saved).toMatchObject({ name: "Ada Byron", version: 2, timeZone: "Europe/Vienna", jobTitle: null })
  const identity = await api.services.auth.identify({ cookies: one.cookies, authorization: null })
  expect(identity?.viewer.name).toBe("Ada Byron")
  const stale = (await one.go()).account.update({ version: 1, changes: { name: "Ada Lovelace" } })
  const refusal = await stale.catch((error: { reason: string; details: { current: unknown } }) => error)
  expect(refusal).toMatchObject({
    reason: "stale_version",
    details: { current: { name: "Ada Byron", version: 2 } },
  })
  expect(JSON.stringify(refusal)).not.toContain("argon2")
})

test("a language or time zone that does not exist is refused at its field", async () => {
  const caller = api.as(await person())
  for (const changes of [{ locale: "not a language" }, { timeZone: "Mars/Olympus" }]) {
    await expect(caller.account.update({ version: 1, changes })).rejects.toMatchObject({
      code: "BAD_REQUEST",
    })
  }
})

test("another password ends every other session and keeps this one; the owner gets an email", async () => {
  const user = await person()
  const [one, two] = [await signedIn(user), await signedIn(user)]
  const link = { userId: user.id, tokenHash: `of ${user.id}`, expiresAt: "2999-01-01T00:00:00Z" }
  await api.database.connection.db.insert(passwordResets).values(link)
  await (await one.go()).account.changePassword({ current: password, password: another })
  const resets = await api.database.connection.db
    .select()
    .from(passwordResets)
    .where(eq(passwordResets.userId, user.id))
  expect(
    resets.map(({ usedAt }) => usedAt === null),
    "links to choose a password are no longer good",
  ).toEqual([false])
  expect([await one.isSignedIn(), await two.isSignedIn()]).toEqual([true, false])
  expect(await emailsOf(api, "email.password_changed", user.email)).toHaveLength(1)
  await expect(browser().signIn(user.email, password)).rejects.toMatchObject({ reason: "wrong_credentials" })
  await browser().signIn(user.email, another)
  const [logged] = (await loggedAs(api, "account.changePassword")).filter((row) => row.entityId === user.id)
  expect(logged?.people).toEqual([user.id])
  expect(logged?.fields.sessions?.before).toHaveLength(1)
})

test("who does not know the password cannot change it, and cannot try for long", async () => {
  const user = await person()
  const one = await signedIn(user)
  const answers: unknown[] = []
  for (let n = 0; n < 12; n++) {
    const tried = (await one.go()).account.changePassword({ current: `guess ${n}`, password: another })
    answers.push(await tried.catch((error: { reason: string }) => error.reason))
  }
  expect(answers).toEqual([...Array(10).fill("invalid"), "rate_limit", "rate_limit"])
})

test("I see where I am signed in and end one place or all; others are not mine to see or end", async () => {
  const [user, stranger] = [await person(), await person()]
  const [one, two, foreign] = [await signedIn(user), await signedIn(user), await signedIn(stranger)]
  const list = await (await one.go()).account.sessions()
  expect(list).toHaveLength(2)
  expect(list.filter((session) => session.current)).toHaveLength(1)
  expect(list[0]).toMatchObject({
    device: "Firefox on Windows",
    address: expect.stringMatching(/^192\.0\.2\./),
  })
  const other = list.find((session) => !session.current)?.id ?? ""
  const theirs = (await (await foreign.go()).account.sessions())[0]?.id ?? ""
  for (const id of [theirs, newId()]) {
    await expect((await one.go()).account.revokeSession({ id })).rejects.toMatchObject({
      reason: "not_found",
    })
  }
  await (await one.go()).account.revokeSession({ id: other })
  expect([await one.isSignedIn(), await two.isSignedIn()]).toEqual([true, false])
  const [revoked] = (await loggedAs(api, "account.revokeSession")).filter((row) => row.actorId === user.id)
  expect(revoked).toMatchObject({ people: [user.id], fields: { sessions: { before: [other] } } })
  const third = await signedIn(user)
  await (await one.go()).account.signOutEverywhere()
  expect([await one.isSignedIn(), await third.isSignedIn(), await foreign.isSignedIn()]).toEqual([
    false,
    false,
    true,
  ])
  const [everywhere] = (await loggedAs(api, "account.signOutEverywhere")).filter(
    (row) => row.actorId === user.id,
  )
  expect(everywhere?.fields.sessions?.before).toHaveLength(2)
})

test("an API token works with its scope, is shown by its prefix only, and ends when it is revoked", async () => {
  const user = await person()
  const one = await signedIn(user)
  const { token, secret } = await (await one.go()).account.createToken({
    name: "nightly script",
    scope: "read",
  })
  expect(secret).toMatch(/^alp_/)
  expect(secret.startsWith(token.prefix)).toBe(true)
  const script = await withToken(secret)
  expect((await script.account.me()).id).toBe(user.id)
  await expect(script.account.update({ version: 1, changes: { name: "x" } })).rejects.toMatchObject({
    reason: "read_only_token",
  })
  const [listed] = await (await one.go()).account.tokens()
  expect(listed).toMatchObject({ id: token.id, name: "nightly script", lastUsedAt: expect.any(String) })
  expect(JSON.stringify(listed)).not.toContain(secret)
  const { sql: raw } = api.database.connection
  const stored = JSON.stringify([await raw`select * from api_tokens`, await raw`select * from changes`])
  expect(stored).not.toContain(secret)
  await (await one.go()).account.revokeToken({ id: token.id })
  await expect((await withToken(secret)).account.me()).rejects.toMatchObject({ reason: "unauthenticated" })
  expect(await (await one.go()).account.tokens()).toEqual([])
})

test("a token cannot do what guards the account, but it can revoke itself", async () => {
  const user = await person()
  const one = await signedIn(user)
  const create = async () => (await one.go()).account.createToken({ name: "script", scope: "read_write" })
  const [{ token, secret }, other] = [await create(), await create()]
  const script = await withToken(secret)
  const refused = [
    script.account.createToken({ name: "more", scope: "read_write" }),
    script.account.changePassword({ current: password, password: another }),
    script.account.startSecondFactor({ password }),
    script.account.confirmSecondFactor({ code: "123456" }),
    script.account.disableSecondFactor({ password }),
    script.account.signOutEverywhere(),
    script.account.revokeSession({ id: newId() }),
    script.account.revokeToken({ id: other.token.id }),
    script.session.signOut(),
  ]
  expect(await Promise.all(refused.map(refusal))).toEqual(refused.map(() => "forbidden"))
  await script.account.revokeToken({ id: token.id })
  await expect((await withToken(secret)).account.me()).rejects.toMatchObject({ reason: "unauthenticated" })
})

test("a token manages people only when it was made for that, by somebody who may", async () => {
  const admin = await signedIn(await person({ role: "admin" }))
  const scripted = async (scope: TokenScope) =>
    withToken((await (await admin.go()).account.createToken({ name: scope, scope })).secret)
  const [plain, managing] = [await scripted("read_write"), await scripted("manage_people")]
  const invitation = (email: string) => ({ email, name: "Invited", role: "admin" as const })
  const other = await person()
  const role = { id: other.id, version: other.version, role: "admin" as const, clientId: null }
  expect(await refusal(plain.users.invite(invitation("a@b.example")))).toBe("forbidden")
  expect(await refusal(plain.users.changeRole(role))).toBe("forbidden")
  expect(await plain.users.get({ id: other.id })).toMatchObject({ role: other.role })
  await managing.users.invite(invitation("a@b.example"))
  expect(await managing.users.changeRole(role)).toMatchObject({ role: "admin" })
  const manager = await signedIn(await person({ role: "manager" }))
  const beyond = (await manager.go()).account.createToken({ name: "more", scope: "manage_people" })
  await expect(beyond).rejects.toMatchObject({ details: { fields: { scope: [expect.any(String)] } } })
})

const keys = async (caller: Awaited<ReturnType<Browser["go"]>>) => ({
  tokens: (await caller.account.tokens()).map(({ name }) => name),
  calendarLink: (await caller.account.calendarLink()) !== null,
})

/** Somebody with two API tokens and a calendar link. */
async function keyed() {
  const user = await person({ role: "manager" })
  const one = await signedIn(user)
  const create = async (name: string) => (await one.go()).account.createToken({ name, scope: "read" })
  const [first, second] = [await create("first"), await create("second")]
  const { url } = await (await one.go()).account.createCalendarLink()
  return { user, one, first, second, url }
}

test("a secret that outlives the session asks for a password or code of the last ten minutes", async () => {
  const { user, one } = await keyed()
  const { sql: raw } = api.database.connection
  await raw`update sessions set proved_at = now() - interval '11 minutes' where user_id = ${user.id}`
  const create = async () => (await one.go()).account.createToken({ name: "third", scope: "read" })
  expect(await refusal(create())).toBe("confirmation_required")
  expect(await refusal((await one.go()).account.createCalendarLink())).toBe("confirmation_required")
  expect(await refusal((await one.go()).account.confirm({ password: "a guess" }))).toBe("invalid")
  expect(await refusal((await one.go()).account.confirm({ code: "123456" }))).toBe("invalid")
  expect(await refusal(create())).toBe("confirmation_required")
  await (await one.go()).account.confirm({ password })
  await create()
  await (await one.go()).account.createCalendarLink()
  await raw`update sessions set proved_at = now() - interval '9 minutes' where user_id = ${user.id}`
  await create()
})

test("a change of password revokes the tokens and the calendar link that are not to be kept", async () => {
  const { one, first, second } = await keyed()
  const keepTokens = [second.token.id]
  await (await one.go()).account.changePassword({ current: password, password: another, keepTokens })
  expect(await keys(await one.go())).toEqual({ tokens: ["second"], calendarLink: false })
  await expect((await withToken(first.secret)).account.me()).rejects.toMatchObject({
    reason: "unauthenticated",
  })
  await (await withToken(second.secret)).account.me()
  const logged = await loggedAs(api, "account.changePassword")
  expect(logged.map(({ entity }) => entity).slice(-3)).toEqual(["api_token", "calendar_link", "user"])
})

test("signing out everywhere revokes them too, unless they are kept", async () => {
  const { user, one, first, second } = await keyed()
  const keepTokens = [first.token.id, second.token.id]
  await (await one.go()).account.signOutEverywhere({ keepTokens, keepCalendarLink: true })
  const again = await signedIn(user)
  expect(await keys(await again.go())).toEqual({ tokens: ["second", "first"], calendarLink: true })
  await (await again.go()).account.signOutEverywhere()
  expect(await keys(await (await signedIn(user)).go())).toEqual({ tokens: [], calendarLink: false })
  expect(await refusal((await withToken(first.secret)).account.me())).toBe("unauthenticated")
})

test("the secret of a token is not kept for a retry: the same key is refused, and there is one token", async () => {
  const user = await person()
  const one = await signedIn(user)
  const create = async () =>
    (await one.go({ idempotencyKey: "the same" })).account.createToken({ name: "script", scope: "read" })
  await create()
  await expect(create()).rejects.toMatchObject({ reason: "idempotency_mismatch" })
  expect(await (await one.go()).account.tokens()).toHaveLength(1)
  const [kept] = await api.database.connection.db.execute<{ answer: unknown }>(
    sql`select answer from idempotency_keys where user_id = ${user.id}`,
  )
  expect(kept?.answer).toBeNull()
})

test("what is kept of a call cannot be tried out against guesses of the password that it carried", async () => {
  const one = await signedIn(await person())
  const input = {
    current: password,
    password: "another password for me",
    keepTokens: [],
    keepCalendarLink: false,
  }
  await (await one.go({ idempotencyKey: "change" })).account.changePassword(input)
  const [kept] = await api.database.connection.db.execute<{ hash: string }>(
    sql`select body_hash as hash from idempotency_keys where key = 'change'`,
  )
  const body = `account.changePassword\n${JSON.stringify(input)}`
  expect(kept?.hash).toMatch(/^[0-9a-f]{64}$/)
  expect(kept?.hash).not.toBe(createHash("sha256").update(body).digest("hex"))
  const key = deriveKey(api.services.environment.ALPHAS_SECRET, "idempotency")
  expect(kept?.hash).toBe(createHmac("sha256", key).update(body).digest("hex"))
})

test("every read went through visibility", () => {
  expect(api.unguarded).toEqual([])
})
