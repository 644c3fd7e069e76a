import { makeCampaign, makeCampaignMember, makeTask, makeUser, type UserRow } from "@alphas/db/factories"
import { calendarLinks } from "@alphas/db/schema/calendar"
import { campaignMembers } from "@alphas/db/schema/campaigns"
import { changes, idempotencyKeys } from "@alphas/db/schema/changes"
import { taskAssignees, tasks } from "@alphas/db/schema/tasks"
import { users } from "@alphas/db/schema/users"
import { dayIn, dayNumberOf, dayOf } from "@alphas/domain/days"
import { newId } from "@alphas/domain/ids"
import { and, eq } from "drizzle-orm"
import { convertIcsCalendar } from "ts-ics"
import { afterAll, beforeAll, expect, it } from "vitest"
import { type TaskWorld, taskWorld } from "../tasks/testing"
import { type TestApi, testApi } from "../testing"
import { handleFeed } from "./feed-http"

let api: TestApi
let world: TaskWorld
const today = dayIn("Europe/Berlin", new Date())
const fromToday = (days: number) => dayOf(dayNumberOf(today) + days)
const db = () => api.database.connection.db

beforeAll(async () => {
  api = await testApi()
  world = await taskWorld(api)
})
afterAll(async () => {
  expect(api.unguarded).toEqual([])
  await api.close()
})

const linkOf = async (user: UserRow) => (await api.as(user).account.createCalendarLink()).url
const ask = (url: string, method = "GET", headers: Record<string, string> = {}) =>
  handleFeed(api.services, {
    method,
    path: url.slice(url.lastIndexOf("/") + 1),
    header: (name) => headers[name],
    address: "192.0.2.1",
  })
const headerOf = (answer: { headers: [string, string][] }, wanted: string) =>
  answer.headers.find(([name]) => name === wanted)?.[1]
const eventsAt = async (url: string) => {
  const { status, body } = await ask(url)
  expect(status).toBe(200)
  return convertIcsCalendar(undefined, body).events ?? []
}
const summaries = async (url: string) => (await eventsAt(url)).map(({ summary }) => summary)
const taskOf = (user: UserRow, title: string, values: Parameters<typeof makeTask>[1] = {}) => {
  const days = { startDay: today, endDay: today, ...values }
  return makeTask(db(), { campaignId: world.campaign.id, title, responsibleId: user.id, ...days })
}

it("holds the tasks that a person does, their leave and the agency's days off, on their days", async () => {
  const user = await makeUser(db(), { name: "Ada, B." })
  const admin = await makeUser(db(), { role: "admin" })
  const plan = await taskOf(user, "Plan; go, \\ 🎉", { startDay: fromToday(-2), endDay: fromToday(3) })
  await taskOf(user, "Late", { startDay: fromToday(-9), endDay: fromToday(-8) })
  await taskOf(user, "Done", { status: "completed", endDay: fromToday(1) })
  await taskOf(user, "Launch", { durationDays: 0, startDay: fromToday(5), endDay: fromToday(5) })
  await taskOf(user, "Last year", { startDay: fromToday(-200), endDay: fromToday(-181) })
  await taskOf(world.other, "Not mine")
  await api.as(user).calendar.leave.create({ fromDay: fromToday(7), toDay: fromToday(8), note: "Wedding" })
  await api.as(world.other).calendar.leave.create({ fromDay: fromToday(7), toDay: fromToday(8) })
  await api.as(admin).calendar.setDayOff({ day: fromToday(40), name: "Trip" })
  const url = await linkOf(user)
  expect(url).toMatch(/^http:\/\/localhost:3000\/api\/calendar\/[\w-]{43}\.ics$/)
  const events = await eventsAt(url)
  const of = (summary: string) => events.find((event) => event.summary === summary)
  expect(events.map(({ summary }) => summary).sort()).toEqual(
    ["Leave", "Overdue: Late", "Plan; go, \\ 🎉", "Trip", "✓ Done", "◆ Launch"].sort(),
  )
  const day = (days: number) => ({ type: "DATE", date: new Date(fromToday(days)) })
  expect(of("Plan; go, \\ 🎉")).toMatchObject({
    uid: `${plan.id}@localhost`,
    url: `http://localhost:3000/tasks/${plan.id}`,
    start: day(-2),
    end: day(4),
    description: `Campaign: ${world.campaign.name}\nStatus: Not started`,
    timeTransparent: "TRANSPARENT",
  })
  expect(of("◆ Launch")).toMatchObject({ start: day(5), end: day(6), categories: ["Milestone"] })
  expect(of("Leave")).toMatchObject({
    start: day(7),
    end: day(9),
    description: "Wedding",
    timeTransparent: "OPAQUE",
  })
  expect((await ask(url)).body).toMatch(/X-WR-CALNAME:Our agency: Ada\\, B\.\r\n/)
})

