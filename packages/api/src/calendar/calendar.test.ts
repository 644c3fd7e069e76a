import { makeUser, type UserRow } from "@alphas/db/factories"
import { changes } from "@alphas/db/schema/changes"
import { taskDependencies } from "@alphas/db/schema/tasks"
import { UpdateCalendar } from "@alphas/domain/calendar/input"
import { and, eq } from "drizzle-orm"
import { afterAll, beforeAll, expect, it } from "vitest"
import { replanCampaigns } from "../schedule/replan-job"
import { type TaskWorld, taskWorld } from "../tasks/testing"
import { type TestApi, testApi } from "../testing"
import { holidaysOf, knowsHolidays } from "./week"

let api: TestApi
let admin: UserRow
let world: TaskWorld

beforeAll(async () => {
  api = await testApi()
  admin = await makeUser(api.database.connection.db, { role: "admin" })
  world = await taskWorld(api)
})
afterAll(async () => {
  expect(api.unguarded).toEqual([])
  await api.close()
})

const calendar = () => api.as(admin).calendar
const catchUp = (onlyId: string | null = null) => replanCampaigns(api.services, { byId: admin.id, onlyId })

it("plans go by the agency's weekdays, its country's holidays and its own days off, once the job has run", async () => {
  await world.task("work", { durationDays: 3, notBefore: "2026-04-02" })
  expect(await world.days()).toEqual({ work: "04-02..04-06" })
  await calendar().update({ version: 1, changes: { holidayCountry: "DE", holidayRegion: "BE" } })
  await catchUp()
  // Good Friday and Easter Monday.
  expect(await world.days()).toEqual({ work: "04-02..04-08" })
  await calendar().setDayOff({ day: "2026-04-07", name: "Bridge" })
  await catchUp()
  expect(await world.days()).toEqual({ work: "04-02..04-09" })
  await calendar().update({ version: 2, changes: { workingWeekdays: [4, 3, 2, 1, 4] } })
  await catchUp()
  expect(await world.days()).toEqual({ work: "04-02..04-09" })
  await calendar().setDayOff({ day: "2026-04-07", name: null })
  await catchUp()
  expect(await world.days()).toEqual({ work: "04-02..04-08" })
  const now = await calendar().get()
  expect(now).toMatchObject({ workingWeekdays: [1, 2, 3, 4], holidayCountry: "DE", daysOff: [], version: 3 })
  expect(now.holidays.map(({ name }) => name)).toContain("Karfreitag")
  const jobs = await api.database.connection.db
    .select({ channel: changes.channel, actorId: changes.actorId })
    .from(changes)
    .where(and(eq(changes.entity, "schedule"), eq(changes.verb, "schedule.replan")))
  expect(jobs[0]).toEqual({ channel: "job", actorId: admin.id })
})

it("a campaign whose plan cannot be calculated keeps no other one from being planned anew", async () => {
  const { db } = api.database.connection
  const [broken, far, whole] = [await taskWorld(api), await taskWorld(api), await taskWorld(api)]
  const [one, two] = [await broken.task("one"), await broken.task("two")]
  await db.insert(taskDependencies).values([
    { campaignId: broken.campaign.id, predecessorId: one, successorId: two },
    { campaignId: broken.campaign.id, predecessorId: two, successorId: one },
  ])
  await far.task("edge", { notBefore: "2036-02-28" })
  for (const { task } of [far, whole]) await task("work", { notBefore: "2027-03-02" })
  for (const day of ["2027-03-02", "2036-02-28", "2036-02-29", "2036-03-01", "2036-03-02"])
    await calendar().setDayOff({ day, name: "Bridge" })
  await catchUp()
  expect(await whole.days()).toEqual({ work: "03-03..03-03" })
  expect((await far.days()).work).toBe("03-03..03-03")
  expect(Object.keys(await broken.days())).toEqual(["one", "two"])
  for (const day of ["2027-03-02", "2036-02-28", "2036-02-29", "2036-03-01", "2036-03-02"])
    await calendar().setDayOff({ day, name: null })
})

it("a place whose holidays nobody knows is refused, and another country has other regions", async () => {
  const { version } = await calendar().get()
  const update = (changes: object) => calendar().update({ version, changes })
  await expect(update({ holidayCountry: "XX" })).rejects.toThrow(/not known/)
  await expect(update({ holidayRegion: "ZZ" })).rejects.toThrow(/not known/)
  await expect(update({ workingWeekdays: [] })).rejects.toThrow(/At least one day/)
  for (const holidayRegion of ["constructor", "toString"])
    await expect(update({ holidayCountry: "DE", holidayRegion })).rejects.toThrow(/not known/)
  await update({ holidayCountry: "FR" })
  expect(await calendar().get()).toMatchObject({ holidayCountry: "FR", holidayRegion: null })
  await expect(update({ holidayCountry: "DE" })).rejects.toMatchObject({
    reason: "stale_version",
    details: { current: { holidayCountry: "FR", workingWeekdays: [1, 2, 3, 4], version: version + 1 } },
  })
})

