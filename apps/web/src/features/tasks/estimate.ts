import { parseDecimal } from "../../format/numbers"

/**
 * What somebody typed as a length of work, in whole minutes: `2:30`, `2 h 30 min`, `90 min`, and hours where no unit
 * stands (`2.5`, `2,5`). Null where it is none of these.
 */
export function parseMinutes(typed: string, locale: string): number | null {
  const text = typed.trim().toLowerCase()
  const [, clockHours, clockMinutes] = /^(\d{1,6}):([0-5]\d)$/.exec(text) ?? []
  if (clockHours !== undefined) return Number(clockHours) * 60 + Number(clockMinutes)
  const hour = "h|hrs?|hours?|std\\.?|stunden?"
  const minute = "m|mins?|minutes?|minuten?"
  const named = new RegExp(`^(?:([\\d.,]+)\\s*(?:${hour}))?\\s*(?:(\\d+)\\s*(?:${minute}))?$`).exec(text)
  const [, hours, minutes] = named ?? []
  if (hours !== undefined || minutes !== undefined) {
    const whole = hours === undefined ? 0 : minutesOfHours(hours, locale)
    return whole === null ? null : whole + Number(minutes ?? 0)
  }
  return minutesOfHours(text, locale)
}

function minutesOfHours(text: string, locale: string): number | null {
  const hours = parseDecimal(text, { locale, digits: 2 })
  return hours === null || hours.startsWith("-") ? null : Math.round(Number(hours) * 60)
}
