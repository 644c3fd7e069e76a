import { expect, test } from "vitest"
import { readLength, writeLength } from "./length"

const lengths: [minutes: number, ...typed: string[]][] = [
  [150, "2:30", "2.5", "2,5", "2 h 30 min", "2h30m", "150 min", "2.5 h", "2,5 Std.", " 2:30 "],
  [30, ":30", "0:30", ".5", ",5", "30m", "0.5h"],
  [15, ".25", ",25", "0.25"],
  [90, "1:30", "1h30m", "1h 30m", "1.5h", "90m", "1,5", "9:00-10:30", "9-10:30", "11:30am - 1pm"],
  [150, "9:30-12pm", "9:30 – 12:00", "9.30-12", "9:30am-12pm", "9:30 to 12 p.m."],
  [120, "1-3pm", "13:00-15:00", "22:00-24:00", "12am-2am"],
  [480, "8", "8:00"],
  [60_000, "1000", "1,000", "1.000"],
  [0, "0", "0:00"],
]

test("a length of time is read in every way that people write it", () => {
  for (const [minutes, ...typed] of lengths)
    for (const text of typed) expect(readLength(text), text).toBe(minutes)
})

test("nothing else is taken for one", () => {
  const none = ["", " ", "h", ":", "a day", "-2", "2:70", "1:2:3", "soon", "12-9", "9-9", "13pm-14", "25-26"]
  for (const text of none) expect(readLength(text), text).toBeNull()
})

test("what is written is read again", () => {
  for (const minutes of [0, 1, 15, 20, 45, 90, 480, 1_500, 59_999, 6_000_000])
    expect(readLength(writeLength(minutes))).toBe(minutes)
  expect([0, 5, 90, 1_500].map(writeLength)).toEqual(["0:00", "0:05", "1:30", "25:00"])
})
