import { expect, test } from "vitest"
import { planEdit, planValues } from "./plan-values"

const id = "0199c0de-0000-7000-8000-000000000001"
const task = { id, status: "not_started" } as const
const before = planValues({
  mode: "automatic",
  durationDays: 3,
  notBefore: "2026-11-02",
  startDay: "2026-11-03",
})

test("only what the person changed is asked for, whatever the task has become meanwhile", () => {
  const changes = { durationDays: 5 }
  expect(planEdit(task, { ...before, ...changes }, changes)).toEqual({
    edit: { id, durationDays: 5 },
    problems: {},
  })
  expect(planEdit(task, before, {}).edit).toEqual({ id })
})

test("what does not count in the chosen mode is not asked for", () => {
  const days = { notBefore: "", startDay: "2026-12-01" }
  expect(planEdit(task, { ...before, ...days }, days).edit).toEqual({ id, notBefore: null })
  const byHand = { ...days, mode: "manual" as const }
  expect(planEdit(task, { ...before, ...byHand }, byHand).edit).toEqual({
    id,
    mode: "manual",
    startDay: "2026-12-01",
  })
  const begun = { id, status: "in_progress" } as const
  expect(planEdit(begun, { ...before, ...days }, days).edit).toEqual({ id, startDay: "2026-12-01" })
})

test("a milestone takes no time, and what was one takes the days that the field shows", () => {
  const becomes = { milestone: true, durationDays: 9 }
  expect(planEdit(task, { ...before, ...becomes }, becomes).edit).toEqual({ id, durationDays: 0 })
  const was = planValues({ ...before, durationDays: 0, notBefore: null })
  const changes = { milestone: false }
  expect(planEdit(task, { ...was, ...changes }, changes).edit).toEqual({ id, durationDays: 1 })
})

test("a day or a length that the plan cannot calculate with is left out, and told at its field", () => {
  const wrong = { notBefore: "20226-05-01", durationDays: 20_000 }
  const { edit, problems } = planEdit(task, { ...before, ...wrong }, wrong)
  expect(edit).toEqual({ id })
  expect(problems).toEqual({
    notBefore: "Enter a date like 2026-11-30.",
    durationDays: "A task can take at most 2,000 working days.",
  })
  for (const durationDays of ["", 0, 1.5]) {
    const changes = { durationDays }
    expect(Object.keys(planEdit(task, { ...before, ...changes }, changes).problems)).toEqual(["durationDays"])
  }
  const emptied = { mode: "manual" as const, startDay: "" }
  expect(Object.keys(planEdit(task, { ...before, ...emptied }, emptied).problems)).toEqual(["startDay"])
})
