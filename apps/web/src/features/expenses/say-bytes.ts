import { numberFormat } from "../../format/formatters"

const units = ["byte", "kilobyte", "megabyte"] as const

/** The size of a file as the reader's locale writes it, in units of a thousand. */
export function sayBytes(bytes: number, locale: string): string {
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1)) / 3)))
  const unit = units[power] ?? "byte"
  const digits = power === 2 ? 1 : 0
  return numberFormat(locale, {
    ...{ style: "unit", unit, unitDisplay: "short", maximumFractionDigits: digits },
  }).format(bytes / 1000 ** power)
}
