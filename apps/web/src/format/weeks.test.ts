import { expect, test } from "vitest"
import { daysOf, mondayOf, sayWeekday, weekFrom, weekNumber, weekOf } from "./weeks"

const reader = { locale: "en-GB", timeZone: "Europe/Berlin", agencyZone: "Europe/Berlin", now: 0 }

test("a week is named by its Monday, and numbered as ISO 8601 does", () => {
  expect(mondayOf("2026-11-22")).toBe("2026-11-16")
  expect(weekFrom("2026-12-28", 1)).toBe("2027-01-04")
  expect(daysOf("2026-10-26").at(-1)).toBe("2026-11-01")
  expect([weekNumber("2026-11-16"), weekNumber("2026-12-28"), weekNumber("2027-01-04")]).toEqual([47, 53, 1])
})

test("an address that names no day means this week", () => {
  expect(weekOf("2026-11-19", "2026-01-01")).toBe("2026-11-16")
  for (const value of ["", "soon", "2026-13-01"]) expect(weekOf(value, "2026-11-22")).toBe("2026-11-16")
})

test("weekdays by their names", () => {
  expect(sayWeekday("2026-11-16", reader)).toEqual({ name: "Mon", date: "16" })
})
