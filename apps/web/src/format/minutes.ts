import { numberFormat } from "./formatters"
import { parseDecimal } from "./numbers"

const space = "\u00a0"

/**
 * Whole minutes for reading, everywhere the same: `22 h 15 min`, with the symbols that every language shares (SI, and
 * what is accepted beside it). `round` is for places that have no room for both, and rounds to hours from the first one
 * on: `22 h`. What is typed, and the grid in which it is, has the clock's way: `writeMinutes`.
 */
export function sayMinutes(minutes: number, locale: string, how: "exact" | "round" = "exact"): string {
  const part = (value: number, unit: string) => `${numberFormat(locale).format(value)}${space}${unit}`
  if (how === "round" && minutes >= 60) return part(Math.round(minutes / 60), "h")
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  if (hours === 0) return rest === 0 ? part(0, "h") : part(rest, "min")
  return rest === 0 ? part(hours, "h") : `${part(hours, "h")}${space}${part(rest, "min")}`
}

/** Whole minutes as they are typed, and as a field begins with them: `2:20`. */
export const writeMinutes = (minutes: number): string =>
  `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`

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
