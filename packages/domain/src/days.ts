import * as z from "zod"

/** Days since 1970-01-01, as calendars count: no hours, no zone. */
export type DayNumber = number

/**
 * The number of a day written `YYYY-MM-DD`, by the proleptic Gregorian calendar: years begin in March, so that the leap
 * day is the last, and 400 of them have 146,097 days (after H. Hinnant, chrono-compatible low-level date algorithms).
 * @throws RangeError for anything else, such as 2026-02-30.
 */
export function dayNumberOf(day: string): DayNumber {
  const [year, month, date] = [digits(day, 0, 4), digits(day, 5, 7), digits(day, 8, 10)]
  const shape = day.length === 10 && day[4] === "-" && day[7] === "-"
  // NaN is in no range.
  if (!(shape && month >= 1 && month <= 12 && date >= 1 && date <= lengthOf(month, year))) {
    throw new RangeError(`${JSON.stringify(day)} is not a date. Enter it like 2026-11-30.`)
  }
  const fromMarch = month > 2 ? year : year - 1
  const era = Math.floor(fromMarch / 400)
  const ofEra = fromMarch - era * 400
  const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + date - 1
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468
}

/** The number that the digits from one place to another make; NaN when there is another sign among them. */
function digits(text: string, from: number, to: number): number {
  let number = 0
  for (let place = from; place < to; place++) {
    const digit = text.charCodeAt(place) - 48
    number = digit >= 0 && digit <= 9 ? number * 10 + digit : Number.NaN
  }
  return number
}

function lengthOf(month: number, year: number): number {
  if (Number.isNaN(year)) return 0
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** The day of a number, `YYYY-MM-DD`, from year 0 to 9999. */
export function dayOf(number: DayNumber): string {
  const shifted = number + 719_468
  const era = Math.floor(shifted / 146_097)
  const ofEra = shifted - era * 146_097
  const year = Math.floor(
    (ofEra - Math.floor(ofEra / 1_460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  )
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100))
  const fromMarch = Math.floor((5 * ofYear + 2) / 153)
  const date = ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
  return `${padded(year + era * 400 + (month <= 2 ? 1 : 0), 4)}-${padded(month, 2)}-${padded(date, 2)}`
}

const padded = (number: number, length: number): string => String(number).padStart(length, "0")

/** 0 for Monday to 6 for Sunday (ISO 8601 counts them from 1). */
export function weekdayOf(number: DayNumber): number {
  return (((number + 3) % 7) + 7) % 7
}

/** Whether there is such a day, in a year that Postgres and JavaScript read alike. */
export function isDay(text: string): boolean {
  try {
    dayNumberOf(text)
    return /^[12]/.test(text)
  } catch {
    return false
  }
}

/** The last day that anybody can name, and the last of any plan. */
export const lastDay = "2199-12-31"

/** A day as the wire carries it, `YYYY-MM-DD`, from 1970 to 2199: what the schedule can calculate with. */
export const Day = z.string("Enter a date like 2026-11-30.").refine(
  (value) => {
    try {
      dayNumberOf(value)
      return value >= "1970-01-01" && value <= lastDay
    } catch {
      return false
    }
    // What else is asked of a day takes it for one.
  },
  { error: "Enter a date like 2026-11-30.", abort: true },
)

/** The day that it is at an instant, in a time zone (IANA). */
export function dayIn(timeZone: string, instant: Date): string {
  // The Canadian format is ISO 8601's.
  return new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).format(instant)
}

/** The later of two days. They are compared as text, for so written they sort as they follow each other. */
export function laterDay(one: string, other: string): string {
  if (one < other) return other
  return one
}
