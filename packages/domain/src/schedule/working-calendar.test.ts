import fc from "fast-check"
import { expect, test } from "vitest"
import { dayNumberOf, dayOf, weekdayOf } from "../days"
import { WorkingCalendar } from "./working-calendar"

const mondayToFriday = [true, true, true, true, true, false, false]

test("weekends and holidays have no number; both directions agree across the end of the year", () => {
  const calendar = new WorkingCalendar(
    { weekdays: mondayToFriday, off: ["2026-12-25", "2027-01-01"] },
    "2026-12-23",
  )
  expect([0, 1, 2, 6, 7, -1].map((index) => calendar.dayAt(index))).toEqual([
    "2026-12-23",
    "2026-12-24",
    "2026-12-28",
    "2027-01-04",
    "2027-01-05",
    "2026-12-22",
  ])
  expect(calendar.indexOf("2026-12-25")).toBe(2)
  expect(calendar.works("2026-12-25")).toBe(false)
  expect(calendar.works("2026-12-24")).toBe(true)
})

test("it counts as one does on paper, whatever the week and the holidays", () => {
  const day = fc.integer({ min: dayNumberOf("2025-01-01"), max: dayNumberOf("2028-12-31") })
  const week = fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }).filter((days) => days.includes(true))
  fc.assert(
    fc.property(week, fc.array(day, { maxLength: 60 }), day, day, (weekdays, holidays, origin, other) => {
      const calendar = new WorkingCalendar({ weekdays, off: holidays.map(dayOf) }, dayOf(origin))
      const works = (number: number) => weekdays[weekdayOf(number)] === true && !holidays.includes(number)
      let counted = 0
      for (let at = Math.min(origin, other); at < Math.max(origin, other); at++) if (works(at)) counted++
      expect(calendar.indexOfNumber(other)).toBe(other >= origin ? counted : counted === 0 ? 0 : -counted)
      const shown = calendar.numberAt(calendar.indexOfNumber(other))
      expect(works(shown)).toBe(true)
      expect(shown).toBeGreaterThanOrEqual(other)
      expect(calendar.works(dayOf(other))).toBe(works(other))
    }),
    { numRuns: 300 },
  )
})

test("a week without a working day is refused, and so is a day that is none", () => {
  const none = mondayToFriday.map(() => false)
  expect(() => new WorkingCalendar({ weekdays: none, off: [] }, "2026-01-01")).toThrow("At least one day")
  expect(() => new WorkingCalendar({ weekdays: mondayToFriday, off: ["2026-02-30"] }, "2026-01-01")).toThrow(
    RangeError,
  )
})
