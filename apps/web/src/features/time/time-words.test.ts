import { expect, test } from "vitest"
import { sayChangedCell, sayClock, sayElapsed } from "./time-words"

test("minutes of a cell, and nothing where there are none", () => {
  expect([0, 5, 90, 1_500].map(sayClock)).toEqual(["", "0:05", "1:30", "25:00"])
})

test("a cell that was changed elsewhere says what it holds now", () => {
  expect(sayChangedCell(90)).toContain("it is 1:30 now")
  expect(sayChangedCell(0)).toContain("it is 0:00 now")
})

test("how long a timer runs, to the second, and never less than nothing", () => {
  expect([-5_000, 0, 465_900, 36_000_000].map(sayElapsed)).toEqual([
    "0:00:00",
    "0:00:00",
    "0:07:45",
    "10:00:00",
  ])
})
