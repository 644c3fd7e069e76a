import { dayNumberOf, dayOf } from "@alphas/domain/days"
import { expect, test } from "vitest"
import { openingDay } from "./opening"

const bar = (startDay: string, endDay: string) => ({ startDay, endDay })
const at = (...bars: ReturnType<typeof bar>[]) =>
  dayOf(openingDay(bars, { today: "2026-06-15", before: 20, inSight: 60, margin: 4 }))
const today = "2026-05-26"

test("a chart opens at today while most of its first rows have their bars there", () => {
  expect(at()).toBe(today)
  expect(at(bar("2026-06-01", "2026-07-01"), bar("2026-02-01", "2026-03-01"))).toBe(today)
})

test("where they have not, it opens where the most of them are in sight", () => {
  const old = [
    bar("2026-02-01", "2026-03-01"),
    bar("2026-02-10", "2026-03-10"),
    bar("2026-02-20", "2026-04-01"),
  ]
  const left = dayNumberOf(at(...old, bar("2026-06-01", "2026-07-01")))
  for (const { startDay, endDay } of old) {
    expect(dayNumberOf(endDay)).toBeGreaterThanOrEqual(left)
    expect(dayNumberOf(startDay)).toBeLessThan(left + 60)
  }
})

test("rows that are all over, or all to come, are opened at the ones next to today", () => {
  expect(at(bar("2025-01-01", "2025-02-01"), bar("2026-02-01", "2026-03-01"))).toBe("2026-01-28")
  expect(at(bar("2027-03-01", "2027-04-01"))).toBe("2027-02-25")
})
