import { expect, test } from "vitest"
import { busyOf, loadWeeksOf } from "./workload"

test("people are asked about in the weeks that a task touches", () => {
  expect(loadWeeksOf({ startDay: "2026-11-25", endDay: "2026-11-25" })).toEqual({
    monday: "2026-11-23",
    weeks: 1,
  })
  expect(loadWeeksOf({ startDay: "2026-11-29", endDay: "2026-12-07" })).toEqual({
    monday: "2026-11-23",
    weeks: 3,
  })
  expect(loadWeeksOf({ startDay: "2026-01-05", endDay: "2028-01-05" }).weeks).toBe(26)
})

test("a person's weeks are added up", () => {
  const person = { id: "a", name: "Anna" }
  const week = { monday: "2026-11-23", capacity: 2400, assigned: 600, booked: 0, billable: 0 }
  const days = { daysOff: 0, daysAway: 0 }
  const weeks = [
    { ...week, ...days },
    { ...week, ...days, assigned: 4300 },
  ]
  expect(busyOf([{ person, dailyMinutes: 480, weeks }]).get("a")).toEqual({
    assigned: 4900,
    capacity: 4800,
    overbooked: true,
  })
})
