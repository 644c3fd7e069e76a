import { sessions } from "@alphas/db/schema/users"
import { eq, sql } from "drizzle-orm"
import { afterAll, beforeAll, expect, test } from "vitest"
import { sha256 } from "./secrets"
import { TestHouse, type TestProcess, who } from "./testing"

let house: TestHouse
let process: TestProcess
beforeAll(async () => {
  house = await TestHouse.open()
  process = await house.process(null)
})
afterAll(() => house.close())

/** Moves a session into the past, as Postgres has it; by the epoch the process hears of what was changed by hand. */
async function age(cookie: string, by: string): Promise<void> {
  const hash = sha256(cookie.slice(cookie.indexOf("=") + 1))
  await house.db.execute(sql`
    update sessions set created_at = created_at - ${by}::interval, last_seen_at = last_seen_at - ${by}::interval,
      expires_at = expires_at - ${by}::interval, ends_at = ends_at - ${by}::interval where id_hash = ${hash}`)
  await house.db.execute(sql`update change_epoch set session_epoch = session_epoch + 1`)
}

async function rowOf(cookie: string) {
  const hash = sha256(cookie.slice(cookie.indexOf("=") + 1))
  const [row] = await house.db.select().from(sessions).where(eq(sessions.idHash, hash))
  return row
}

const minute = 60 * 1000
const day = 24 * 60 * 60 * 1000
const daysUntil = (instant: string | undefined) => (Date.parse(instant ?? "") - Date.now()) / day

test("it lives seven days from its last use, which is noted every five minutes", async () => {
  const cookie = await house.signIn(process, await house.person())
  const ask = () => process.auth.identify({ cookies: cookie, authorization: null })
  const seenAgo = async () => Date.now() - Date.parse((await rowOf(cookie))?.lastSeenAt ?? "")
  await age(cookie, "4 minutes")
  expect(await ask()).not.toBeNull()
  expect(await seenAgo()).toBeGreaterThan(3 * minute)
  await age(cookie, "2 minutes")
  expect(await ask()).not.toBeNull()
  expect(await seenAgo()).toBeLessThan(minute)
  expect(daysUntil((await rowOf(cookie))?.expiresAt)).toBeCloseTo(7, 2)
})

test("six days without use are forgiven, seven are not", async () => {
  const cookie = await house.signIn(process, await house.person())
  await age(cookie, "6 days 23 hours")
  expect(await who(process, cookie)).not.toBeNull()
  expect(daysUntil((await rowOf(cookie))?.expiresAt)).toBeCloseTo(7, 2)
  const other = await house.signIn(process, await house.person())
  await age(other, "7 days")
  expect(await who(process, other)).toBeNull()
  expect(await rowOf(other)).toBeUndefined()
})

test("it ends thirty days after sign-in, however often it is used", async () => {
  const cookie = await house.signIn(process, await house.person())
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
  const user = await house.person()
  const start = ({ auth }: TestProcess) =>
    house.db.transaction((tx) => auth.sessions.start(tx, { userId: user.id, device: "", address: null }))
  const { cookie } = await start(process)
  expect(cookie).toMatch(/^alphas_session=[a-z2-7]{40}; /)
  expect(cookie).toMatch(/HttpOnly/)
  // As long as any session lasts, so that no visit has to renew it.
  expect(cookie).toMatch(/Max-Age=2592000(;|$)/)
  expect(cookie).toMatch(/SameSite=Lax/)
  expect(cookie).toMatch(/Path=\//)
  expect(cookie).not.toMatch(/Secure/)
  const secure = await house.process(null, { WEB_URL: "https://alphas.example" })
  expect((await start(secure)).cookie).toMatch(/Secure/)
  const asked = await house.process(null, { SECURE_COOKIES: true })
  expect((await start(asked)).cookie).toMatch(/Secure/)
})

test("made-up and broken cookies are nobody", async () => {
  for (const cookies of ["alphas_session=", "alphas_session=nobody", "alphas_session=%E0%A4%A", "=;;=%"]) {
    expect(await who(process, cookies)).toBeNull()
  }
})
