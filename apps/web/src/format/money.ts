import { digitsOf } from "@alphas/domain/money/currency"
import { numberFormat } from "./formatters"
import { parseDecimal, sayDecimal } from "./numbers"

/** Minor units as a plain decimal of the currency: 1200050 of EUR is `12000.50`. */
export const decimalFromMinor = (minor: number, currency: string): string =>
  decimalOf(minor, digitsOf(currency))

/** By text, for no digit may be lost. */
function decimalOf(minor: number, digits: number): string {
  const text = String(Math.abs(minor)).padStart(digits + 1, "0")
  const at = text.length - digits
  const value = digits === 0 ? text : `${text.slice(0, at)}.${text.slice(at)}`
  return minor < 0 ? `-${value}` : value
}

/** What Intl formats exactly, digit by digit, where a number would be rounded; TypeScript asks for a number's text. */
const exact = (decimal: string) => decimal as Intl.StringNumericLiteral

/** An amount in minor units with its currency, as the reader's locale writes it. `short` leaves out zero cents. */
export function sayMoney(minor: number, currency: string, locale: string, how?: "short"): string {
  const digits = digitsOf(currency)
  return numberFormat(locale, {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    ...(how === "short" ? { trailingZeroDisplay: "stripIfInteger" } : {}),
  }).format(exact(decimalOf(minor, digits)))
}

/** A unit price, a plain decimal in major units, with at least the digits of its currency and without its name. */
export const sayUnitPrice = (price: string, currency: string, locale: string): string =>
  sayDecimal(price, locale, digitsOf(currency))

/** An amount as a form's field begins with it, and as a field shows what was typed: without the currency. */
export function writeMoney(minor: number, currency: string, locale: string): string {
  const digits = digitsOf(currency)
  return numberFormat(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    trailingZeroDisplay: "stripIfInteger",
  }).format(exact(decimalOf(minor, digits)))
}

/** What somebody typed in minor units of the currency; null where it is no amount, or below zero. */
export function parseMoney(typed: string, currency: string, locale: string): number | null {
  const digits = digitsOf(currency)
  const decimal = parseDecimal(typed.replace(currencySigns(currency, locale), ""), { locale, digits })
  if (decimal === null || decimal.startsWith("-")) return null
  const [whole = "", parts = ""] = decimal.split(".")
  const minor = Number(whole + parts.padEnd(digits, "0"))
  return Number.isSafeInteger(minor) ? minor : null
}

/** The currency's own signs, which people may type as well: `EUR`, `€`. */
function currencySigns(currency: string, locale: string): RegExp {
  const sign = numberFormat(locale, { style: "currency", currency, currencyDisplay: "narrowSymbol" })
    .formatToParts(0)
    .find(({ type }) => type === "currency")?.value
  const signs = [currency, ...(sign ? [sign] : [])].map((each) => each.replace(/[$.*+?^|\\()[\]{}]/g, "\\$&"))
  return new RegExp(signs.join("|"), "gi")
}
