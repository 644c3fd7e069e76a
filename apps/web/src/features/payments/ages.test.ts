import { dayNumberOf } from "@alphas/domain/days"
import { expect, test } from "vitest"
import { ages, dueDaysOf } from "./ages"

test("every due day has one age, and they touch each other", () => {
  const today = "2026-03-01"
  const days = ages.map((age) => dueDaysOf(age, today))
  expect(days[0]).toEqual({ dueFrom: today, dueTo: null })
  expect(days[1]).toEqual({ dueFrom: "2026-01-30", dueTo: "2026-02-28" })
  expect(days.at(-1)).toEqual({ dueFrom: null, dueTo: "2025-11-30" })
  for (const [at, { dueFrom }] of days.entries()) {
    const older = days[at + 1]?.dueTo
    if (older && dueFrom) expect(dayNumberOf(dueFrom) - dayNumberOf(older)).toBe(1)
  }
})
