import { expect, test } from "vitest"
import { busyOf, loadWeeksOf } from "./workload"

test("people are asked about in the weeks that a task touches, but for those that are over", () => {
  const weeks = (startDay: string, endDay: string, today = "2026-11-02") =>
    loadWeeksOf({ startDay, endDay }, today)
  expect(weeks("2026-11-25", "2026-11-25")).toEqual({ monday: "2026-11-23", weeks: 1 })
  expect(weeks("2026-11-29", "2026-12-07")).toEqual({ monday: "2026-11-23", weeks: 3 })
  expect(weeks("2026-11-29", "2026-12-07", "2026-12-02")).toEqual({ monday: "2026-11-30", weeks: 2 })
  expect(weeks("2026-11-29", "2026-12-07", "2027-01-01")).toEqual({ monday: "2026-12-28", weeks: 1 })
  expect(weeks("2026-01-05", "2029-01-05").weeks).toBe(26)
})

test("a person's weeks are added up", () => {
  const person = { id: "a", name: "Anna" }
  const week = { monday: "2026-11-23", capacity: 2400, assigned: 600, booked: 0, billable: 0 }
  const days = { worked: { capacity: 0, billable: 0 }, daysOff: 0, daysAway: 0 }
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
