import { type Ordinal, type Rule, type RuleWeekday, workdays } from "./recurrence"

export const weekdayNames: Record<RuleWeekday, string> = {
  MO: "Monday",
  TU: "Tuesday",
  WE: "Wednesday",
  TH: "Thursday",
  FR: "Friday",
  SA: "Saturday",
  SU: "Sunday",
}

export const ordinalWords: Record<`${Ordinal}`, string> = {
  1: "first",
  2: "second",
  3: "third",
  4: "fourth",
  [-1]: "last",
}

const units = { DAILY: "day", WEEKLY: "week", MONTHLY: "month", YEARLY: "year" } as const
const alone = {
  DAILY: "every day",
  WEEKLY: "every week",
  MONTHLY: "every month",
  YEARLY: "every year",
} as const

/** A rule in words: "every 2 weeks on Monday and Thursday, until 2026-12-31". */
export function sayRule(rule: Rule, sayDay: (day: string) => string = (day) => day): string {
  return `${sayOften(rule)}${sayEnd(rule, sayDay)}`
}

/** Whether it comes on every day from Monday to Friday. */
export const isEveryWorkday = ({ interval, weekdays, ordinal }: Rule): boolean =>
  interval === 1 && ordinal === null && weekdays.join() === workdays.join()

function sayOften(rule: Rule): string {
  const { frequency, interval, weekdays, ordinal, monthDay } = rule
  if (isEveryWorkday(rule)) return "every weekday"
  const often = interval === 1 ? alone[frequency] : `every ${interval} ${units[frequency]}s`
  if (monthDay !== null) return `${often} on ${monthDay === -1 ? "the last day" : `day ${monthDay}`}`
  const names = listOf(weekdays.map((day) => weekdayNames[day]))
  if (ordinal !== null) return `${often} on the ${ordinalWords[ordinal]} ${names}`
  if (weekdays.length === 7) return interval === 1 ? alone.DAILY : `${often} on every day`
  return names === "" ? often : `${frequency === "DAILY" ? alone.WEEKLY : often} on ${names}`
}

function sayEnd({ count, until }: Rule, sayDay: (day: string) => string): string {
  if (until !== null) return `, until ${sayDay(until)}`
  if (count === null) return ""
  return count === 2 ? ", once more" : `, ${count - 1} times more`
}

const listOf = (words: readonly string[]): string =>
  words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`
