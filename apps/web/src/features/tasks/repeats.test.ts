import { describe, expect, test } from "vitest"
import { refusalOf } from "../../data/refusal"
import {
  draftOf,
  monthDayOf,
  onMonthDay,
  recurrenceOf,
  rhythms,
  sayRepeats,
  textOf,
  withRhythm,
} from "./repeats"

/** A Thursday. */
const day = "2026-11-26"
const none = draftOf("")

describe("a rule in a form", () => {
  test("is offered as a rhythm on the day on which the task begins, and read back as such", () => {
    const texts = rhythms.map(({ value }) => textOf(withRhythm(none, value, day)))
    expect(texts).toEqual([
      "",
      "FREQ=DAILY",
      "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
      "FREQ=WEEKLY;BYDAY=TH",
      "FREQ=MONTHLY;BYMONTHDAY=26",
      "FREQ=YEARLY",
      "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH",
    ])
    expect(texts.map((text) => draftOf(text).rhythm)).toEqual(rhythms.map(({ value }) => value))
    for (const text of texts) expect(textOf(draftOf(text))).toBe(text)
  })

  test("of a month comes on a day, the last one, or a weekday", () => {
    const { rule } = withRhythm(none, "MONTHLY", day)
    for (const choice of ["15", "1", "-1", "1MO", "-1FR"])
      expect(monthDayOf(onMonthDay(rule, choice))).toBe(choice)
  })

  test("is not sent while its end is not filled in", () => {
    const weekly = withRhythm(none, "WEEKLY", day)
    const problem = (text: string) => {
      try {
        return recurrenceOf(text)
      } catch (error) {
        return refusalOf(error).fields.recurrence?.[0]
      }
    }
    expect(problem(textOf({ ...weekly, ends: "until" }))).toBe("Choose the last day.")
    expect(problem(textOf({ ...weekly, ends: "count" }))).toBe(
      "Enter how many times it repeats, this one included.",
    )
    const until = { ...weekly, rule: { ...weekly.rule, until: "2027-01-31" }, ends: "until" as const }
    expect(recurrenceOf(textOf(until))).toBe("FREQ=WEEKLY;BYDAY=TH;UNTIL=20270131")
    expect(recurrenceOf("")).toBeNull()
  })

  test("is said in words", () => {
    const say = (text: string | null) => sayRepeats(text, (each) => `the ${each.slice(8)}th`)
    expect(say("FREQ=WEEKLY;BYDAY=MO;UNTIL=20270131")).toBe("Every week on Monday, until the 31th")
    expect(say(null)).toBeNull()
  })
})
