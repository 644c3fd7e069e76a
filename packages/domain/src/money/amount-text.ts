import { digitsOf } from "./currency"

/** An amount in minor units in plain English: 1200050 of EUR is `12,000.50 EUR`. */
export function amountText(minor: number, currency: string): string {
  const digits = digitsOf(currency)
  const text = String(Math.abs(minor)).padStart(digits + 1, "0")
  const whole = text.slice(0, text.length - digits).replace(/\B(?=(\d{3})+$)/g, ",")
  return `${minor < 0 ? "-" : ""}${whole}${digits === 0 ? "" : `.${text.slice(-digits)}`} ${currency}`
}
