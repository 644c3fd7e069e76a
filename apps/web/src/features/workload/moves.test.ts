import type { Preview } from "@alphas/domain/schedule/plan"
import type { LoadedTask, PersonLoad } from "@alphas/domain/workload/dto"
import { expect, test } from "vitest"
import { weekFrom } from "../../format/weeks"
import { doersOf, givenTo, movesMore, shifted, withLoad, withTask } from "./moves"

const [anna, ben, cleo] = [
  { id: "a", name: "Anna" },
  { id: "b", name: "Ben" },
  { id: "c", name: "Cleo" },
]
const task = (also: Partial<LoadedTask>): LoadedTask =>
  // Of a task only these count here.
  ({ id: "t", startDay: "2026-11-25", endDay: "2026-12-01", load: [180, 120, 0], ...also }) as LoadedTask

test("a task that is given to somebody is theirs in every way in which it was the other's", () => {
  const given = (responsible: typeof anna | null, assignees: (typeof anna)[]) =>
    doersOf(givenTo({ responsible, assignees }, "a", ben))
  expect(given(anna, [anna])).toEqual({ responsibleId: "b", assigneeIds: ["b"] })
  expect(given(cleo, [cleo, anna])).toEqual({ responsibleId: "c", assigneeIds: ["b", "c"] })
  expect(given(ben, [ben, anna])).toEqual({ responsibleId: "b", assigneeIds: ["b"] })
  expect(given(null, [anna, cleo])).toEqual({ responsibleId: null, assigneeIds: ["b", "c"] })
})

test("a task takes its load along into another week", () => {
  expect(weekFrom("2026-12-30", 1)).toBe("2027-01-06")
  const days = { startDay: "2026-12-02", endDay: "2026-12-08" }
  expect(shifted(task({}), 1)).toMatchObject({ ...days, load: [0, 180, 120] })
  expect(shifted(task(days), -1)).toMatchObject({ startDay: "2026-11-25", load: [120, 0, 0] })
})

test("a preview is asked about when more moves than the hand did, or not as far", () => {
  const move = (id: string, startDay: string, by = 5) => {
    const placed = { mode: "automatic" as const, endDay: startDay, durationDays: 1, notBefore: null }
    return {
      ...{ id, version: 1, days: by, before: { ...placed, startDay: "2026-11-25" } },
      after: { ...placed, startDay },
    }
  }
  const preview = (...moves: Preview["moves"]): Preview => ({
    ...{ moves, endBefore: null, endAfter: null, schedule: { tasks: new Map(), endDay: null } },
  })
  expect(movesMore(preview(move("t", "2026-12-02")), "t", "2026-12-02")).toBe(false)
  expect(movesMore(preview(move("t", "2026-12-03")), "t", "2026-12-02")).toBe(false)
  expect(movesMore(preview(move("t", "2026-12-08")), "t", "2026-12-02")).toBe(true)
  expect(movesMore(preview(move("t", "2026-12-02"), move("u", "2026-12-03")), "t", "2026-12-02")).toBe(true)
  expect(movesMore(preview(), "t", "2026-12-02")).toBe(true)
})

test("what was moved is shown at once among the tasks and in the figures", () => {
  const answer = { tasks: [task({})], other: [0, 0, 0] }
  expect(withTask(answer, "t", null).tasks).toEqual([])
  expect(withTask(answer, "t", task({ title: "New" })).tasks).toMatchObject([{ title: "New" }])
  expect(withTask({ ...answer, tasks: [] }, "t", task({})).tasks).toHaveLength(1)
  const week = {
    ...{ monday: "", capacity: 2400, assigned: 150, booked: 0, billable: 0, daysOff: 0, daysAway: 0 },
    worked: { capacity: 0, billable: 0 },
  }
  const loads: PersonLoad[] = [anna, ben].map((person) => ({
    person,
    dailyMinutes: 480,
    weeks: [week, week],
  }))
  const assigned = withLoad(loads, "a", [180, 0], [0, 120]).map(({ weeks }) =>
    weeks.map((each) => each.assigned),
  )
  expect(assigned).toEqual([
    [0, 270],
    [150, 150],
  ])
})
