import { expect, test } from "vitest"
import { conversionOf, converted, type ExchangeRate } from "./exchange"

const rate = (base: string, quote: string, value: string, day = "2026-05-04"): ExchangeRate => ({
  ...{ day, base, quote, rate: value, source: "ecb" },
})
const rates = [
  rate("EUR", "USD", "1.0845"),
  rate("EUR", "JPY", "161.37"),
  rate("EUR", "USD", "1.08", "2026-05-01"),
]

const convert = (minor: number, from: string, to: string) => {
  const conversion = conversionOf(rates, from, to)
  return conversion === null ? null : converted(minor, conversion)
}

test("an amount is converted by the latest rate, turned round or through a currency between, and rounded once", () => {
  expect(convert(100_00, "EUR", "USD")).toBe(108_45)
  expect(convert(100_00, "USD", "EUR")).toBe(92_21)
  expect(convert(100_00, "EUR", "JPY")).toBe(16_137)
  expect(convert(100_00, "USD", "JPY")).toBe(14_880)
  expect(convert(-100_00, "USD", "JPY")).toBe(-14_880)
  expect(convert(5, "EUR", "EUR")).toBe(5)
  expect(convert(5, "EUR", "GBP")).toBeNull()
})
