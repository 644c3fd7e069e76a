import { readDecimal } from "./decimal-text"

/** How a length is written, as refusals of one say it. */
export const lengthExamples = "1:30, 1.5, 90m or 9:00-10:30"

const hour = "h|hrs?|hours?|std\\.?|stunden?"
const minute = "m|mins?|minutes?|minuten?"
const named = new RegExp(`^(?:([\\d.,]+)\\s*(?:${hour}))?\\s*(?:(\\d+)\\s*(?:${minute}))?$`)

/**
 * What somebody typed as a length of time, in whole minutes: `2:30`, `:30`, `2 h 30 min`, `90m`, hours where no unit
 * stands (`2.5`, `2,5`, `.25`), and from one time to another (`9:30-12pm`). Null where it is none of these.
 */
export function readLength(typed: string): number | null {
  const text = typed.trim().toLowerCase()
  const [clock, clockHours, clockMinutes] = /^(\d{0,6}):([0-5]\d)$/.exec(text) ?? []
  if (clock !== undefined) return Number(clockHours) * 60 + Number(clockMinutes)
  const [, hours, minutes] = named.exec(text) ?? []
  if (hours !== undefined || minutes !== undefined) {
    const whole = hours === undefined ? 0 : minutesOfHours(hours)
    return whole === null ? null : whole + Number(minutes ?? 0)
  }
  return minutesOfHours(text) ?? minutesBetween(text)
}

function minutesOfHours(text: string): number | null {
  const hours = readDecimal(text, { digits: 2 })
  return hours === null || hours.startsWith("-") ? null : Math.round(Number(hours) * 60)
}

const time = "(\\d{1,2})(?:[:.]([0-5]\\d))?\\s*([ap])?\\.?(?:m\\.?)?"
const range = new RegExp(`^${time}\\s*(?:-|–|—|to)\\s*${time}$`)

function minutesBetween(text: string): number | null {
  const [whole, fromHours, fromMinutes, fromHalf, toHours, toMinutes, toHalf] = range.exec(text) ?? []
  if (whole === undefined) return null
  const to = minuteOf(toHours, toMinutes, toHalf)
  if (to === null) return null
  // "9:30-12pm" begins before noon, "1-3pm" after it: in the same half of the day if that is before the end.
  const halves = fromHalf !== undefined || toHalf === undefined ? [fromHalf] : [toHalf, "a"]
  for (const half of halves) {
    const from = minuteOf(fromHours, fromMinutes, half)
    if (from !== null && from < to) return to - from
  }
  return null
}

/** Minutes since midnight; null for a time that no clock shows. 24:00 is the end of a day. */
function minuteOf(hours = "", minutes = "0", half: string | undefined): number | null {
  const value = Number(hours) * 60 + Number(minutes)
  if (half === undefined) return value <= 24 * 60 ? value : null
  if (Number(hours) < 1 || Number(hours) > 12) return null
  return (value % (12 * 60)) + (half === "p" ? 12 * 60 : 0)
}

/** Whole minutes as they are typed, and as a field begins with them: `2:20`. */
export const writeLength = (minutes: number): string =>
  `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`
