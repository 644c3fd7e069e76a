import { expect, test } from "vitest"
import { parseMinutes, sayMinutes, writeMinutes } from "./minutes"

const read = (minutes: number, locale = "en-GB", how?: "round") =>
  sayMinutes(minutes, locale, how).replaceAll("\u00a0", " ")

test("lengths read the same everywhere", () => {
  expect([0, 5, 60, 603, 1_335].map((minutes) => read(minutes))).toEqual([
    ...["0 h", "5 min", "1 h", "10 h 3 min", "22 h 15 min"],
  ])
  expect(read(600_000, "de-DE")).toBe("10.000 h")
  expect(read(600_000, "en-GB")).toBe("10,000 h")
  expect([20, 59, 60, 89, 90, 1_335].map((minutes) => read(minutes, "en-GB", "round"))).toEqual([
    ...["20 min", "59 min", "1 h", "1 h", "2 h", "22 h"],
  ])
})

test("what is written can be read again, and so can what is read", () => {
  for (const locale of ["en-GB", "de-DE"]) {
    for (const minutes of [0, 1, 15, 20, 45, 90, 100, 480, 59_999, 6_000_000]) {
      expect(parseMinutes(writeMinutes(minutes), locale), `${minutes} ${locale}`).toBe(minutes)
      expect(parseMinutes(sayMinutes(minutes, locale), locale), `${minutes} ${locale}`).toBe(minutes)
    }
  }
  expect([0, 5, 90, 1_500].map(writeMinutes)).toEqual(["0:00", "0:05", "1:30", "25:00"])
})

test("a length of work as people type it", () => {
  for (const text of ["2:30", "2.5", "2,5", "2 h 30 min", "2h30m", "150 min", "2.5 h", "2,5 Std."])
    expect(parseMinutes(text, "en-GB"), text).toBe(150)
  expect(parseMinutes("8", "en-GB")).toBe(480)
  expect(parseMinutes("0", "en-GB")).toBe(0)
  for (const text of ["", "a day", "-2", "2:70", "1:2:3"])
    expect(parseMinutes(text, "en-GB"), text).toBeNull()
})
