import { settings } from "@alphas/db/schema/settings"
import { timeEntries } from "@alphas/db/schema/time"
import { users } from "@alphas/db/schema/users"
import { eq } from "drizzle-orm"
import { afterEach, describe, expect, it, vi } from "vitest"
import { eachInWorld } from "../test-world"
import type { TestApi } from "../testing"
import { type TimeWorld, timeWorld } from "./testing"

let api: TestApi
let world: TimeWorld

eachInWorld(timeWorld, (opened, made) => {
  ;[api, world] = [opened, made]
})
afterEach(() => {
  vi.useRealTimers()
})

const db = () => api.database.connection.db

async function livesIn(timeZone: string) {
  await db().update(settings).set({ timeZone: "Europe/Berlin" })
  await db().update(users).set({ timeZone }).where(eq(users.id, world.member.id))
}
const clock = (day: string, from: string, to: string) =>
  world.time().create({ ...world.about(), day, from, to })
const rows = () =>
  db()
    .select({ day: timeEntries.day, startedAt: timeEntries.startedAt, minutes: timeEntries.minutes })
    .from(timeEntries)
    .orderBy(timeEntries.startedAt)

describe("the day of time is the day on the clock of whoever spends it", () => {
  const zones = [
    { zone: "Australia/Sydney", startedAt: "2026-01-11T21:00:00.000Z" },
    { zone: "Pacific/Honolulu", startedAt: "2026-01-12T18:00:00.000Z" },
    { zone: "Pacific/Kiritimati", startedAt: "2026-01-11T18:00:00.000Z" },
  ]
  for (const { zone, startedAt } of zones)
    it(`in ${zone}, from one time to another as by minutes`, async () => {
      await livesIn(zone)
      await clock("2026-01-12", "08:00", "10:00")
      await clock("2026-01-12", "22:00", "00:00")
      await world.enter("2026-01-12", 30)
      const found = await rows()
      expect(found.map(({ day, minutes }) => [day, minutes])).toEqual([
        ["2026-01-12", 120],
        ["2026-01-12", 120],
        ["2026-01-12", 30],
      ])
      expect(found[0]?.startedAt).toBe(startedAt)
      const { entries } = await world.time().weeks.get({ monday: "2026-01-12" })
      expect(entries).toHaveLength(3)
    })

  it("cuts a timer at the midnight of that clock, and submits its week by it", async () => {
    await livesIn("Australia/Sydney")
    // From 20:00 on Sunday to 03:00 on Monday, 12 January, in Sydney; all of it on Sunday in Berlin.
    vi.useFakeTimers({ now: Date.parse("2026-01-11T16:00:00Z"), toFake: ["Date"] })
    const { timer } = world.time()
    await timer.start(world.about())
    await world.ranFor(7 * 60)
    await expect(world.step(world.member, "2026-01-05", "submit")).rejects.toThrow(
      /since 2026-01-11 at 20:00/,
    )
    await timer.stop(await world.seen())
    expect((await rows()).map(({ day, minutes }) => [day, minutes])).toEqual([
      ["2026-01-11", 240],
      ["2026-01-12", 180],
    ])
  })
})

describe("a day has the hours that its clocks show", () => {
  it("from 00:00 to 00:00: 24, and 23 or 25 when the clocks change", async () => {
    await livesIn("Europe/Berlin")
    for (const day of ["2026-02-12", "2026-03-29", "2025-10-26"]) await clock(day, "00:00", "00:00")
    expect((await rows()).map(({ day, minutes }) => [day, minutes])).toEqual([
      ["2025-10-26", 1_500],
      ["2026-02-12", 1_440],
      ["2026-03-29", 1_380],
    ])
  })

  it("and holds no more time than that", async () => {
    await livesIn("Europe/Berlin")
    await expect(world.enter("2026-02-03", 1_500)).rejects.toThrow(/more than its 24 hours/)
    await expect(world.enter("2026-03-29", 1_381)).rejects.toThrow(/more than its 23 hours/)
    await world.enter("2025-10-26", 1_500)
    await expect(world.enter("2025-10-26", 1)).rejects.toThrow(/more than its 25 hours/)
  })
})

describe("time by the clock that is entered twice", () => {
  it("is refused, with the time that is there; what only touches it is not", async () => {
    await livesIn("Europe/Berlin")
    const day = "2026-02-16"
    await clock(day, "19:35", "19:40")
    await clock(day, "19:40", "19:45")
    for (const [from, to] of [
      ["19:35", "19:41"],
      ["19:35", "19:40"],
      ["19:00", "20:00"],
      ["19:36", "19:37"],
    ] as const)
      await expect(clock(day, from, to)).rejects.toMatchObject({
        details: { fields: { from: [expect.stringMatching(/already entered 19:35 to 19:40/)] } },
      })
    expect(await rows()).toHaveLength(2)
    await world.enter(day, 30)
    expect((await world.time().list({})).items.map(({ overlaps }) => overlaps)).toEqual([false, false, false])
  })

  it("is kept and marked when a timer measured it or it was restored", async () => {
    await livesIn("Europe/Berlin")
    vi.useFakeTimers({ now: Date.parse("2026-02-16T12:00:00Z"), toFake: ["Date"] })
    const { timer, list, remove, restore } = world.time()
    await timer.start(world.about())
    await world.ranFor(60)
    await clock("2026-02-16", "12:30", "12:45")
    await timer.stop(await world.seen())
    expect((await list({})).items.map(({ overlaps }) => overlaps)).toEqual([true, true])
    const entry = (await list({})).items.find(({ minutes }) => minutes === 15)
    const gone = await remove({ id: entry?.id ?? "", version: 1 })
    expect((await list({})).items).toMatchObject([{ overlaps: false }])
    await restore(gone)
    expect((await list({})).items.map(({ overlaps }) => overlaps)).toEqual([true, true])
  })
})
