import { describe, expect, test } from "vitest"
import { parseMoney, sayMoney, writeMoney } from "./money"

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ")

describe("amounts for a reader", () => {
  test("the locale writes the amount, the currency says how many digits it has", () => {
    expect(sayMoney(1_200_050, "EUR", "en-GB")).toBe("€12,000.50")
    expect(plain(sayMoney(1_200_050, "EUR", "de-DE"))).toBe("12.000,50 €")
    expect(sayMoney(12_000, "JPY", "en-GB")).toBe("JP¥12,000")
    expect(plain(sayMoney(12_345, "KWD", "en-GB"))).toBe("KWD 12.345")
    expect(sayMoney(1_200_000, "EUR", "en-GB", "short")).toBe("€12,000")
    expect(sayMoney(-5, "USD", "en-US")).toBe("-$0.05")
  })

  test("no digit is lost up to the largest amount, and beyond", () => {
    expect(sayMoney(10_000_000_000_000, "EUR", "en-GB")).toBe("€100,000,000,000.00")
    expect(sayMoney(Number.MAX_SAFE_INTEGER, "EUR", "en-GB")).toBe("€90,071,992,547,409.91")
  })
})

describe("amounts as people type them", () => {
  test("in minor units, exactly", () => {
    for (const typed of ["12.000,50", "12,000.50", "€ 12 000,50", "12000.5 EUR", "12'000.50 eur"])
      expect(parseMoney(typed, "EUR", "en-GB"), typed).toBe(1_200_050)
    // As floating-point numbers these come out as 1.13 * 100 = 112.99999999999999 and 4.35 * 100 = 434.99999999999994.
    expect([parseMoney("1.13", "EUR", "en-GB"), parseMoney("4.35", "EUR", "en-GB")]).toEqual([113, 435])
    expect(parseMoney("90071992547409.91", "EUR", "en-GB")).toBe(Number.MAX_SAFE_INTEGER)
  })

  test("by the digits of the currency", () => {
    expect(parseMoney("12.000", "JPY", "en-GB")).toBe(12_000)
    expect(parseMoney("12.5", "JPY", "en-GB")).toBeNull()
    expect(parseMoney("12.345", "KWD", "en-GB")).toBe(12_345)
    expect(parseMoney("12.345", "KWD", "de-DE")).toBe(12_345_000)
    expect(parseMoney("12.345", "EUR", "en-GB")).toBe(1_234_500)
  })

  test("what is no amount is none", () => {
    for (const typed of ["", "a lot", "-5", "1.2.3", "12.5 USD", "90071992547409.92"])
      expect(parseMoney(typed, "EUR", "en-GB"), typed).toBeNull()
  })

  test("what is written can be read again, in every language of the choices", () => {
    for (const locale of ["en-GB", "de-DE", "de-CH", "fr-FR", "da-DK", "pl-PL", "ja-JP"]) {
      for (const [minor, currency] of [
        [1_234_567_89, "EUR"],
        [1_200_000, "EUR"],
        [5, "EUR"],
        [12_345_678, "JPY"],
        [1_234_567, "KWD"],
        [12_345_000, "KWD"],
      ] as const)
        expect(
          parseMoney(writeMoney(minor, currency, locale), currency, locale),
          `${locale} ${minor} ${currency}`,
        ).toBe(minor)
    }
  })
})
