import { expect, test } from "vitest"
import { localeChoices } from "./choices"
import { firstWeekday, parseDay, parseTime, writeDay, writeTime } from "./typed-day"

const today = "2026-11-30"

test("a day is written in the figures of the language", () => {
  expect(writeDay("2026-12-31", "en-GB")).toBe("31/12/2026")
  expect(writeDay("2026-12-31", "en-US")).toBe("12/31/2026")
  expect(writeDay("2026-12-31", "de-DE")).toBe("31.12.2026")
  expect([writeDay("", "en-GB"), writeDay("soon", "en-GB")]).toEqual(["", ""])
})

test("what is written can be read again in every language that is offered, and so can the plain form", () => {
  for (const { value } of localeChoices()) {
    for (const day of ["2026-12-31", "2027-03-04", "2024-02-29"]) {
      expect(parseDay(writeDay(day, value), value, today), `${value} ${writeDay(day, value)}`).toBe(day)
      expect(parseDay(day, value, today), value).toBe(day)
    }
    expect(parseTime(writeTime("21:05", value)), value).toBe("21:05")
  }
})

test("a day as people type it", () => {
  for (const text of ["4/3/2027", "04-03-27", "4 3 2027", "4 March 2027", "4. Mar 2027"])
    expect(parseDay(text, "en-GB", today), text).toBe("2027-03-04")
  expect(parseDay("3/4/2027", "en-US", today)).toBe("2027-03-04")
  expect(parseDay("4.3.", "de-DE", today)).toBe("2026-03-04")
  expect(parseDay("4. März", "de-DE", today)).toBe("2026-03-04")
  for (const text of ["", "soon", "4", "31/02/2027", "4/3/2027/1", "4/3/1", "4/13/2027", "32 March"])
    expect(parseDay(text, "en-GB", today), text).toBeNull()
})

test("a time of the day as people type it, and as their language writes it", () => {
  expect([writeTime("09:30", "de-DE"), writeTime("21:05", "en-US"), writeTime("", "en-GB")]).toEqual([
    ...["09:30", "09:05 PM", ""],
  ])
  for (const [text, time] of [
    ...[
      ["9:30", "09:30"],
      ["9.30", "09:30"],
      ["0930", "09:30"],
      ["9", "09:00"],
      ["9:30 pm", "21:30"],
    ],
    ...[
      ["12 am", "00:00"],
      ["12:15 p.m.", "12:15"],
      ["23:59", "23:59"],
    ],
  ])
    expect(parseTime(text ?? ""), text).toBe(time)
  for (const text of ["", "24:00", "9:60", "13 pm", "0 am", "noon"]) expect(parseTime(text), text).toBeNull()
})

test("weeks begin as the language has them", () => {
  expect([firstWeekday("en-US"), firstWeekday("de-DE"), firstWeekday("en-GB")]).toEqual([0, 1, 1])
})
