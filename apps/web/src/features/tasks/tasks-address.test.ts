import { expect, test } from "vitest"
import { isFiltered, myTasksQuery, standardTasks, tasksQuery } from "./tasks-address"

const open = ["not_started", "in_progress", "under_review"]
const id = "00000000-0000-7000-8000-000000000001"

test("completed tasks are shown to who asks for them, by their status or beside the others", () => {
  expect(tasksQuery(standardTasks).status).toEqual(open)
  expect(tasksQuery({ ...standardTasks, completed: "also" }).status).toEqual([])
  expect(tasksQuery({ ...standardTasks, completed: "only" }).status).toEqual(["completed"])
  expect(tasksQuery({ ...standardTasks, status: ["completed"] }).status).toEqual(["completed"])
  expect(myTasksQuery({ ...standardTasks, completed: "also" }, id)).toMatchObject({
    status: open,
    assigneeId: [id],
  })
})

test("what somebody wrote into the address by hand and nobody knows is left out", () => {
  const odd = {
    status: ["on_fire"],
    assignee: ["none", "me"],
    from: "2026-02-40",
    sort: "evil",
    direction: "up",
  }
  expect(tasksQuery({ ...standardTasks, ...odd })).toMatchObject({
    ...{ status: open, assigneeId: [null], from: null, sort: "endDay", direction: "asc" },
  })
})

test("the standard narrows nothing", () => {
  expect(isFiltered(standardTasks)).toBe(false)
  expect(isFiltered({ ...standardTasks, sort: "title", page: 3, task: id })).toBe(false)
  expect(isFiltered({ ...standardTasks, completed: "also" })).toBe(true)
  expect(isFiltered({ ...standardTasks, campaign: [id] })).toBe(true)
})
