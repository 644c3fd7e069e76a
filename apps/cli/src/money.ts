import { digitsOf } from "@alphas/domain/money/currency"
import { usage } from "./failure"

/** An amount as it was typed, `12000` or `12000.5`, in minor units. @throws Failure (usage) when it is none. */
export function minorOf(typed: string, currency: string): number {
  const digits = digitsOf(currency)
  const [, whole, parts = ""] = /^(\d+)(?:\.(\d+))?$/.exec(typed.trim()) ?? []
  if (whole === undefined || parts.length > digits) {
    const example = digits === 0 ? "12000" : `12000 or 12000.${"50".padEnd(digits, "0").slice(0, digits)}`
    throw usage(`${JSON.stringify(typed)} is not an amount in ${currency}. Enter it like ${example}.`)
  }
  return Number(whole + parts.padEnd(digits, "0"))
}
