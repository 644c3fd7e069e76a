import { dayNumberOf, dayOf, weekdayOf } from "@alphas/domain/days"
import { expect, test } from "vitest"
import { dayAt, ticksOf, timeScale, xOf, xOfDay, zooms } from "./time-scale"

const [from, to] = [dayNumberOf("2026-11-04"), dayNumberOf("2027-02-10")]

test("begins on a Monday, holds whole weeks, and leaves room on both sides", () => {
  for (const zoom of zooms) {
    const scale = timeScale(zoom, from, to)
    expect(weekdayOf(scale.first)).toBe(0)
    expect(scale.days % 7).toBe(0)
    expect(scale.first).toBeLessThanOrEqual(from - 14)
    expect(scale.first + scale.days).toBeGreaterThan(to + 14)
  }
})

test("a day is found where it stands", () => {
  const scale = timeScale("week", from, to)
  const x = xOfDay(scale, "2026-12-24")
  expect(dayOf(dayAt(scale, x))).toBe("2026-12-24")
  expect(dayOf(dayAt(scale, x + scale.dayWidth - 1))).toBe("2026-12-24")
  expect(xOf(scale, scale.first)).toBe(0)
})

test("months, quarters and years begin where the calendar says", () => {
  const days = (unit: Parameters<typeof ticksOf>[0]) => ticksOf(unit, from, to).map(({ day }) => dayOf(day))
  expect(days("month")).toEqual(["2026-11-01", "2026-12-01", "2027-01-01", "2027-02-01"])
  expect(days("quarter")).toEqual(["2026-10-01", "2027-01-01"])
  expect(days("year")).toEqual(["2026-01-01", "2027-01-01"])
  expect(days("week")[0]).toBe("2026-11-02")
  expect(days("day")).toHaveLength(to - from)
})
