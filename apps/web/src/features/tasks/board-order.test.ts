import type { TaskRow } from "@alphas/domain/tasks/dto"
import type { TaskStatus } from "@alphas/domain/tasks/words"
import { expect, test } from "vitest"
import { type Columns, columnsOf, hasArrived, placed, standsThere } from "./board-order"

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

test("a card has arrived once the board was read after the answer, in the version that was answered or a later one", () => {
  const answer = { version: 2, at: 1_000 }
  const row = (version: number) => ({ ...card("a", "not_started", 1), version })
  // Put elsewhere in its column the card keeps its version: the board from before has it where it was.
  expect(hasArrived(row(2), answer, 1_000)).toBe(false)
  expect(hasArrived(row(2), answer, 1_001)).toBe(true)
  expect(hasArrived(row(1), answer, 1_001)).toBe(false)
  expect(hasArrived(row(3), answer, 1_001)).toBe(true)
  expect(hasArrived(undefined, answer, 0)).toBe(true)
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
