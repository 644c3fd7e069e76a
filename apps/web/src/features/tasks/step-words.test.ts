import { expect, test } from "vitest"
import { stepsOf } from "./step-words"

const task = {
  status: "under_review",
  assignees: [{ id: "anna", name: "Anna" }],
  submittedBy: "ben",
} as const
const offered = (id: string, alone = false) =>
  Object.fromEntries(
    stepsOf({ ...task, assignees: [...task.assignees] }, { id, alone }).map(({ step, refused }) => [
      step,
      refused,
    ]),
  )

test("who does a task and who submitted it are told why they do not review it; others, and who is alone, do", () => {
  expect(offered("anna").approve).toMatch(/^You are assigned to this task/)
  expect(offered("ben").sendBack).toMatch(/^You submitted this task/)
  for (const free of [offered("cleo"), offered("anna", true), offered("ben", true)])
    expect(free).toEqual({ sendBack: null, approve: null })
})
