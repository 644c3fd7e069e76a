import { amountText } from "@alphas/domain/money/amount-text"
import { expect, test } from "vitest"
import { minorOf } from "./money"

test("amounts are written and read with the digits of their currency", () => {
  const amounts: [string, string, number, string][] = [
    ["12000", "EUR", 1_200_000, "12,000.00 EUR"],
    ["12000.5", "EUR", 1_200_050, "12,000.50 EUR"],
    ["0.07", "USD", 7, "0.07 USD"],
    ["1234567", "JPY", 1_234_567, "1,234,567 JPY"],
    ["1.25", "KWD", 1_250, "1.250 KWD"],
  ]
  for (const [typed, currency, minor, text] of amounts) {
    expect(minorOf(typed, currency)).toBe(minor)
    expect(amountText(minor, currency)).toBe(text)
  }
})

test("what is no amount of the currency is refused", () => {
  for (const typed of ["", "12,000", "-5", "1.", ".5", "1.234", "12 EUR"]) {
    expect(() => minorOf(typed, "EUR")).toThrow("is not an amount in EUR. Enter it like 12000 or 12000.50.")
  }
  expect(() => minorOf("1.5", "JPY")).toThrow("Enter it like 12000.")
})
