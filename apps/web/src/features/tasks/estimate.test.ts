import { expect, test } from "vitest"
import { parseMinutes } from "./estimate"

test("a length of work as people type it", () => {
  for (const text of ["2:30", "2.5", "2,5", "2 h 30 min", "2h30m", "150 min", "2.5 h", "2,5 Std."])
    expect(parseMinutes(text, "en-GB"), text).toBe(150)
  expect(parseMinutes("8", "en-GB")).toBe(480)
  expect(parseMinutes("0", "en-GB")).toBe(0)
  for (const text of ["", "a day", "-2", "2:70", "1:2:3"])
    expect(parseMinutes(text, "en-GB"), text).toBeNull()
})
