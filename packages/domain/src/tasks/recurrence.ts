export const frequencies = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"] as const
export type Frequency = (typeof frequencies)[number]

/** As RFC 5545 writes them, from Monday. */
export const ruleWeekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const
export type RuleWeekday = (typeof ruleWeekdays)[number]

/** Monday to Friday. */
export const workdays: readonly RuleWeekday[] = ruleWeekdays.slice(0, 5)

/** Which weekday of its month: the first to the fourth, or -1 for the last. */
export const ordinals = [1, 2, 3, 4, -1] as const
export type Ordinal = (typeof ordinals)[number]

/** A rule by which a task comes again: what RFC 5545 calls a RRULE, as far as whole days go. */
export interface Rule {
  frequency: Frequency
  /** Every so many days, weeks, months or years. */
  interval: number
  /** From Monday, each once. Empty: the weekday on which the task begins. */
  weekdays: RuleWeekday[]
  /** Of a monthly rule with one weekday: which of them. */
  ordinal: Ordinal | null
  /** Of a monthly rule: 1 to 31, or -1 for its last day. Months without that day are left out. */
  monthDay: number | null
  /** How often in all, the task itself included; null without an end, or with a last day. */
  count: number | null
  /** The last day on which it may begin, `YYYY-MM-DD`. */
  until: string | null
}

/** What is wrong with a rule that somebody wrote, as a sentence. */
export class RuleError extends Error {}

const wrong = (sentence: string): never => {
  throw new RuleError(sentence)
}

