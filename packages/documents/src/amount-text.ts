import { digitsOf } from "@alphas/domain/money/currency"

/** An amount of minor units as a plain decimal in major units: `-12.30` for -1230 cents, `5` for 5 yen. */
export function amountText(minor: number, currency: string): string {
  const digits = digitsOf(currency)
  const text = String(Math.abs(minor)).padStart(digits + 1, "0")
  const [whole, parts] = [text.slice(0, text.length - digits), text.slice(text.length - digits)]
  return `${minor < 0 ? "-" : ""}${whole}${digits === 0 ? "" : `.${parts}`}`
}
