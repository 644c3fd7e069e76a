import { makeCampaign, makeUser, type UserRow } from "@alphas/db/factories"
import { campaignMembers } from "@alphas/db/schema/campaigns"
import { changes } from "@alphas/db/schema/changes"
import { timers } from "@alphas/db/schema/time"
import { users } from "@alphas/db/schema/users"
import { and, desc, eq } from "drizzle-orm"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type TaskWorld, taskWorld } from "../tasks/testing"
import { type TestApi, testApi } from "../testing"

let api: TestApi
let admin: UserRow
let finance: UserRow
let world: TaskWorld
let taskId: string

beforeAll(async () => {
  api = await testApi()
  admin = await makeUser(api.database.connection.db, { role: "admin" })
  finance = await makeUser(api.database.connection.db, { role: "finance" })
})
beforeEach(async () => {
  world = await taskWorld(api)
  taskId = await world.task("work")
})
afterAll(async () => {
  expect(api.unguarded).toEqual([])
  await api.close()
})

const db = () => api.database.connection.db
const time = (user: UserRow = world.member) => api.as(user).time
const about = () => ({ campaignId: world.campaign.id, taskId })
const enter = (day: string, minutes: number, also: object = {}) =>
  time().create({ ...about(), day, minutes, ...also })
const totals = async () => {
  const { minutes, hoursMinor } = await api.as(admin).campaigns.get({ id: world.campaign.id })
  return { minutes, hoursMinor, ofTask: (await api.as(admin).tasks.get({ id: taskId })).minutes }
}

it("whoever changes the rounding second is shown what it is now", async () => {
  const { rules } = api.as(admin).time
  const { version } = await rules.get()
  await rules.update({ version, changes: { rounding: "up" } })
  await expect(rules.update({ version, changes: { rounding: "down" } })).rejects.toMatchObject({
    reason: "stale_version",
    details: { current: { rounding: "up", roundingMinutes: 1, lockedMonths: [], version: version + 1 } },
  })
  await rules.update({ version: version + 1, changes: { rounding: "nearest" } })
})

describe("time by hand", () => {
  it("is somebody's own, counts in the campaign and the task, and is changed and removed by version", async () => {
    const { ids } = await enter("2026-05-04", 90, { note: "Draft" })
    const [id = ""] = ids
    expect(await totals()).toEqual({ minutes: 90, hoursMinor: 0, ofTask: 90 })
    const { items } = await time().list({ from: "2026-05-04", to: "2026-05-04" })
    expect(items).toMatchObject([{ minutes: 90, note: "Draft", task: { title: "work" }, costMinor: null }])
    expect((await time(world.other).list({})).items).toEqual([])
    expect((await time(world.manager).list({ userId: [world.member.id] })).items).toHaveLength(1)
    await expect(time(world.other).update({ id, version: 1, changes: { minutes: 1 } })).rejects.toMatchObject(
      {
        reason: "not_found",
      },
    )
    await time().update({ id, version: 1, changes: { minutes: 60, taskId: null } })
    expect(await totals()).toEqual({ minutes: 60, hoursMinor: 0, ofTask: 0 })
    await expect(time().remove({ id, version: 1 })).rejects.toMatchObject({ reason: "stale_version" })
    await time().remove({ id, version: 2 })
    expect(await totals()).toEqual({ minutes: 0, hoursMinor: 0, ofTask: 0 })
  })

  it("refuses more than a day has, a task of another campaign, a campaign that one cannot see, both ways at once", async () => {
    await enter("2026-05-05", 1_400)
    await expect(enter("2026-05-05", 200)).rejects.toThrow(/more than 25 hours/)
    await expect(enter("2026-05-05", 0)).rejects.toThrow(/one minute at least/)
    const other = await makeCampaign(db())
    await expect(
      time().create({ campaignId: other.id, taskId, day: "2026-05-06", minutes: 5 }),
    ).rejects.toThrow(/belongs to another campaign/)
    await expect(enter("2026-05-06", 5, { from: "09:00", to: "10:00" })).rejects.toThrow(/either the minutes/)
    const viewer = await makeUser(db(), { role: "client_viewer" })
    await expect(time(viewer).create({ ...about(), day: "2026-05-06", minutes: 5 })).rejects.toMatchObject({
      reason: "forbidden",
    })
    expect(await totals()).toMatchObject({ minutes: 1_400 })
  })
})

