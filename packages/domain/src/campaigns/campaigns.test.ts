import { expect, test } from "vitest"
import { healthOf, latenessOf, type Standing } from "./health"
import { KpiFields } from "./input"
import { kpiProgress } from "./kpi"

const sound: Standing = {
  status: "active",
  endDay: "2026-06-30",
  nextDueDay: "2026-05-20",
  lastDueDay: "2026-06-30",
  progress: 50,
  budgetMinor: 1000,
  actualMinor: 600,
}
const on = (standing: Partial<Standing>, today = "2026-05-20") => healthOf({ ...sound, ...standing }, today)

test("a campaign is late when its end has passed, or its tasks are planned beyond it", () => {
  expect(on({})).toBe("on_track")
  expect(on({}, "2026-07-01")).toBe("late")
  expect(on({ lastDueDay: "2026-07-01" })).toBe("late")
  expect(on({ status: "completed" }, "2026-07-01")).toBe("on_track")
})

test("a campaign is at risk with an overdue task, a used-up budget, or one that runs ahead of the work", () => {
  expect(on({}, "2026-05-21")).toBe("at_risk")
  expect(on({ actualMinor: 1000, progress: 100 })).toBe("at_risk")
  expect(on({ actualMinor: 650 })).toBe("on_track")
  expect(on({ actualMinor: 651 })).toBe("at_risk")
  expect(on({ budgetMinor: 0, actualMinor: 1 })).toBe("at_risk")
  expect(on({ budgetMinor: 0, actualMinor: 0 })).toBe("on_track")
  expect(on({ budgetMinor: null, actualMinor: 1000 })).toBe("on_track")
})

test("whoever does not see the money is told what days say, in the same words, and nothing that the money decides", () => {
  const hidden = { budgetMinor: null, actualMinor: null }
  expect(on(hidden)).toBe("on_schedule")
  expect(on({ actualMinor: 1000 }), "to whom sees it").toBe("at_risk")
  expect(on(hidden, "2026-05-21")).toBe("at_risk")
  expect(on(hidden, "2026-07-01")).toBe("late")
})

test("it is late in one way, whoever asks", () => {
  const late = (change: Partial<Standing>, today = "2026-05-20") => latenessOf({ ...sound, ...change }, today)
  expect(late({})).toBeNull()
  expect(late({ lastDueDay: null })).toBeNull()
  expect(late({ lastDueDay: "2026-07-01" })).toBe("beyond")
  expect(late({}, "2026-07-01")).toBe("ended")
  expect(late({ status: "completed", lastDueDay: "2026-07-01" }, "2026-07-01")).toBeNull()
})

test("a KPI's progress is the way from its start to its target, whichever way is better", () => {
  const progress = (direction: "up" | "down", start: number | null, target: number, value: number | null) =>
    kpiProgress({ direction, start, target }, value)
  expect(progress("up", null, 200, 50)).toBe(25)
  expect(progress("up", 100, 200, 150)).toBe(50)
  expect(progress("up", 100, 200, 90)).toBe(0)
  expect(progress("up", null, 200, 199.99)).toBe(99)
  expect(progress("up", null, 200, 260)).toBe(100)
  expect(progress("down", 60, 20, 30)).toBe(75)
  expect(progress("down", 60, 20, 70)).toBe(0)
  expect(progress("down", null, 20, 40)).toBe(50)
  expect(progress("down", null, 20, 20)).toBe(100)
  expect(progress("down", null, 0, 5)).toBe(0)
  expect(progress("up", null, -10, -20)).toBe(0)
  expect(progress("up", null, 10, null)).toBeNull()
  // A start beyond the target is no way to it.
  expect(progress("up", 100, 50, 0)).toBe(0)
  expect(progress("up", 100, 50, 25)).toBe(50)
  expect(progress("down", 10, 20, 40)).toBe(50)
})

test("a KPI that starts beyond its target is refused at the field", () => {
  const fields = (direction: "up" | "down", start: number | null) =>
    KpiFields.safeParse({ name: "Leads", unit: "leads", target: 50, start, direction }).error?.issues.map(
      ({ path, message }) => `${path.join(".")}: ${message}`,
    )
  expect(fields("up", 100)).toEqual([expect.stringMatching(/^start: .*below the target/)])
  expect(fields("down", 10)).toEqual([expect.stringMatching(/^start: .*above the target/)])
  for (const start of [null, 0, 49]) expect(fields("up", start)).toBeUndefined()
  for (const start of [null, 51, 50]) expect(fields("down", start)).toBeUndefined()
})
