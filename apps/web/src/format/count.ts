import { numberFormat } from "./formatters"

/** A number as the reader's locale writes it; the list's own `"10000+"` becomes "10,000+". */
export function sayCount(count: number | "10000+", locale: string): string {
  const numbers = numberFormat(locale)
  return count === "10000+" ? `${numbers.format(10_000)}+` : numbers.format(count)
}