it("whoever changes an entry second is shown it as they read it, which is without what an hour costs for most", async () => {
  const { rates } = time(finance)
  const { id: rateId } = await rates.create({
    ...{ kind: "cost", currency: "EUR", fromDay: "2026-01-01", minorPerHour: 6_000 },
  })
  const { ids } = await enter("2026-05-04", 60)
  const late = { id: ids[0] ?? "", version: 999 }
  const shown = async (user: UserRow, act: "update" | "remove") => {
    const { update, remove } = time(user)
    const refused = act === "update" ? update({ ...late, changes: { minutes: 5 } }) : remove(late)
    return (await refused.catch((error) => error)).details.current
  }
  for (const act of ["update", "remove"] as const) {
    const { entries } = await time().weeks.get({ monday: "2026-05-04" })
    expect(await shown(world.member, act)).toEqual(entries[0])
    expect(await shown(world.member, act)).toMatchObject({ costMinor: null, billMinor: null, minutes: 60 })
    expect(await shown(admin, act)).toMatchObject({ costMinor: 6_000, campaign: { id: world.campaign.id } })
  }
  await rates.remove({ id: rateId, version: 1 })
})

describe("time by the clock", () => {
  const clock = (day: string, from: string, to: string) => time().create({ ...about(), day, from, to })

  it("counts what passed where daylight saving takes an hour", async () => {
    expect((await clock("2026-03-29", "01:30", "03:30")).minutes).toBe(60)
    expect((await clock("2026-05-06", "09:00", "10:30")).minutes).toBe(90)
  })

  it("refuses midnight, the hour that is skipped and the one that is shown twice, and says what to do", async () => {
    await expect(clock("2026-05-06", "22:00", "01:00")).rejects.toThrow(/over midnight belongs to two days/)
    await expect(clock("2026-03-29", "02:30", "04:00")).rejects.toThrow(/put forward, and there is no 02:30/)
    await expect(clock("2026-10-25", "01:00", "02:30")).rejects.toThrow(/02:30 is shown twice/)
    await expect(clock("2026-10-25", "01:30", "03:30")).rejects.toThrow(/put back between 01:30 and 03:30/)
    await expect(
      time().create({ ...about(), day: "2026-10-26", minutes: 60, from: "22:00" }),
    ).rejects.toThrow(/either the minutes/)
    expect(await totals()).toMatchObject({ minutes: 0 })
  })

  it("of a person in another zone falls on the agency's days, cut at its midnight", async () => {
    await db().update(users).set({ timeZone: "America/New_York" }).where(eq(users.id, world.member.id))
    const { ids, minutes } = await clock("2026-05-06", "17:00", "19:30")
    expect([ids.length, minutes]).toEqual([2, 150])
    const { items } = await time().list({})
    expect(items.map((entry) => [entry.day, entry.minutes, entry.startedAt])).toEqual([
      ["2026-05-07", 90, "2026-05-06T22:00:00.000Z"],
      ["2026-05-06", 60, "2026-05-06T21:00:00.000Z"],
    ])
    await db().update(users).set({ timeZone: null }).where(eq(users.id, world.member.id))
  })
})

