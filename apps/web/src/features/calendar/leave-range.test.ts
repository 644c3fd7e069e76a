import { expect, test } from "vitest"
import { daysFrom, leaveRange } from "./leave-range"

test("the days of the month that an address names, else of this month", () => {
  expect(leaveRange("2028-02", "2026-11-23")).toEqual({ from: "2028-02-01", to: "2028-02-29" })
  expect(leaveRange("never", "2026-11-23")).toEqual({ from: "2026-11-01", to: "2026-11-30" })
  expect(daysFrom({ from: "2026-12-30", to: "2027-01-01" })).toEqual([
    "2026-12-30",
    "2026-12-31",
    "2027-01-01",
  ])
})
