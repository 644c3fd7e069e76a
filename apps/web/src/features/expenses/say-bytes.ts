import { numberFormat } from "../../format/formatters"

/** The size of a file as the reader's locale writes it, in kilobytes or megabytes (a thousand, and a million bytes). */
export function sayBytes(bytes: number, locale: string): string {
  const unit = bytes < 999_500 ? "kilobyte" : "megabyte"
  const value = bytes / (unit === "kilobyte" ? 1_000 : 1_000_000)
  return numberFormat(locale, {
    ...{ style: "unit", unit, unitDisplay: "short", maximumFractionDigits: value < 10 ? 1 : 0 },
  }).format(value)
}
