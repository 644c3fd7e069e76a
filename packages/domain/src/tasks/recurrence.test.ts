import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { dayNumberOf, dayOf, weekdayOf } from "../days"
import { following, nextDay } from "./occurrences"
import { frequencies, ordinals, type Rule, ruleOf, ruleWeekdays, writeRule } from "./recurrence"
import { Recurrence } from "./recurrence-input"
import { sayRule } from "./recurrence-words"

const refusal = (text: string) => Recurrence.safeParse(text).error?.issues[0]?.message ?? null

describe("a rule that somebody writes", () => {
  it("is kept in one way of writing, whatever its order and case", () => {
    for (const [given, kept] of [
      ["RRULE:byday=th,mo;freq=weekly;interval=2", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH"],
      [" FREQ=DAILY;INTERVAL=1 ", "FREQ=DAILY"],
      ["FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=12", "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=12"],
      ["FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20261231", "FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20261231"],
      ["UNTIL=2027-01-31;FREQ=YEARLY", "FREQ=YEARLY;UNTIL=20270131"],
      ["RRULE:FREQ=WEEKLY;INTERVAL=1;COUNT=2;BYDAY=MO;", "FREQ=WEEKLY;BYDAY=MO;COUNT=2"],
      ["FREQ=MONTHLY;INTERVAL=6;WKST=MO", "FREQ=MONTHLY;INTERVAL=6"],
    ])
      expect(Recurrence.parse(given)).toBe(kept)
  })

  it("is refused with a sentence when it is more often than daily, unknown, contradictory or has a time", () => {
    for (const [given, sentence] of [
      ["FREQ=HOURLY", /at most once a day/],
      ["FREQ=SECONDLY;INTERVAL=86400", /at most once a day/],
      ["BYDAY=MO", /Enter how often/],
      ["FREQ=WEEKLY;WKST=SU", /Weeks start on Monday/],
      ["FREQ=WEEKLY;;BYDAY=MO", /"" is not part/],
      ["FREQ=WEEKLY;BYHOUR=9", /BYHOUR is not supported/],
      ["FREQ=WEEKLY;BYDAY=XX", /"XX" is not a weekday/],
      ["FREQ=WEEKLY;BYDAY=1MO", /not a weekday/],
      ["FREQ=WEEKLY;BYMONTHDAY=1", /only with FREQ=MONTHLY/],
      ["FREQ=MONTHLY;BYDAY=MO", /one numbered weekday, such as 1MO/],
      ["FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=1", /not both/],
      ["FREQ=MONTHLY;BYMONTHDAY=32", /from 1 to 31/],
      ["FREQ=YEARLY;BYDAY=MO", /Remove BYDAY/],
      ["FREQ=DAILY;INTERVAL=2;BYDAY=MO", /both BYDAY and INTERVAL/],
      ["FREQ=DAILY;INTERVAL=0", /from 1 to 99/],
      ["FREQ=DAILY;INTERVAL=-1", /from 1 to 99/],
      ["FREQ=DAILY;COUNT=0", /at least 2/],
      ["FREQ=DAILY;COUNT=1", /at least 2/],
      ["FREQ=DAILY;COUNT=3;UNTIL=20261231", /not both/],
      ["FREQ=DAILY;UNTIL=20261231T090000Z", /without a time/],
      ["FREQ=DAILY;UNTIL=20260230", /without a time/],
      ["FREQ=DAILY;FREQ=WEEKLY", /twice/],
      ["every Monday", /not part of a rule/],
      ["", /not part of a rule/],
    ] as const)
      expect(refusal(given), given).toMatch(sentence)
  })
})

const day = fc.integer({ min: dayNumberOf("2020-01-01"), max: dayNumberOf("2040-12-31") }).map(dayOf)
/** Every rule that passes the checks. */
const rules: fc.Arbitrary<Rule> = fc
  .record({
    frequency: fc.constantFrom(...frequencies),
    interval: fc.integer({ min: 1, max: 99 }),
    weekdays: fc.subarray([...ruleWeekdays]),
    ordinal: fc.constantFrom(null, ...ordinals),
    monthDay: fc.constantFrom(null, -1, 1, 15, 28, 29, 30, 31),
    count: fc.constantFrom(null, 2, 3, 10),
    until: fc.option(day),
  })
  .map(({ frequency, interval, weekdays, ordinal, monthDay, count, until }) => {
    const monthly = frequency === "MONTHLY"
    const nth = monthly && monthDay === null && weekdays.length > 0 ? ordinal : null
    const named = monthly
      ? nth === null
        ? []
        : weekdays.slice(0, 1)
      : frequency === "YEARLY"
        ? []
        : weekdays
    return {
      frequency,
      interval: frequency === "DAILY" && named.length > 0 ? 1 : interval,
      weekdays: named,
      ordinal: nth,
      monthDay: monthly ? monthDay : null,
      count,
      until: count === null ? until : null,
    }
  })

describe("what comes next", () => {
  it("of every rule is read back as it was written, and said in words", () => {
    fc.assert(
      fc.property(rules, (rule) => {
        expect(Recurrence.parse(writeRule(rule))).toBe(writeRule(rule))
        expect(ruleOf(writeRule(rule))).toEqual(rule)
        expect(sayRule(rule)).toMatch(/^every /)
      }),
    )
  })

  it("is strictly later, keeps to the last day and to the days of the rule, and nothing of the rule is between", () => {
    fc.assert(
      fc.property(rules, day, fc.integer({ min: -40, max: 40 }), (rule, anchor, away) => {
        const start = dayOf(dayNumberOf(anchor) + away)
        const next = following(rule, anchor, start)
        if (next === null) return
        expect(next.day > anchor && next.day > start).toBe(true)
        if (rule.until !== null) expect(next.day <= rule.until).toBe(true)
        const weekday = ruleWeekdays[weekdayOf(dayNumberOf(next.day))]
        if (rule.weekdays.length > 0) expect(rule.weekdays).toContain(weekday)
        if ((rule.monthDay ?? -1) > 0) expect(Number(next.day.slice(8))).toBe(rule.monthDay)
        const before = dayOf(dayNumberOf(next.day) - 1)
        expect(nextDay(rule, anchor, before)).toBe(next.day)
      }),
    )
  })

  it("comes as often as COUNT says, the first one included", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 30 }), day, (count, first) => {
        let rule = ruleOf(`FREQ=WEEKLY;COUNT=${count}`)
        let [at, made] = [first, 1]
        while (rule !== null) {
          const next = following(rule, at, at)
          expect(next).not.toBeNull()
          if (next === null) return
          expect(dayNumberOf(next.day) - dayNumberOf(at)).toBe(7)
          at = next.day
          rule = next.rule
          made += 1
        }
        expect(made).toBe(count)
      }),
    )
  })

  it("keeps its rhythm when an occurrence was moved, over changes of the clock and short months", () => {
    const next = (text: string, anchor: string, start = anchor) => {
      const rule = ruleOf(text)
      return rule && (following(rule, anchor, start)?.day ?? null)
    }
    // The clock goes forward on 29 March 2026 in Europe, and back on 25 October.
    expect(next("FREQ=DAILY", "2026-03-28")).toBe("2026-03-29")
    expect(next("FREQ=DAILY", "2026-03-29")).toBe("2026-03-30")
    expect(next("FREQ=WEEKLY", "2026-10-19")).toBe("2026-10-26")
    // A holiday put it on Tuesday; the next one is on a Monday again, two weeks after the first.
    expect(next("FREQ=WEEKLY;INTERVAL=2", "2026-04-06", "2026-04-07")).toBe("2026-04-20")
    expect(next("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "2026-11-27")).toBe("2026-11-30")
    expect(next("FREQ=MONTHLY;BYMONTHDAY=31", "2026-03-31")).toBe("2026-05-31")
    expect(next("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-01-31")).toBe("2026-02-28")
    expect(next("FREQ=MONTHLY;BYDAY=-1FR", "2026-11-27")).toBe("2026-12-25")
    expect(next("FREQ=YEARLY", "2024-02-29")).toBe("2028-02-29")
    // Of a task that was done late nothing is skipped but what lies before its own start.
    expect(next("FREQ=WEEKLY;BYDAY=MO", "2026-03-02", "2026-03-18")).toBe("2026-03-23")
    expect(next("FREQ=WEEKLY;UNTIL=20260308", "2026-03-02")).toBeNull()
    expect(next("FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=30", "2026-02-10"), "February has no 30th").toBeNull()
  })
})

describe("a rule in words", () => {
  it("says what people say", () => {
    for (const [text, words] of [
      ["FREQ=DAILY", "every day"],
      ["FREQ=DAILY;INTERVAL=3", "every 3 days"],
      ["FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "every weekday"],
      ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every weekday"],
      ["FREQ=DAILY;BYDAY=MO,WE", "every week on Monday and Wednesday"],
      ["FREQ=WEEKLY", "every week"],
      ["FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH,FR", "every 2 weeks on Monday, Thursday and Friday"],
      ["FREQ=MONTHLY;BYMONTHDAY=15", "every month on day 15"],
      ["FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1", "every 3 months on the last day"],
      ["FREQ=MONTHLY;BYDAY=1MO;COUNT=4", "every month on the first Monday, 3 times more"],
      ["FREQ=YEARLY;COUNT=2", "every year, once more"],
      ["FREQ=WEEKLY;BYDAY=MO;UNTIL=20261231", "every week on Monday, until 2026-12-31"],
    ] as const) {
      const rule = ruleOf(text)
      expect(rule && sayRule(rule), text).toBe(words)
    }
    expect(ruleOf("FREQ=NEVER")).toBeNull()
  })
})
