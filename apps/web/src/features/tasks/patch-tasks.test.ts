import { expect, test } from "vitest"
import { patchTasks } from "./patch-tasks"

const done = { status: "completed" } as const

test("a task changes wherever it is shown", () => {
  expect(patchTasks({ id: "a", status: "in_progress" }, "a", done)).toEqual({ id: "a", status: "completed" })
  expect(patchTasks([{ id: "a" }, { id: "b" }], "b", done)).toEqual([{ id: "a" }, { id: "b", ...done }])
  const page = { items: [{ id: "a" }], nextCursor: null, total: 1 }
  expect(patchTasks(page, "a", done)).toEqual({ ...page, items: [{ id: "a", ...done }] })
  expect(patchTasks({ pages: [page] }, "a", done)).toEqual({
    pages: [{ ...page, items: [{ id: "a", ...done }] }],
  })
})

test("an answer without it stays the very same", () => {
  const board = [{ id: "a" }]
  expect(patchTasks(board, "z", done)).toBe(board)
  const plan = { tasks: board, dependencies: [{ id: "z" }] }
  expect(patchTasks(plan, "z", done), "a dependency of the same id is no task").toBe(plan)
  expect(patchTasks(undefined, "z", done)).toBeUndefined()
})