const known = ["FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "COUNT", "UNTIL"] as const
type Part = (typeof known)[number]
const finer = ["SECONDLY", "MINUTELY", "HOURLY"]
const example = "Enter it like FREQ=WEEKLY;BYDAY=MO."

/** Reads a rule. @throws RuleError with the sentence for whoever wrote it. */
export function readRule(text: string): Rule {
  const parts = partsOf(text)
  const frequency = frequencyOf(parts.get("FREQ"))
  const rule: Rule = {
    frequency,
    interval: numberOf(parts, "INTERVAL", 1, 99) ?? 1,
    ...daysOf(parts, frequency),
    count: numberOf(parts, "COUNT", 2, 999),
    until: untilOf(parts.get("UNTIL")),
  }
  if (rule.count !== null && rule.until !== null) wrong("Use COUNT or UNTIL, not both.")
  if (frequency === "DAILY" && rule.weekdays.length > 0 && rule.interval > 1)
    wrong("A daily rule cannot have both BYDAY and INTERVAL; a weekly rule can.")
  return rule
}

function partsOf(text: string): Map<Part, string> {
  const parts = new Map<Part, string>()
  for (const each of text
    .toUpperCase()
    .replace(/^RRULE:/, "")
    .replace(/;$/, "")
    .split(";")) {
    const [name = "", value = "", ...rest] = each.split("=")
    // The week of every rule begins on Monday, as it does by the standard where nothing is said.
    if (each === "WKST=MO") continue
    if (name === "WKST") return wrong("Weeks start on Monday. Remove WKST.")
    const part = known.find((one) => one === name)
    if (value === "" || rest.length > 0) return wrong(`"${each}" is not part of a rule. ${example}`)
    if (part === undefined)
      return wrong(`${name} is not supported. A rule can have ${known.slice(0, 5).join(", ")} and UNTIL.`)
    if (parts.has(part)) return wrong(`${part} appears twice.`)
    parts.set(part, value)
  }
  return parts
}

function frequencyOf(value: string | undefined): Frequency {
  const found = frequencies.find((each) => each === value)
  if (found !== undefined) return found
  if (value !== undefined && finer.includes(value))
    return wrong("A task can repeat at most once a day. Use FREQ=DAILY, WEEKLY, MONTHLY or YEARLY.")
  return wrong(`Enter how often: FREQ=DAILY, WEEKLY, MONTHLY or YEARLY. ${example}`)
}

function numberOf(parts: Map<Part, string>, name: Part, least: number, most: number): number | null {
  const text = parts.get(name)
  if (text === undefined) return null
  const value = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN
  if (name === "COUNT" && value < least) return wrong("COUNT includes this task, so it must be at least 2.")
  return value >= least && value <= most ? value : wrong(`${name} must be a number from ${least} to ${most}.`)
}

function daysOf(parts: Map<Part, string>, frequency: Frequency) {
  const [byDay, byMonthDay] = [parts.get("BYDAY"), parts.get("BYMONTHDAY")]
  const none: Pick<Rule, "weekdays" | "ordinal" | "monthDay"> = {
    weekdays: [],
    ordinal: null,
    monthDay: null,
  }
  if (byMonthDay !== undefined && frequency !== "MONTHLY")
    return wrong("Use BYMONTHDAY only with FREQ=MONTHLY.")
  if (byDay !== undefined && frequency === "YEARLY")
    return wrong("A yearly rule repeats on the date the task starts. Remove BYDAY.")
  if (byMonthDay !== undefined) {
    if (byDay !== undefined) return wrong("Use BYDAY or BYMONTHDAY, not both.")
    const day = /^(-1|\d{1,2})$/.test(byMonthDay) ? Number(byMonthDay) : 0
    if (day === 0 || day > 31) return wrong("BYMONTHDAY must be one day from 1 to 31, or -1 for the last.")
    return { ...none, monthDay: day }
  }
  if (byDay === undefined) return none
  if (frequency === "MONTHLY") return { ...none, ...nthOf(byDay) }
  const named = byDay.split(",")
  const unknown = named.find((each) => !ruleWeekdays.some((day) => day === each))
  if (unknown !== undefined)
    return wrong(`"${unknown}" is not a weekday. Use ${ruleWeekdays.join(", ")}, with commas between them.`)
  return { ...none, weekdays: ruleWeekdays.filter((day) => named.includes(day)) }
}

function nthOf(byDay: string): { weekdays: RuleWeekday[]; ordinal: Ordinal } {
  const [, nth, name] = /^([1-4]|-1)([A-Z]{2})$/.exec(byDay) ?? []
  const ordinal = ordinals.find((each) => String(each) === nth)
  const weekday = ruleWeekdays.find((each) => each === name)
  if (ordinal === undefined || weekday === undefined)
    return wrong(
      "BYDAY in a monthly rule must be one numbered weekday, such as 1MO, or -1FR for the last Friday.",
    )
  return { weekdays: [weekday], ordinal }
}

function untilOf(value: string | undefined): string | null {
  if (value === undefined) return null
  const day = value.replace(/^(\d{4})-?(\d\d)-?(\d\d)$/, "$1-$2-$3")
  const time = Date.parse(`${day}T00:00:00Z`)
  // Of 30 February the day would be another one.
  const exists = !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === day
  return exists && day >= "1970-01-01" && day <= "2199-12-31"
    ? day
    : wrong("UNTIL must be a day without a time, such as 20261231.")
}

/** A rule as RFC 5545 writes it, its parts always in the same order. */
export function writeRule({ frequency, interval, weekdays, ordinal, monthDay, count, until }: Rule): string {
  return [
    `FREQ=${frequency}`,
    ...(interval === 1 ? [] : [`INTERVAL=${interval}`]),
    ...(weekdays.length === 0 ? [] : [`BYDAY=${weekdays.map((day) => `${ordinal ?? ""}${day}`).join(",")}`]),
    ...(monthDay === null ? [] : [`BYMONTHDAY=${monthDay}`]),
    ...(count === null ? [] : [`COUNT=${count}`]),
    ...(until === null ? [] : [`UNTIL=${until.replaceAll("-", "")}`]),
  ].join(";")
}

/** The rule that a checked text says; null for a text that is none. */
export function ruleOf(text: string): Rule | null {
  try {
    return readRule(text)
  } catch (error) {
    if (error instanceof RuleError) return null
    throw error
  }
}
