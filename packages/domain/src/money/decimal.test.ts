import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { decimal, decimalOf, divided, rounded, textOf, times } from "./decimal"

describe("a decimal", () => {
  it("is read and written without a loss", () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 20n), 10n ** 20n), fc.nat(6), (units, scale) => {
        const text = textOf({ units, scale })
        expect(textOf(decimalOf(text))).toBe(text)
        const [one, other] = [decimalOf(text), { units, scale }]
        expect(one.units * 10n ** BigInt(other.scale)).toBe(other.units * 10n ** BigInt(one.scale))
      }),
    )
  })

  it("rounds halves away from zero, on both sides", () => {
    const cases = { "1.005": 101n, "-1.005": -101n, "0.004": 0n, "2.675": 268n, "-0.005": -1n, "7": 700n }
    for (const [text, minor] of Object.entries(cases))
      expect([text, rounded(decimalOf(text), 2)]).toEqual([text, minor])
    expect([divided(5n, 10n), divided(-5n, 10n), divided(5n, -10n), divided(4n, 10n)]).toEqual([
      1n,
      -1n,
      -1n,
      0n,
    ])
    expect(() => divided(1n, 0n)).toThrow(RangeError)
  })

  it("is multiplied exactly", () => {
    expect(textOf(times(decimalOf("0.1"), decimalOf("0.2")))).toBe("0.02")
    expect(textOf(times(decimalOf("-1.5000"), decimalOf("2.0")))).toBe("-3")
  })
})

describe("an input of a decimal", () => {
  const quantity = decimal(4, { min: -1000, max: 1000 })
  it("is handed on in one spelling", () => {
    expect(["1.50", " 07", "-0.0", "1000.0000"].map((text) => quantity.parse(text))).toEqual([
      "1.5",
      "7",
      "0",
      "1000",
    ])
  })

  it.each([
    ["1e308", "Write a number like 12.5."],
    ["NaN", "Write a number like 12.5."],
    ["", "Write a number like 12.5."],
    ["1,5", "Write a number like 12.5."],
    ["1.23456", "At most 4 digits may follow the point."],
    ["1000.0001", "This number is larger than 1000."],
    ["-1000.0001", "This number is smaller than -1000."],
    ["9".repeat(60), "This number is too long."],
    [0.1, 'Write a number as text, like "12.5".'],
  ])("refuses %s", (value, sentence) => {
    expect(quantity.safeParse(value).error?.issues[0]?.message).toBe(sentence)
  })
})
