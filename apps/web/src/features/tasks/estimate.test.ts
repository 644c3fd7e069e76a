import { expect, test } from "vitest"
import { parseMinutes, writeMinutes } from "./estimate"

test("a length of work as people type it", () => {
  for (const text of ["2:30", "2.5", "2,5", "2 h 30 min", "2h30m", "150 min", "2.5 h", "2,5 Std."])
    expect(parseMinutes(text, "en-GB"), text).toBe(150)
  expect(parseMinutes("8", "en-GB")).toBe(480)
  expect(parseMinutes("0", "en-GB")).toBe(0)
  for (const text of ["", "a day", "-2", "2:70", "1:2:3"])
    expect(parseMinutes(text, "en-GB"), text).toBeNull()
})

test("what is written can be read again", () => {
  for (const locale of ["en-GB", "de-DE"]) {
    for (const minutes of [0, 1, 15, 20, 45, 90, 100, 480, 6_000_000])
      expect(parseMinutes(writeMinutes(minutes, locale), locale), `${minutes} ${locale}`).toBe(minutes)
  }
  expect(writeMinutes(150, "de-DE")).toBe("2,5")
  expect(writeMinutes(140, "en-GB")).toBe("2:20")
})
