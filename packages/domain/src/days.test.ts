import { expect, test } from "vitest"
import { dayNumberOf, dayOf, weekdayOf } from "./days"

test("a day and its number say the same, before 1970 and in leap years too", () => {
  for (const day of ["1970-01-01", "1969-12-31", "2024-02-29", "2026-11-22", "1900-03-01"]) {
    expect(dayOf(dayNumberOf(day))).toBe(day)
  }
  expect(dayNumberOf("1970-01-01")).toBe(0)
  expect(dayNumberOf("1969-12-31")).toBe(-1)
})

test("what is no day is refused", () => {
  for (const text of [
    "2026-02-30",
    "2025-02-29",
    "2026-13-01",
    "2026-1-1",
    "22.11.2026",
    "",
    "2026-11-22T00:00",
  ]) {
    expect(() => dayNumberOf(text)).toThrow(RangeError)
  }
})

test("weekdays are counted from Monday, before 1970 too", () => {
  expect(
    ["2026-11-23", "2026-11-22", "1969-12-29", "1970-01-01"].map((day) => weekdayOf(dayNumberOf(day))),
  ).toEqual([0, 6, 0, 3])
})

test("every day from 1600 to 2400 is the one that the language's own calendar has", () => {
  const first = Date.UTC(1600, 0, 1) / 86_400_000
  const last = Date.UTC(2400, 11, 31) / 86_400_000
  for (let number = first; number <= last; number++) {
    const day = new Date(number * 86_400_000).toISOString().slice(0, 10)
    if (dayOf(number) !== day || dayNumberOf(day) !== number)
      throw new Error(`${number} is ${day}, not ${dayOf(number)}`)
  }
})

test.each([
  "2026-02-29",
  "2100-02-29",
  "2026-13-01",
  "2026-00-10",
  "2026-04-31",
  "2026-1-1",
  "2026-11-0x",
  "",
  "20261130  ",
])("%j is not a day", (text) => {
  expect(() => dayNumberOf(text)).toThrow(RangeError)
})
