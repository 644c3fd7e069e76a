import { expect, test } from "vitest"
import { layWeek, weeksOf } from "./month"

test("a month is shown in whole weeks from Monday", () => {
  const weeks = weeksOf("2026-11")
  expect(weeks).toHaveLength(6)
  expect(weeks[0]?.[0]).toBe("2026-10-26")
  expect(weeks.at(-1)?.at(-1)).toBe("2026-12-06")
  expect(weeksOf("2027-02"), "exactly four weeks").toHaveLength(4)
})

test("no task of a week covers another, and what goes on is marked", () => {
  const week = weeksOf("2026-11")[1] ?? []
  const bars = layWeek(week, [
    { id: "a", startDay: "2026-11-03", endDay: "2026-11-04" },
    { id: "b", startDay: "2026-10-01", endDay: "2026-11-03" },
    { id: "c", startDay: "2026-11-05", endDay: "2026-12-01" },
    { id: "d", startDay: "2026-11-09", endDay: "2026-11-10" },
  ])
  expect(bars.map(({ task, lane, from, to }) => [task.id, lane, from, to])).toEqual([
    ["b", 0, 0, 1],
    ["a", 1, 1, 2],
    ["c", 0, 3, 6],
  ])
  expect([bars[0]?.before, bars[0]?.after, bars[2]?.after]).toEqual([true, false, true])
})
