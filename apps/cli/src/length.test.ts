import { expect, test } from "vitest"
import { lengthText, minutesOf } from "./length"

test("a length of time is read in every way that people write it, and nothing else is taken for one", () => {
  const written = ["1:30", "0:05", "1h30m", "1h 30m", "1.5h", "90m", "1.5", "2", "0.25"]
  expect(written.map(minutesOf)).toEqual([90, 5, 90, 90, 90, 90, 90, 120, 15])
  for (const typed of ["", " ", "h", "1:60", "-1", "1,5", "soon", "1.255"])
    expect(() => minutesOf(typed), typed).toThrow(/is not a length of time\. Write it like 1:30/)
  expect([5, 90, 1_500].map(lengthText)).toEqual(["0:05", "1:30", "25:00"])
})
