import { preview } from "@alphas/domain/schedule/plan"
import { expect, test } from "vitest"
import type { GanttRow, Gesture } from "../../gantt/rows"
import { type Plan, planInput } from "../tasks/plan"
import { editOf, goesElsewhere, withMoves } from "./plan-data"

const task = (id: string, startDay: string, endDay: string, durationDays: number): Plan["tasks"][number] => ({
  ...{ id, startDay, endDay, durationDays, title: id, campaign: null, campaignId: "c", parentId: null },
  ...{ status: "not_started", priority: "normal", mode: "automatic", notBefore: null, estimateMinutes: null },
  ...{
    minutes: 0,
    progress: 0,
    labels: [],
    recurrence: null,
    responsible: null,
    submittedBy: null,
    assignees: [],
    checklistTotal: 0,
    checklistDone: 0,
  },
  ...{ rank: 0, createdAt: "", updatedAt: "", version: 1 },
})

const plan: Plan = {
  startDay: "2026-03-02",
  endDay: "2026-03-31",
  archived: false,
  today: "2026-03-02",
  week: { weekdays: [true, true, true, true, true, false, false], off: [] },
  absences: [],
  tasks: [task("a", "2026-03-02", "2026-03-03", 2), task("b", "2026-03-04", "2026-03-05", 2)],
  dependencies: [
    { id: "l", predecessorId: "a", successorId: "b", type: "finish_start", lagDays: 0, version: 1 },
  ],
}

function gesture(kind: Gesture["kind"], amount: number, unit: Gesture["unit"] = "days"): Gesture {
  const row: GanttRow = {
    ...{ id: "a", title: "a", depth: 0, kind: "task", startDay: "2026-03-02", endDay: "2026-03-03" },
    ...{
      progress: 0,
      expanded: null,
      tone: "normal",
      floatUntil: null,
      late: false,
      manual: false,
      conflict: false,
    },
    ...{ note: "", words: "", movable: true },
  }
  return { id: "a", kind, amount, unit, row }
}

test("a move by the pointer goes by calendar days, one by the keys by working days", () => {
  expect(editOf(gesture("move", 3), plan)).toEqual({ id: "a", startDay: "2026-03-05" })
  expect(editOf(gesture("move", 5, "workingDays"), plan)).toEqual({ id: "a", startDay: "2026-03-09" })
  expect(editOf(gesture("move", -1, "workingDays"), plan)).toEqual({ id: "a", startDay: "2026-02-27" })
})

test("an end that is drawn over a weekend counts its working days only", () => {
  expect(editOf(gesture("end", 6), plan)).toEqual({ id: "a", durationDays: 6 })
  expect(editOf(gesture("end", 5), plan)).toEqual({ id: "a", durationDays: 5 })
  expect(editOf(gesture("end", -4), plan)).toEqual({ id: "a", durationDays: 1 })
  expect(editOf(gesture("end", 2, "workingDays"), plan)).toEqual({ id: "a", durationDays: 4 })
})

test("a start that is drawn keeps the end", () => {
  expect(editOf(gesture("start", 1), plan)).toEqual({ id: "a", startDay: "2026-03-03", durationDays: 1 })
})

test("what a preview moves is where the plan then has it, with the server's versions", () => {
  const edit = editOf(gesture("move", 1), plan)
  const { moves } = preview(planInput(plan), edit === null ? [] : [edit])
  expect(moves.filter(goesElsewhere).map(({ id, days }) => [id, days])).toEqual([
    ["a", 1],
    ["b", 1],
  ])
  const after = withMoves(plan, moves, new Map([["b", 7]]))
  expect(after.tasks.map(({ startDay, version }) => [startDay, version])).toEqual([
    ["2026-03-03", 1],
    ["2026-03-05", 7],
  ])
})

test("a gesture on a task that is gone asks for nothing", () => {
  expect(editOf(gesture("move", 1), { ...plan, tasks: [] })).toBeNull()
})
