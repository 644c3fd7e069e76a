import * as library from "rrule"
import { type Rule, ruleWeekdays } from "./recurrence"

// Node reads the package's CommonJS, all of which is in `default`; bundlers read its modules, which have no default.
// The types are those of the modules, and both have the same in them.
const { RRule } = "default" in library ? (library.default as typeof library) : library

const frequencies = {
  DAILY: RRule.DAILY,
  WEEKLY: RRule.WEEKLY,
  MONTHLY: RRule.MONTHLY,
  YEARLY: RRule.YEARLY,
}

/** Days are midnights of UTC, which no daylight saving moves. */
const instantOf = (day: string): Date => new Date(`${day}T00:00:00Z`)

/**
 * The first day of a rule after another one; null when nothing more comes. COUNT is not looked at: whoever takes an
 * occurrence counts it down.
 * @param anchor a day of the rule, from which its weeks, months and years are counted
 */
export function nextDay(rule: Rule, anchor: string, after: string): string | null {
  const weekdays = rule.weekdays.map((day) => {
    const place = ruleWeekdays.indexOf(day)
    const weekday = [RRule.MO, RRule.TU, RRule.WE, RRule.TH, RRule.FR, RRule.SA, RRule.SU][place] ?? RRule.MO
    return rule.ordinal === null ? weekday : weekday.nth(rule.ordinal)
  })
  const dates = new RRule({
    freq: frequencies[rule.frequency],
    interval: rule.interval,
    wkst: RRule.MO,
    dtstart: instantOf(anchor),
    byweekday: weekdays.length === 0 ? null : weekdays,
    bymonthday: rule.monthDay,
    until: instantOf(rule.until ?? lastDay),
  })
  return dates.after(instantOf(after), false)?.toISOString().slice(0, 10) ?? null
}

/** Beyond it the schedule does not calculate. */
const lastDay = "2199-12-31"

/** An occurrence that follows, and the rule that it takes along; null when it is the last one. */
export interface Following {
  day: string
  rule: Rule | null
}

/**
 * What follows a task that is completed: strictly after the day of the rule that it stood for and after the day on which
 * it began. Null when the rule is over.
 */
export function following(rule: Rule, anchor: string, startDay: string): Following | null {
  const { count } = rule
  const after = startDay > anchor ? startDay : anchor
  const day = nextDay(rule, anchor, after)
  if (day === null || (count !== null && count < 2)) return null
  const left = count === null ? rule : count > 2 ? { ...rule, count: count - 1 } : null
  return { day, rule: left }
}
