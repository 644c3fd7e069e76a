import { readDecimal } from "@alphas/domain/decimal-text"
import { numberFormat } from "./formatters"

/** A number as the reader's locale writes it, with the digits that it has (four after the point at most). */
export const sayNumber = (value: number, locale: string): string =>
  numberFormat(locale, { maximumFractionDigits: 4 }).format(value)

/**
 * A plain decimal (`-12000.5`) as the reader's locale writes it, with all its digits; what is none, as it is. Intl formats
 * a text exactly, digit by digit, where a number would be rounded. `least` digits stand after the point at the least.
 */
export const sayDecimal = (decimal: string, locale: string, least = 0): string =>
  /^-?\d+(\.\d+)?$/.test(decimal)
    ? numberFormat(locale, { minimumFractionDigits: least, maximumFractionDigits: 20 }).format(
        decimal as Intl.StringNumericLiteral,
      )
    : decimal

/** A share in percent, 0 to 100 and beyond, as the reader's locale writes it. */
export const sayPercent = (percent: number, locale: string): string =>
  numberFormat(locale, { style: "percent" }).format(percent / 100)

/** The sign between the whole and its parts. */
const pointOf = (locale: string): string =>
  numberFormat(locale)
    .formatToParts(1.5)
    .find(({ type }) => type === "decimal")?.value ?? "."

interface How {
  /** BCP 47: decides where a text could be read both ways. */
  locale: string
  /** Digits after the point at most. */
  digits: number
}

/** What somebody typed as a plain decimal (`-12000.5`), or null where it is no number: see `readDecimal`. */
export const parseDecimal = (typed: string, { locale, digits }: How): string | null =>
  readDecimal(typed, { digits, point: pointOf(locale) })