it("leave is entered by oneself, by a manager for others, and its note is nobody else's business", async () => {
  const { member, other, manager } = world
  const june = { fromDay: "2026-06-01", toDay: "2026-06-05" }
  const { id } = await api.as(member).calendar.leave.create({ ...june, note: "Wedding" })
  await expect(api.as(member).calendar.leave.create({ ...june, userId: other.id })).rejects.toMatchObject({
    reason: "forbidden",
  })
  await api.as(manager).calendar.leave.create({ ...june, userId: other.id })
  const seenBy = async (user: UserRow) =>
    (await api.as(user).calendar.leave.list({ from: "2026-06-05", to: "2026-06-30" })).find(
      (leave) => leave.id === id,
    )
  expect((await seenBy(member))?.note).toBe("Wedding")
  expect((await seenBy(manager))?.note).toBe("Wedding")
  expect((await seenBy(other))?.note).toBeNull()
  await expect(api.as(other).calendar.leave.remove({ id, version: 1 })).rejects.toMatchObject({
    reason: "not_found",
  })
  await expect(
    api.as(member).calendar.leave.update({ id, version: 1, fromDay: "2026-06-05", toDay: "2026-06-01" }),
  ).rejects.toThrow(/must not be before the first/)
  await api.as(member).calendar.leave.update({ id, version: 1, fromDay: "2026-06-08", toDay: "2026-06-09" })
  expect(await seenBy(member)).toMatchObject({ fromDay: "2026-06-08", version: 2 })
  await api.as(member).calendar.leave.remove({ id, version: 2 })
  expect(await seenBy(member)).toBeUndefined()
})

it("knows the holidays of any years that are asked for, by the names that they have where they are", async () => {
  const { version } = await calendar().get()
  await calendar().update({ version, changes: { holidayCountry: "CH", holidayRegion: "GE" } })
  await calendar().setDayOff({ day: "2019-05-31", name: "Trip" })
  const then = await calendar().get({ fromYear: 2018, toYear: 2019 })
  expect(then.holidays).toContainEqual({ day: "2019-05-30", name: "Ascension" })
  expect(then.holidays.map(({ day }) => day.slice(0, 4))).toEqual(
    [...then.holidays.map(({ day }) => day.slice(0, 4))].sort(),
  )
  expect(then.daysOff).toEqual([{ day: "2019-05-31", name: "Trip" }])
  expect((await calendar().get({})).daysOff).toEqual([])
  const years = (fromYear: number, toYear: number) => calendar().get({ fromYear, toYear })
  await expect(years(2020, 2019)).rejects.toThrow(/must not be before the first/)
  await expect(calendar().get({ fromYear: 2020 })).rejects.toThrow(/or neither/)
  await expect(years(2000, 2012)).rejects.toThrow(/at most 12 years/)
})

it("a holiday of several days takes each of them, and half a one takes none", async () => {
  const days = async (country: string, from: string, to: string) =>
    (await holidaysOf(country, null, Number(from.slice(0, 4)), Number(to.slice(0, 4))))
      .map(({ day }) => day)
      .filter((day) => day >= from && day <= to)
      .sort()
  expect(await days("KR", "2026-09-01", "2026-09-30")).toEqual(["2026-09-24", "2026-09-25", "2026-09-26"])
  expect(await days("RU", "2026-01-01", "2026-01-31")).toEqual(
    [1, 2, 3, 4, 5, 6, 7, 8].map((day) => `2026-01-0${day}`),
  )
  // Good Friday is over when the clocks are put forward; Thanksgiving is west of Greenwich.
  expect(await days("DE", "2026-04-01", "2026-05-01")).toEqual(["2026-04-03", "2026-04-06", "2026-05-01"])
  expect(await days("US", "2026-11-01", "2026-12-31")).toEqual(["2026-11-11", "2026-11-26", "2026-12-25"])
  expect(await days("CN", "2026-03-01", "2026-03-31")).toEqual([])
  expect(await days("IS", "2026-12-24", "2026-12-31")).toEqual(["2026-12-25", "2026-12-26"])
  // On Easter Sunday clocks in Australia are put back: a day of 25 hours.
  expect(await days("AU", "2026-04-05", "2026-04-06")).toContain("2026-04-05")
  // The feast begins on the evening before, and lasts three days and some hours.
  expect(await days("TR", "2026-03-01", "2026-03-31")).toEqual(["2026-03-20", "2026-03-21", "2026-03-22"])
})

it("every place that can be chosen is one whose holidays are known", async () => {
  const places = await calendar().places()
  expect(places.length).toBeGreaterThan(150)
  const germany = places.find(({ country }) => country === "DE")
  expect(germany?.regions).toContainEqual({ code: "BY", name: "Bayern" })
  for (const { country, regions } of places) {
    for (const holidayRegion of [null, ...regions.map(({ code }) => code)]) {
      expect(await knowsHolidays(country, holidayRegion)).toBeNull()
      const changes = { holidayCountry: country, holidayRegion }
      expect(UpdateCalendar.safeParse({ version: 1, changes }).success, `${country} ${holidayRegion}`).toBe(
        true,
      )
    }
  }
})
