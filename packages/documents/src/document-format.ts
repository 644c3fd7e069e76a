import type { DocumentLanguage } from "@alphas/domain/money/billing"
import { digitsOf } from "@alphas/domain/money/currency"
import { amountText } from "./amount-text"

const locales: Record<DocumentLanguage, string> = {
  ...{ en: "en-GB", de: "de-DE", fr: "fr-FR", es: "es-ES", it: "it-IT", nl: "nl-NL", pl: "pl-PL" },
}

/** How a language writes what stands on a document. */
export interface DocumentFormat {
  /** An amount of minor units with its currency. */
  money: (minor: number) => string
  /** The same for a column whose head names the currency. */
  amount: (minor: number) => string
  /** A decimal as it is, and with at least the currency's digits for a price. */
  decimal: (text: string) => string
  price: (text: string) => string
  /** A decimal of percent: `"19"`. */
  percent: (text: string) => string
  /** A day, `YYYY-MM-DD`. */
  day: (day: string) => string
}

/** Intl's own type knows no decimals as text, which it reads exactly (ECMA-402, since 2023). */
const exactly = (format: Intl.NumberFormat, text: string): string =>
  format.format(text as unknown as number).replaceAll("\u202F", "\u00A0")

/**
 * Formats of a language and currency. Amounts are exact, whatever their size: no float comes between. A day in English has its
 * month as a word, for 3/4 is April here and March there.
 */
export function formatIn(language: DocumentLanguage, currency: string): DocumentFormat {
  const locale = locales[language]
  const digits = digitsOf(currency)
  const number = (least: number, most: number, more: Intl.NumberFormatOptions = {}) =>
    new Intl.NumberFormat(locale, {
      ...{ minimumFractionDigits: least, maximumFractionDigits: most, useGrouping: true },
      ...more,
    })
  const money = number(digits, digits, { style: "currency", currency })
  const [amount, decimal, price] = [number(digits, digits), number(0, 6), number(digits, Math.max(6, digits))]
  // Percent as a style would multiply it by a hundred.
  const percent = number(0, 4, { style: "unit", unit: "percent" })
  const day = new Intl.DateTimeFormat(locale, {
    ...{ day: "2-digit", month: language === "en" ? "short" : "2-digit", year: "numeric", timeZone: "UTC" },
  })
  return {
    money: (minor) => exactly(money, amountText(minor, currency)),
    amount: (minor) => exactly(amount, amountText(minor, currency)),
    decimal: (text) => exactly(decimal, text),
    price: (text) => exactly(price, text),
    percent: (text) => exactly(percent, text),
    day: (text) => day.format(new Date(`${text}T00:00:00Z`)),
  }
}
