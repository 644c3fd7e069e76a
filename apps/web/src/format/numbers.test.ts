import { describe, expect, test } from "vitest"
import { parseDecimal, sayNumber, sayPercent } from "./numbers"

const money = (text: string) => parseDecimal(text, { locale: "en-GB", digits: 2 })

describe("numbers as people type them", () => {
  test("German, English, French and Swiss are the same number", () => {
    for (const text of [
      "12.000,50",
      "12,000.50",
      "12 000,50",
      "12\u202f000,5",
      "12'000.50",
      "12’000,5",
      "12000.5",
    ])
      expect(money(text), text).toBe("12000.5")
    for (const text of ["1.234.567", "1,234,567", "1 234 567", "1,234,567.00"])
      expect(money(text), text).toBe("1234567")
    expect(money("12,34,567"), "as in India").toBe("1234567")
  })

  test("a single sign before three digits groups, before fewer it is the point", () => {
    expect([money("12.000"), money("12,000"), money("12.00"), money("12,5"), money(",5")]).toEqual([
      "12000",
      "12000",
      "12",
      "12.5",
      "0.5",
    ])
  })

  test("where three digits may follow the point, the locale decides", () => {
    expect(parseDecimal("1.234", { locale: "en-GB", digits: 4 })).toBe("1.234")
    expect(parseDecimal("1.234", { locale: "de-DE", digits: 4 })).toBe("1234")
    expect(parseDecimal("1,234", { locale: "de-DE", digits: 4 })).toBe("1.234")
    expect(parseDecimal("0.125", { locale: "de-DE", digits: 4 })).toBe("0.125")
  })

  test("what is no number, or too fine, is none", () => {
    for (const text of [
      "",
      " ",
      "abc",
      "1.2.3",
      "1,23,4",
      "12.5.0,1",
      "1.000,00.0",
      "1..0",
      "--1",
      "12.345,678",
      "5%",
    ])
      expect(money(text), text).toBeNull()
    expect(money("1234.567"), "three digits after the point").toBeNull()
  })

  test("signs and zeros", () => {
    expect([money("-5"), money("−5,10"), money("-0"), money("007"), money("+3")]).toEqual([
      "-5",
      "-5.1",
      "0",
      "7",
      "3",
    ])
  })
})

test("numbers and shares follow the locale", () => {
  expect(sayNumber(1234.5, "de-DE")).toBe("1.234,5")
  expect(sayPercent(62, "en-GB")).toBe("62%")
})