it("revises an event with whatever it says: a day off and a campaign that are renamed, a task that is overdue", async () => {
  const user = await makeUser(db())
  const admin = await makeUser(db(), { role: "admin" })
  const day = fromToday(41)
  await taskOf(user, "Revised", { startDay: fromToday(-1), endDay: fromToday(-1) })
  await taskOf(user, "Revised too", { startDay: today, endDay: today })
  const url = await linkOf(user)
  const setDayOff = (name: string) => api.as(admin).calendar.setDayOff({ day, name })
  const revision = async (summary: string) => {
    const event = (await eventsAt(url)).find((each) => each.summary === summary)
    return { sequence: event?.sequence ?? -1, at: event?.lastModified?.date.getTime() ?? 0 }
  }
  await setDayOff("One")
  const one = await revision("One")
  await new Promise((resolve) => setTimeout(resolve, 1_100))
  await setDayOff("Two")
  const two = await revision("Two")
  expect(two.sequence).toBeGreaterThan(one.sequence)
  expect(two.at).toBeGreaterThan(one.at)
  await api.as(admin).calendar.setDayOff({ day, name: null })
  await setDayOff("Three")
  expect((await revision("Three")).sequence).toBeGreaterThan(two.sequence)
  const [late, before] = [await revision("Overdue: Revised"), await revision("Revised too")]
  expect(late.sequence).toBeGreaterThan(before.sequence)
  const { campaigns } = api.as(world.manager)
  const { id, version } = await campaigns.get({ id: world.campaign.id })
  await campaigns.update({ id, version, changes: { name: "Another name" } })
  const after = await revision("Revised too")
  expect(after.sequence).toBeGreaterThan(before.sequence)
  expect(after.at).toBeGreaterThan(before.at)
  await api.as(admin).calendar.setDayOff({ day, name: null })
})

it("shows at every moment what the person may see then", async () => {
  const user = await makeUser(db())
  const task = await taskOf(user, "Mine")
  const url = await linkOf(user)
  const [before] = await eventsAt(url)
  await api.as(world.manager).tasks.update({ id: task.id, version: 1, changes: { title: "Renamed" } })
  const [after] = await eventsAt(url)
  expect(after).toMatchObject({ uid: before?.uid, summary: "Renamed" })
  expect(after?.sequence).toBeGreaterThan(before?.sequence ?? 0)
  const membership = and(
    eq(campaignMembers.campaignId, world.campaign.id),
    eq(campaignMembers.userId, user.id),
  )
  await db().delete(campaignMembers).where(membership)
  expect(await summaries(url)).not.toContain("Renamed")
  await db().insert(campaignMembers).values({ campaignId: world.campaign.id, userId: user.id })
  expect(await summaries(url)).toContain("Renamed")
  await db().update(users).set({ role: "finance" }).where(eq(users.id, user.id))
  expect(await summaries(url)).not.toContain("Renamed")
})

it("a link that was renewed or removed, or whose person is kept out, is not told from one that never was", async () => {
  const user = await makeUser(db())
  const unknown = await ask(`/${"a".repeat(43)}.ics`)
  expect(unknown.status).toBe(404)
  const plain = (answer: Awaited<ReturnType<typeof ask>>) => ({
    ...answer,
    headers: answer.headers.filter(([name]) => name !== "x-request-id"),
  })
  const expectDead = async (url: string) => expect(plain(await ask(url))).toEqual(plain(unknown))
  const first = await linkOf(user)
  await eventsAt(first)
  const second = await linkOf(user)
  await expectDead(first)
  await eventsAt(second)
  await db().update(users).set({ disabledAt: new Date().toISOString() }).where(eq(users.id, user.id))
  await expectDead(second)
  await db().update(users).set({ disabledAt: null }).where(eq(users.id, user.id))
  await eventsAt(second)
  const { clientId } = world.campaign
  await db().update(users).set({ role: "client_viewer", clientId }).where(eq(users.id, user.id))
  await expectDead(second)
  await db().update(users).set({ role: "team_member", clientId: null }).where(eq(users.id, user.id))
  await api.as(user).account.removeCalendarLink()
  await expectDead(second)
  for (const name of ["", "x", ".ics", `${"a".repeat(43)}`, `${"a".repeat(44)}.ics`, "%00.ics"]) {
    await expectDead(`/${name}`)
  }
})

it("a link is shown once, stored as a hash, written to the log without its secret, and noted when it is used", async () => {
  const user = await makeUser(db())
  const { account } = api.as(user)
  expect(await account.calendarLink()).toBeNull()
  const url = await linkOf(user)
  const secret = url.slice(-47, -4)
  expect(await account.calendarLink()).toMatchObject({ lastUsedAt: null })
  await ask(url)
  const used = await account.calendarLink()
  expect(used?.lastUsedAt).not.toBeNull()
  await account.removeCalendarLink()
  await expect(account.removeCalendarLink()).rejects.toMatchObject({ reason: "not_found" })
  const log = await db().select().from(changes).where(eq(changes.entityId, user.id))
  expect(log.map(({ verb }) => verb)).toEqual(["account.createCalendarLink", "account.removeCalendarLink"])
  const kept = JSON.stringify([log, await db().select().from(calendarLinks)])
  expect(kept).not.toContain(secret)
})

