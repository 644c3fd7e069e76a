import { GetCalendar } from "@alphas/domain/calendar/input"
import { expect, test } from "vitest"
import { calendarYears } from "./calendar-years"

test("years are named only where the calendar does not know them unasked, and no more than may be asked for", () => {
  const today = "2026-11-23"
  expect(calendarYears("2025-01-01", "2027-12-31", today)).toBeUndefined()
  expect(calendarYears("2019-05-06", "2019-05-12", today)).toEqual({ fromYear: 2019, toYear: 2019 })
  const long = calendarYears("1990-01-01", "2030-12-31", today)
  expect(long).toEqual({ fromYear: 2019, toYear: 2030 })
  expect(GetCalendar.safeParse(long).success).toBe(true)
})
