import { dayNumberOf, dayOf } from "@alphas/domain/days"
import { expect, test } from "vitest"
import { openingDay } from "./opening"

const bar = (startDay: string, endDay: string) => ({ startDay, endDay })
const at = (...bars: ReturnType<typeof bar>[]) =>
  dayOf(openingDay(bars, { today: "2026-06-15", before: 20, inSight: 60, margin: 4 }))
const today = "2026-05-26"

test("a chart opens at today while any of its first rows has its bar there", () => {
  expect(at()).toBe(today)
  expect(at(bar("2026-06-01", "2026-07-01"), bar("2026-02-01", "2026-03-01"))).toBe(today)
  // A campaign that begins soon: most of its tasks come later, and both today and the first one are in sight.
  const later = ["2026-09-01", "2026-09-08", "2026-09-15"].map((day) => bar(day, day))
  expect(at(bar("2026-06-22", "2026-06-26"), ...later)).toBe(today)
})

test("where all are to come, it opens at the first of them, and not where the most are", () => {
  expect(
    at(bar("2027-03-01", "2027-03-05"), bar("2027-08-01", "2027-08-02"), bar("2027-08-03", "2027-08-04")),
  ).toBe("2027-02-25")
})

test("where all are over, it opens where the most of them are in sight, and of equals at the one next to today", () => {
  const old = [
    bar("2026-02-01", "2026-03-01"),
    bar("2026-02-10", "2026-03-10"),
    bar("2026-02-20", "2026-04-01"),
  ]
  const left = dayNumberOf(at(...old, bar("2025-06-01", "2025-07-01")))
  for (const { startDay, endDay } of old) {
    expect(dayNumberOf(endDay)).toBeGreaterThanOrEqual(left)
    expect(dayNumberOf(startDay)).toBeLessThan(left + 60)
  }
  expect(at(bar("2025-01-01", "2025-02-01"), bar("2026-02-01", "2026-03-01"))).toBe("2026-01-28")
})
