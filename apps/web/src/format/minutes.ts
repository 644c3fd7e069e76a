import { numberFormat } from "./formatters"

const space = "\u00a0"

/**
 * Whole minutes for reading, everywhere the same: `22 h 15 min`, with the symbols that every language shares (SI, and
 * what is accepted beside it). `round` is for places that have no room for both, and rounds to hours from the first one
 * on: `22 h`. What is typed, and the grid in which it is, has the clock's way: `writeLength`.
 */
export function sayMinutes(minutes: number, locale: string, how: "exact" | "round" = "exact"): string {
  const part = (value: number, unit: string) => `${numberFormat(locale).format(value)}${space}${unit}`
  if (how === "round" && minutes >= 60) return part(Math.round(minutes / 60), "h")
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  if (hours === 0) return rest === 0 ? part(0, "h") : part(rest, "min")
  return rest === 0 ? part(hours, "h") : `${part(hours, "h")}${space}${part(rest, "min")}`
}