describe("the timer", () => {
  it("enters what was begun, though the task was removed and the campaign archived meanwhile", async () => {
    const { timer } = time()
    await timer.start(about())
    const manager = api.as(world.manager)
    const { version } = await manager.tasks.get({ id: taskId })
    await manager.tasks.remove({ id: taskId, version })
    const { version: ofCampaign } = await manager.campaigns.get({ id: world.campaign.id })
    await manager.campaigns.archive({ id: world.campaign.id, version: ofCampaign })
    const began = new Date(Date.now() - 30 * 60_000).toISOString()
    await db().update(timers).set({ startedAt: began }).where(eq(timers.userId, world.member.id))
    expect(await timer.stop({})).toMatchObject({ minutes: 30 })
    expect((await api.as(admin).campaigns.get({ id: world.campaign.id })).minutes).toBe(30)
  })

  it("runs once for a person, is stopped from anywhere, and is rounded by the agency's rule", async () => {
    const { timer } = time()
    await timer.start({ ...about(), note: "Draft" })
    await expect(timer.start(about())).rejects.toThrow(/running already/)
    expect(await timer.get()).toMatchObject({ note: "Draft", task: { title: "work" } })
    expect(await time(world.other).timer.get()).toBeNull()
    await timer.update({ ...about(), note: "Final", billable: false })
    const began = new Date(Date.now() - 50 * 60_000).toISOString()
    await db().update(timers).set({ startedAt: began }).where(eq(timers.userId, world.member.id))
    const rules = await time(admin).rules.get()
    await time(admin).rules.update({
      version: rules.version,
      changes: { roundingMinutes: 15, rounding: "up" },
    })
    const { ids, minutes } = await timer.stop({})
    // Around midnight each of the two days is rounded by itself.
    expect(minutes).toBe(ids.length === 1 ? 60 : minutes)
    expect(minutes % 15).toBe(0)
    expect((await time().list({})).items[0]).toMatchObject({
      note: "Final",
      billable: false,
      startedAt: expect.any(String),
    })
    await expect(timer.stop({})).rejects.toMatchObject({ reason: "not_found" })
    await timer.start(about())
    expect(await timer.stop({ discard: true })).toEqual({ ids: [], minutes: 0 })
    await time(admin).rules.update({
      version: rules.version + 1,
      changes: { roundingMinutes: 1, rounding: "nearest" },
    })
  })

  it("started twice at the same moment runs once", async () => {
    const ends = await Promise.allSettled([1, 2, 3, 4].map(() => time().timer.start(about())))
    expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
    await time().timer.stop({ discard: true })
  })
})

