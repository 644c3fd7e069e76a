import { readLength, writeLength } from "@alphas/domain/length"
import { expect, test } from "vitest"
import { sayMinutes } from "./minutes"

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
      expect(readLength(writeLength(minutes)), `${minutes} ${locale}`).toBe(minutes)
      expect(readLength(sayMinutes(minutes, locale)), `${minutes} ${locale}`).toBe(minutes)
    }
  }
  expect([0, 5, 90, 1_500].map(writeLength)).toEqual(["0:00", "0:05", "1:30", "25:00"])
})
