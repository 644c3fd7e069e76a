import type { TaskRow } from "@alphas/domain/tasks/dto"
import type { TaskStatus } from "@alphas/domain/tasks/words"
import { expect, test } from "vitest"
import { type Columns, columnsOf, placed, rowsPlaced, standsThere } from "./board-order"

// Of a row the board's order knows no more than this.
const card = (id: string, status: TaskStatus, rank: number) => ({ id, status, rank }) as TaskRow
const board = () =>
  columnsOf([
    card("c", "not_started", 3),
    card("a", "not_started", 1),
    card("b", "not_started", 1),
    card("x", "in_progress", 7),
  ])
const ids = (columns: Columns, status: TaskStatus) => columns[status].map(({ id }) => id).join("")

test("columns are ordered by rank, then by id", () => {
  expect(ids(board(), "not_started")).toBe("abc")
})

test("a card goes behind another one, or first, in its own column and in another", () => {
  expect(ids(placed(board(), { id: "a", to: "not_started", afterId: "b" }), "not_started")).toBe("bac")
  expect(ids(placed(board(), { id: "c", to: "not_started", afterId: null }), "not_started")).toBe("cab")
  const moved = placed(board(), { id: "b", to: "in_progress", afterId: "x" })
  expect([ids(moved, "not_started"), ids(moved, "in_progress")]).toEqual(["ac", "xb"])
  expect(moved.in_progress[1]?.status).toBe("in_progress")
})

test("the rows of a board in which a card was put elsewhere are in that order, and the card has its new version", () => {
  const rows = Object.values(board()).flat()
  const moved = columnsOf(rowsPlaced(rows, { id: "b", to: "in_progress", afterId: null }, 9))
  expect([ids(moved, "not_started"), ids(moved, "in_progress")]).toEqual(["ac", "bx"])
  expect(moved.in_progress[0]?.version).toBe(9)
  // Cards of one rank are told apart as well.
  const sorted = columnsOf(rowsPlaced(rows, { id: "b", to: "not_started", afterId: null }))
  expect(ids(sorted, "not_started")).toBe("bac")
})

test("a card that is gone changes nothing; behind one that is gone is the end", () => {
  const before = board()
  expect(placed(before, { id: "z", to: "completed", afterId: null })).toBe(before)
  expect(ids(placed(before, { id: "x", to: "not_started", afterId: "z" }), "not_started")).toBe("abcx")
})

test("putting a card where it stands is nothing to send", () => {
  expect(standsThere(board(), { id: "b", to: "not_started", afterId: "a" })).toBe(true)
  expect(standsThere(board(), { id: "a", to: "not_started", afterId: null })).toBe(true)
  expect(standsThere(board(), { id: "a", to: "not_started", afterId: "b" })).toBe(false)
})
