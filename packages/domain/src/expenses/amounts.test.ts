import fc from "fast-check"
import { expect, test } from "vitest"
import { largestAmount } from "../money/totals"
import { amountsOf } from "./amounts"

const of = (amountMinor: number, taxPercent: string, markupPercent?: string) =>
  amountsOf({
    amountMinor,
    taxPercent,
    billable: markupPercent !== undefined,
    markupPercent: markupPercent ?? "0",
  })

test("the tax within an amount, and what is billed, are those of a calculation by hand", () => {
  expect(of(11_900, "19")).toEqual({ taxMinor: 1_900, netMinor: 10_000, billMinor: null })
  // 100 / 1.19 = 84.034; 100 / 1.07 = 93.458; 5 / 1.25 = 4; 1 / 2 = 0.5, which is rounded away from zero.
  expect(of(100, "19").netMinor).toBe(84)
  expect(of(100, "7").netMinor).toBe(93)
  expect(of(5, "25").netMinor).toBe(4)
  expect(of(1, "100").netMinor).toBe(1)
  expect(of(11_900, "19", "12.5").billMinor).toBe(11_250)
  expect(of(11_900, "0", "0").billMinor).toBe(11_900)
  expect(of(3, "0", "50").billMinor).toBe(5)
})

test("net and tax add up to what was paid, and each is the nearest to its exact value", () => {
  const percent = fc
    .tuple(fc.nat(100), fc.nat(9_999))
    .map(([whole, parts]) => (whole === 100 ? "100" : `${whole}.${String(parts).padStart(4, "0")}`))
  fc.assert(
    fc.property(fc.integer({ min: 1, max: largestAmount }), percent, percent, (amount, tax, markup) => {
      const { taxMinor, netMinor, billMinor } = of(amount, tax, markup)
      expect(netMinor + taxMinor).toBe(amount)
      const scaled = (text: string) => BigInt(Math.round(Number(text) * 10_000))
      const [gross, rate] = [BigInt(amount) * 1_000_000n, 1_000_000n + scaled(tax)]
      // |net * rate - gross| is half of a unit at the most.
      const off = BigInt(netMinor) * rate - gross
      expect(2n * (off < 0n ? -off : off) <= rate).toBe(true)
      const bill = BigInt(billMinor ?? 0) * 1_000_000n - BigInt(netMinor) * (1_000_000n + scaled(markup))
      expect(2n * (bill < 0n ? -bill : bill) <= 1_000_000n).toBe(true)
    }),
  )
})