it("a call that is sent again is refused and keeps no secret; API tokens and client viewers make no link", async () => {
  const user = await makeUser(db())
  const again = api.as(user, { idempotencyKey: "once" }).account
  const { url } = await again.createCalendarLink()
  await expect(again.createCalendarLink()).rejects.toMatchObject({ reason: "idempotency_mismatch" })
  await eventsAt(url)
  const [kept] = await db().select().from(idempotencyKeys).where(eq(idempotencyKeys.userId, user.id))
  expect(kept).toMatchObject({ key: "once", answer: null })
  const { viewer } = api.contextOf(user).identity ?? {}
  const token = { kind: "token", id: user.id, scope: "read_write" } as const
  const script = api.as(user, { identity: viewer ? { viewer, via: token } : null }).account
  await expect(script.createCalendarLink()).rejects.toMatchObject({ reason: "forbidden" })
  await expect(script.removeCalendarLink()).rejects.toMatchObject({ reason: "forbidden" })
  const guest = await makeUser(db(), { role: "client_viewer", clientId: world.campaign.clientId })
  await expect(api.as(guest).account.createCalendarLink()).rejects.toMatchObject({ reason: "forbidden" })
})

it("answers GET and HEAD only, says when nothing has changed, and tells nobody where it was", async () => {
  const user = await makeUser(db())
  await taskOf(user, "Mine")
  const url = await linkOf(user)
  const got = await ask(url)
  expect(headerOf(got, "content-type")).toBe("text/calendar; charset=utf-8")
  expect(headerOf(got, "cache-control")).toBe("private, no-cache")
  expect(headerOf(got, "referrer-policy")).toBe("no-referrer")
  const tag = headerOf(got, "etag") ?? ""
  expect(tag).toMatch(/^W\/"[\w-]{27}"$/)
  expect(await ask(url, "HEAD")).toMatchObject({ status: 200, body: "" })
  for (const named of [tag, tag.slice(2), `"other", ${tag}`, "*"]) {
    const same = await ask(url, "GET", { "if-none-match": named })
    expect(same).toMatchObject({ status: 304, body: "" })
    expect(headerOf(same, "etag")).toBe(tag)
  }
  await taskOf(user, "More")
  expect((await ask(url, "GET", { "if-none-match": tag })).status).toBe(200)
  for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
    const refused = await ask(url, method)
    expect(refused.status).toBe(405)
    expect(headerOf(refused, "allow")).toBe("GET, HEAD")
  }
})

it("is without what an archived campaign has left open, which nobody can finish", async () => {
  const user = await makeUser(db())
  const { id } = await makeCampaign(db(), { managerId: world.manager.id })
  for (const status of ["in_progress", "completed"] as const)
    await taskOf(user, status, { campaignId: id, status })
  await makeCampaignMember(db(), id, user.id)
  const url = await linkOf(user)
  const mine = async () =>
    (await summaries(url)).filter((each) => /in_progress|completed/.test(each ?? "")).length
  expect(await mine()).toBe(2)
  const { version } = await api.as(world.manager).campaigns.archive({ id, version: 1 })
  expect(await mine()).toBe(1)
  await api.as(world.manager).campaigns.restore({ id, version })
  expect(await mine()).toBe(2)
})

it("is limited by itself, not by where they ask from, and takes no call from its person", async () => {
  const [busy, calm] = [await makeUser(db()), await makeUser(db())]
  const [url, other] = [await linkOf(busy), await linkOf(calm)]
  const { limits } = api.services.auth
  const call = () => limits.general({ id: `calendar of ${busy.id}`, address: "192.0.2.1" })
  await Promise.all(Array.from({ length: 1_300 }, call))
  const refused = await ask(url)
  expect(refused.status).toBe(429)
  expect(Number(headerOf(refused, "retry-after"))).toBeGreaterThan(0)
  expect((await ask(other)).status).toBe(200)
  expect(await limits.general({ id: busy.id, address: "192.0.2.1" })).toMatchObject({ allowed: true })
  await Promise.all(
    Array.from({ length: 1_300 }, () => limits.general({ id: calm.id, address: "192.0.2.1" })),
  )
  expect((await ask(other)).status, "and theirs are none of it").toBe(200)
})

it("five thousand tasks are quick", async () => {
  const user = await makeUser(db())
  await makeCampaignMember(db(), world.campaign.id, user.id)
  const rows = Array.from({ length: 5_010 }, (_, number) => ({
    id: newId(),
    campaignId: world.campaign.id,
    title: `Task ${number} über alles`,
    startDay: fromToday(number - 100),
    endDay: fromToday(number - 90),
    durationDays: 5,
    rank: number,
  }))
  for (let at = 0; at < rows.length; at += 1_000) {
    const some = rows.slice(at, at + 1_000)
    await db().insert(tasks).values(some)
    await db()
      .insert(taskAssignees)
      .values(some.map(({ id }) => ({ taskId: id, userId: user.id })))
  }
  const url = await linkOf(user)
  await ask(url)
  const started = performance.now()
  const { body } = await ask(url)
  const spent = performance.now() - started
  expect(body.split("BEGIN:VEVENT").length - 1).toBe(5_001) // the day off too
  expect(body).not.toContain("Task 0 ")
  expect(spent).toBeLessThan(5_000)
})
