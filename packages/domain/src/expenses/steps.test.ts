import { expect, test } from "vitest"
import { mayEdit, refusedStep, type Standing, stepsOpen } from "./steps"
import { type ExpenseState, expenseStates, expenseSteps } from "./words"

const nobody: Standing = { own: false, approves: false, manages: false, billed: false }
const person = { ...nobody, own: true }
const manager = { ...nobody, approves: true }
const finance = { ...nobody, approves: true, manages: true }
const steps = (standing: Standing) =>
  Object.fromEntries(expenseStates.map((state) => [state, stepsOpen(state, standing).join(" ")]))

test("each sees the steps that are theirs, from every state", () => {
  const none = { draft: "", submitted: "", approved: "", rejected: "", reimbursed: "" }
  expect(steps(nobody)).toEqual(none)
  expect(steps(person)).toEqual({ ...none, draft: "submit", rejected: "submit", submitted: "withdraw" })
  expect(steps(manager)).toEqual({ ...none, submitted: "approve reject" })
  expect(steps(finance)).toEqual({ ...none, submitted: "approve reject", approved: "reimburse reverse" })
  expect(steps({ ...finance, billed: true }).approved).toBe("reimburse")
})

test("nobody decides their own, whatever else they may", () => {
  for (const step of ["approve", "reject"] as const)
    expect(refusedStep(step, { ...finance, own: true })).toMatch(/Somebody else approves/)
})

test("what is decided is edited by nobody, and what is submitted only by who manages those of others", () => {
  const editable = (standing: Standing): ExpenseState[] =>
    expenseStates.filter((state) => mayEdit(state, standing))
  expect(editable(person)).toEqual(["draft", "rejected"])
  expect(editable({ ...finance, own: true })).toEqual(["draft", "rejected"])
  expect(editable(finance)).toEqual(["draft", "submitted", "rejected"])
  expect(editable(manager)).toEqual([])
})

test("every state is reached by a step, and what was paid is left by none", () => {
  const reached = Object.values(expenseSteps).map(({ to }) => to)
  expect(expenseStates.filter((state) => state !== "draft" && !reached.includes(state))).toEqual([])
  expect(Object.values(expenseSteps).some(({ from }) => from.includes("reimbursed"))).toBe(false)
})
