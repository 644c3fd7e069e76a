import {
  type Frequency,
  type Ordinal,
  ordinals,
  type Rule,
  ruleOf,
  ruleWeekdays,
  workdays,
  writeRule,
} from "@alphas/domain/tasks/recurrence"
import { isEveryWorkday, ordinalWords, sayRule, weekdayNames } from "@alphas/domain/tasks/recurrence-words"
import { invalidFields } from "../../data/refusal"

/** What the field of a form offers first. */
export const rhythms = [
  { value: "", label: "Does not repeat" },
  { value: "DAILY", label: "Every day" },
  { value: "workdays", label: "Every weekday" },
  { value: "WEEKLY", label: "Every week" },
  { value: "MONTHLY", label: "Every month" },
  { value: "YEARLY", label: "Every year" },
  { value: "custom", label: "Custom…" },
] as const
export type Rhythm = (typeof rhythms)[number]["value"]

export const units: { value: Frequency; label: string }[] = [
  { value: "DAILY", label: "days" },
  { value: "WEEKLY", label: "weeks" },
  { value: "MONTHLY", label: "months" },
  { value: "YEARLY", label: "years" },
]

/** How it ends; what is chosen and not yet filled in is kept by it. */
export type Ends = "never" | "until" | "count"

/** A rule while somebody edits it. */
export interface RepeatsDraft {
  rhythm: Rhythm
  rule: Rule
  ends: Ends
}

const plain: Rule = {
  ...{ frequency: "WEEKLY", interval: 1, weekdays: [], ordinal: null, monthDay: null },
  ...{ count: null, until: null },
}

/** What a form edits, given the rule that its field holds; empty for none. */
export function draftOf(text: string): RepeatsDraft {
  const rule = text === "" ? null : ruleOf(text)
  if (rule === null) return { rhythm: "", rule: plain, ends: "never" }
  return { rhythm: rhythmOf(rule), rule, ends: rule.until ? "until" : rule.count ? "count" : "never" }
}

function rhythmOf(rule: Rule): Rhythm {
  if (isEveryWorkday(rule)) return "workdays"
  const daily = rule.frequency === "DAILY" && rule.weekdays.length > 0
  return rule.interval === 1 && !daily ? rule.frequency : "custom"
}

/** The rule as the field holds it. An end that is not filled in is left open, which `recurrenceOf` tells. */
export function textOf({ rhythm, rule, ends }: RepeatsDraft): string {
  if (rhythm === "") return ""
  const { count, until, ...endless } = rule
  const text = writeRule({
    ...endless,
    count: ends === "count" ? count : null,
    until: ends === "until" ? until : null,
  })
  if (ends === "until" && until === null) return `${text};UNTIL=`
  return ends === "count" && count === null ? `${text};COUNT=` : text
}

/** The draft with another rhythm, on the day of the week or month that `day` is. */
export function withRhythm(draft: RepeatsDraft, rhythm: Rhythm, day: string): RepeatsDraft {
  if (rhythm === "") return { ...draft, rhythm }
  const interval = rhythm === "custom" ? Math.max(2, draft.rule.interval) : 1
  const frequency = rhythm === "workdays" ? "WEEKLY" : rhythm === "custom" ? draft.rule.frequency : rhythm
  const next = withUnit({ ...draft, rhythm, rule: { ...draft.rule, interval } }, frequency, day)
  return rhythm === "workdays" ? { ...next, rule: { ...next.rule, weekdays: [...workdays] } } : next
}

/** The draft in another unit, with what that unit needs. */
export function withUnit(draft: RepeatsDraft, frequency: Frequency, day: string): RepeatsDraft {
  const weekday = ruleWeekdays[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7] ?? "MO"
  return {
    ...draft,
    rule: {
      ...draft.rule,
      frequency,
      weekdays: frequency === "WEEKLY" ? [weekday] : [],
      ordinal: null,
      monthDay: frequency === "MONTHLY" ? Number(day.slice(8)) : null,
    },
  }
}

/** On which days a monthly rule can come, as a list of choices offers them. */
export const monthDays = [
  {
    group: "Day of the month",
    items: [
      ...Array.from({ length: 31 }, (_, index) => ({ value: `${index + 1}`, label: `Day ${index + 1}` })),
      { value: "-1", label: "Last day" },
    ],
  },
  {
    group: "Weekday of the month",
    items: ordinals.flatMap((ordinal) =>
      ruleWeekdays.map((day) => ({ value: `${ordinal}${day}`, label: nth(ordinal, weekdayNames[day]) })),
    ),
  },
]

function nth(ordinal: Ordinal, name: string): string {
  const word = ordinalWords[ordinal]
  return `${word.charAt(0).toUpperCase()}${word.slice(1)} ${name}`
}

/** Which of these choices a rule is. */
export const monthDayOf = ({ ordinal, weekdays, monthDay }: Rule): string =>
  ordinal === null ? `${monthDay ?? 1}` : `${ordinal}${weekdays[0] ?? "MO"}`

/** The rule on another of these choices. */
export function onMonthDay(rule: Rule, choice: string): Rule {
  const ordinal = ordinals.find((each) => /[A-Z]/.test(choice) && choice.startsWith(String(each)))
  if (ordinal === undefined) return { ...rule, weekdays: [], ordinal: null, monthDay: Number(choice) }
  const weekday = ruleWeekdays.filter((day) => choice.endsWith(day))
  return { ...rule, weekdays: weekday, ordinal, monthDay: null }
}

/** What the API takes for what the field holds. @throws AlphasError at the field when its end is not filled in. */
export function recurrenceOf(text: string): string | null {
  if (text.endsWith("UNTIL=")) throw invalidFields({ recurrence: "Choose the last day." })
  if (text.endsWith("COUNT="))
    throw invalidFields({ recurrence: "Enter how many times it repeats, this one included." })
  return text || null
}

/** A rule in words, `Every week on Monday`; null for none. */
export function sayRepeats(text: string | null, sayDay: (day: string) => string): string | null {
  const rule = text ? ruleOf(text) : null
  if (rule === null) return null
  const words = sayRule(rule, sayDay)
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}
