import type { Role } from "@alphas/domain/permissions"
import { expect, it } from "vitest"
import { seesTasksOf, withTasksOf } from "./reach"

const as = (role: Role) => ({ id: "me", role })
const [mine, foreign] = [{ members: [{ id: "other" }, { id: "me" }] }, { members: [{ id: "other" }] }]

it("shows a team member the tasks of campaigns on which they work, and a manager all", () => {
  expect([mine, foreign].map((each) => seesTasksOf(as("team_member"), each))).toEqual([true, false])
  expect([mine, foreign].map((each) => seesTasksOf(as("manager"), each))).toEqual([true, true])
  expect([mine, foreign].map((each) => seesTasksOf(as("finance"), each))).toEqual([false, false])
})

it("asks for the campaigns of a team member where their tasks are wanted, and for all of a manager", () => {
  expect(withTasksOf(as("team_member"))).toEqual({ memberId: "me" })
  expect(withTasksOf(as("manager"))).toEqual({})
})
