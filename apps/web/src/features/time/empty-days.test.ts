import type { Timesheet } from "@alphas/domain/time/dto"
import { expect, test } from "vitest"
import { emptyDays } from "./empty-days"

// Of an entry only its day counts here.
const week = (...days: string[]) => ({
  monday: "2026-06-01",
  entries: days.map((day) => ({ day })) as Timesheet["entries"],
})
const weekend = (day: string) => (["2026-06-06", "2026-06-07"].includes(day) ? "" : null)

test("working days without time are empty; weekends, holidays and leave are not", () => {
  expect(emptyDays(week("2026-06-02", "2026-06-03"), weekend, [])).toEqual([
    ...["2026-06-01", "2026-06-04", "2026-06-05"],
  ])
  const holiday = (day: string) => (day === "2026-06-04" ? "Corpus Christi" : weekend(day))
  const leave = [{ fromDay: "2026-05-20", toDay: "2026-06-01" }]
  expect(emptyDays(week("2026-06-02", "2026-06-03"), holiday, leave)).toEqual(["2026-06-05"])
  expect(emptyDays(week("2026-06-02", "2026-06-03", "2026-06-05"), holiday, leave)).toEqual([])
})