describe("the week", () => {
  const monday = "2026-05-04"

  it("is a grid of cells that are set, and keeps what the timer measured", async () => {
    const cell = (minutes: number) => time().weeks.setCell({ ...about(), day: "2026-05-06", minutes })
    await cell(120)
    await cell(90)
    await time().create({ ...about(), day: "2026-05-06", from: "09:00", to: "10:00" })
    expect((await time().weeks.get({ monday })).entries.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(
      150,
    )
    await cell(75)
    expect((await time().weeks.get({ monday })).entries.map(({ minutes }) => minutes).sort()).toEqual([
      15, 60,
    ])
    await expect(cell(30)).rejects.toThrow(/timer measured 60 minutes/)
    await cell(60)
    expect(await totals()).toMatchObject({ minutes: 60 })
  })

  it("keeps one's own time on a task that one no longer sees, to be put right where it is", async () => {
    const { ids } = await enter("2026-05-06", 45)
    const [id = ""] = ids
    await db()
      .delete(campaignMembers)
      .where(
        and(eq(campaignMembers.campaignId, world.campaign.id), eq(campaignMembers.userId, world.member.id)),
      )
    const week = async () => (await time().weeks.get({ monday: "2026-05-04" })).entries
    expect(await week()).toMatchObject([{ id, task: null, unseenTask: true, minutes: 45 }])
    await time().update({ id, version: 1, changes: { minutes: 50, note: "Call" } })
    const cell = { campaignId: world.campaign.id, taskId: null, day: "2026-05-06" }
    await time().weeks.setCell({ ...cell, minutes: 10 })
    expect(await week()).toMatchObject([
      { id, unseenTask: true, minutes: 50, note: "Call" },
      { task: null, unseenTask: false, minutes: 10 },
    ])
    expect((await totals()).ofTask).toBe(50)
    await expect(
      time().update({ id, version: 2, changes: { taskId: await world.task("another") } }),
    ).rejects.toMatchObject({ reason: "not_found" })
    await time().remove({ id, version: 2 })
    expect((await totals()).ofTask).toBe(0)
  })

  it("is submitted, approved by somebody else, and stays as it is until it is opened again with a reason", async () => {
    const { ids } = await enter("2026-05-04", 60)
    const [id = ""] = ids
    const week = { monday, userId: world.member.id }
    await time().weeks.step({ monday, step: "submit" })
    await expect(enter("2026-05-05", 5)).rejects.toThrow(/submitted\. Withdraw it first/)
    await expect(time().weeks.step({ monday, step: "approve" })).rejects.toMatchObject({
      reason: "forbidden",
    })
    await expect(time(world.other).weeks.step({ ...week, step: "approve" })).rejects.toMatchObject({
      reason: "forbidden",
    })
    expect(await time(world.manager).weeks.submitted()).toMatchObject([
      { monday, minutes: 60, billableMinutes: 60 },
    ])
    await expect(time(world.manager).weeks.step({ ...week, step: "sendBack" })).rejects.toThrow(/Say why/)
    await time(world.manager).weeks.step({ ...week, step: "approve" })
    await expect(time().update({ id, version: 1, changes: { minutes: 5 } })).rejects.toThrow(/approved/)
    await expect(time().weeks.step({ monday, step: "withdraw" })).rejects.toMatchObject({
      reason: "workflow",
    })
    await time(world.manager).weeks.step({ ...week, step: "reopen", reason: "Tuesday is missing." })
    expect(await time().weeks.get({ monday })).toMatchObject({ state: "open", reason: "Tuesday is missing." })
    await expect(time(world.other).weeks.get(week)).rejects.toMatchObject({ reason: "not_found" })
    await time().update({ id, version: 1, changes: { minutes: 5 } })
  })
})

describe("a locked month", () => {
  it("stays as it is for everybody but an admin with a reason, which is in the log", async () => {
    const { ids } = await enter("2026-04-29", 60)
    const [id = ""] = ids
    const lock = (locked: boolean, reason: string | null = null) =>
      time(admin).rules.lockMonth({ month: "2026-04-01", locked, reason })
    await lock(true)
    await expect(enter("2026-04-30", 5)).rejects.toThrow(/2026-04 is locked/)
    await expect(time().remove({ id, version: 1, reason: "Please" })).rejects.toThrow(/is locked/)
    await expect(
      time(world.manager).rules.lockMonth({ month: "2026-04-01", locked: false, reason: "x" }),
    ).rejects.toMatchObject({ reason: "forbidden" })
    expect((await time().weeks.get({ monday: "2026-04-27" })).lockedDays).toHaveLength(4)
    await expect(time(admin).update({ id, version: 1, changes: { minutes: 5 } })).rejects.toThrow(
      /with a reason/,
    )
    await time(admin).update({ id, version: 1, changes: { minutes: 5 }, reason: "Typo" })
    const [entry] = await db()
      .select({ fields: changes.fields })
      .from(changes)
      .where(and(eq(changes.entity, "time_entry"), eq(changes.entityId, id)))
      .orderBy(desc(changes.seq))
    expect(entry?.fields).toMatchObject({ minutes: { before: 60, after: 5 }, reason: { after: "Typo" } })
    await expect(time().update({ id, version: 2, changes: { day: "2026-05-06" } })).rejects.toThrow(
      /is locked/,
    )
    await expect(lock(false)).rejects.toThrow(/Say why/)
    await lock(false, "Late hours")
    await enter("2026-04-30", 5)
  })
})

describe("rates", () => {
  it("price every hour from their day on, again when they change, and not in locked months", async () => {
    const { rates, rules } = time(finance)
    await enter("2026-04-29", 60)
    await enter("2026-05-06", 90)
    await enter("2026-05-07", 30, { billable: false })
    const cost = { kind: "cost" as const, currency: "EUR", userId: world.member.id }
    await rates.create({ ...cost, fromDay: "2026-05-01", minorPerHour: 6_000 })
    expect(await totals()).toMatchObject({ hoursMinor: 12_000 })
    await time(admin).rules.lockMonth({ month: "2026-04-01", locked: true })
    const { id } = await rates.create({ ...cost, fromDay: "2026-01-01", minorPerHour: 100 })
    expect(await totals()).toMatchObject({ hoursMinor: 12_000 })
    await time(admin).rules.lockMonth({ month: "2026-04-01", locked: false, reason: "Reopened" })
    await rates.remove({ id, version: 1 })
    await rates.create({ ...cost, fromDay: "2026-01-01", minorPerHour: 3_333 })
    expect(await totals()).toMatchObject({ hoursMinor: 15_333 })
    await rates.create({
      kind: "billing",
      role: "team_member",
      currency: "EUR",
      fromDay: "2026-01-01",
      minorPerHour: 9_999,
    })
    const { items } = await time(admin).list({ userId: [world.member.id] })
    expect(items.map(({ day, costMinor, billMinor }) => [day, costMinor, billMinor])).toEqual([
      ["2026-05-07", 3_000, 0],
      ["2026-05-06", 9_000, 14_999],
      ["2026-04-29", 3_333, 9_999],
    ])
    await expect(rates.create({ ...cost, fromDay: "2026-01-01", minorPerHour: 1 })).rejects.toMatchObject({
      reason: "duplicate",
    })
    await expect(time(world.manager).rates.list()).rejects.toMatchObject({ reason: "forbidden" })
    await expect(rules.update({ version: 1, changes: { rounding: "up" } })).rejects.toMatchObject({
      reason: "forbidden",
    })
    for (const rate of await rates.list()) await rates.remove({ id: rate.id, version: rate.version })
    expect(await totals()).toMatchObject({ hoursMinor: 0 })
  })

  it("that are set while time is entered leave no hour at another price", async () => {
    const { rates } = time(finance)
    const cost = { kind: "cost" as const, currency: "EUR", campaignId: world.campaign.id }
    for (let round = 1; round <= 4; round++) {
      const day = `2026-05-0${round + 3}`
      await Promise.all([
        rates.create({ ...cost, fromDay: day, minorPerHour: 1_000 * round }),
        time(admin).rates.create({
          ...cost,
          userId: world.member.id,
          fromDay: day,
          minorPerHour: 7_000 * round,
        }),
        ...[world.member, world.other, world.member].map((user) =>
          time(user).create({ ...about(), day, minutes: 60 }),
        ),
      ])
      const { items } = await time(admin).list({ campaignId: [world.campaign.id], from: day, to: day })
      expect(items.map(({ costMinor }) => costMinor).sort()).toEqual(
        [1_000 * round, 7_000 * round, 7_000 * round].sort(),
      )
    }
    for (const rate of await rates.list()) await rates.remove({ id: rate.id, version: rate.version })
  })

  it("do not reach into a locked month when only a note is put right there, and name who is there", async () => {
    const { rates } = time(finance)
    const cost = { kind: "cost" as const, currency: "EUR", fromDay: "2026-01-01", minorPerHour: 6_000 }
    const { ids } = await enter("2026-04-14", 60)
    await time(admin).rules.lockMonth({ month: "2026-04-01", locked: true })
    const { id } = await rates.create(cost)
    const fix = { id: ids[0] ?? "", version: 1, changes: { note: "Call" }, reason: "A typo" }
    await time(admin).update(fix)
    expect(await totals()).toMatchObject({ hoursMinor: 0 })
    await time(admin).rules.lockMonth({ month: "2026-04-01", locked: false, reason: "Done" })
    await rates.remove({ id, version: 1 })
    const nobody = "01a20699-0b2d-773f-9466-db6d439a5976"
    await expect(rates.create({ ...cost, userId: nobody })).rejects.toMatchObject({ reason: "invalid" })
    await expect(rates.create({ ...cost, campaignId: nobody })).rejects.toMatchObject({ reason: "not_found" })
  })

  it("never lose a minute: the totals are those of a recount after many changes at once", async () => {
    await Promise.all(
      Array.from({ length: 30 }, (_, number) =>
        api.as([world.member, world.other, world.manager][number % 3] ?? admin).time.create({
          ...about(),
          day: `2026-06-${String(1 + (number % 28)).padStart(2, "0")}`,
          minutes: 7,
        }),
      ),
    )
    expect(await totals()).toEqual({ minutes: 210, hoursMinor: 0, ofTask: 210 })
  })
})
