import { expect, test } from "vitest"
import { monthFrom, monthOf, sayMonth } from "./months"

const reader = { locale: "en-GB", timeZone: "Europe/Berlin", agencyZone: "Europe/Berlin", now: 0 }

test("months follow each other across years", () => {
  expect([monthFrom("2026-12", 1), monthFrom("2026-01", -1), monthFrom("2026-05", 20)]).toEqual([
    "2027-01",
    "2025-12",
    "2028-01",
  ])
  expect(monthOf("2026-13", "2026-11-25")).toBe("2026-11")
  expect(monthOf("2026-10", "2026-11-25")).toBe("2026-10")
})

test("months by their names", () => {
  expect(sayMonth("2026-11", reader)).toBe("November 2026")
  expect(sayMonth("2026-11-01", reader)).toBe("November 2026")
})
