import { expect, test } from "vitest"
import { type ColumnBoxes, targetAt } from "./drag-target"

const column = (status: ColumnBoxes["status"], left: number, ids: string): ColumnBoxes => ({
  status,
  box: { left, right: left + 90, top: 0, bottom: 500 },
  cards: [...ids].map((id, index) => ({ id, box: { top: index * 50, bottom: index * 50 + 40 } })),
})
const board = [column("not_started", 0, "abc"), column("in_progress", 100, "")]

test("a card goes behind the last one whose middle is above the pointer", () => {
  expect(targetAt(board, 10, 5)).toEqual({ to: "not_started", afterId: null })
  expect(targetAt(board, 10, 25)).toEqual({ to: "not_started", afterId: "a" })
  expect(targetAt(board, 10, 400)).toEqual({ to: "not_started", afterId: "c" })
  expect(targetAt(board, 150, 400)).toEqual({ to: "in_progress", afterId: null })
})

test("between the columns and beside the board, the nearest column counts", () => {
  expect(targetAt(board, 99, 5)?.to).toBe("in_progress")
  expect(targetAt(board, 900, 5)?.to).toBe("in_progress")
  expect(targetAt([], 0, 0)).toBeNull()
})
