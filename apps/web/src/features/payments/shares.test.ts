import fc from "fast-check"
import { expect, test } from "vitest"
import { sharesOf } from "./shares"

const open = (id: string, openMinor: number, currency = "EUR") => ({ id, currency, openMinor })

test("an amount settles the oldest invoices first, and only those of its currency", () => {
  const invoices = [open("a", 10_000), open("b", 5_000, "USD"), open("c", 4_000)]
  expect(sharesOf(12_000, "EUR", invoices)).toEqual([
    { invoiceId: "a", minor: 10_000 },
    { invoiceId: "c", minor: 2_000 },
  ])
  expect(sharesOf(99_999, "EUR", invoices).reduce((sum, { minor }) => sum + minor, 0)).toBe(14_000)
  expect(sharesOf(0, "EUR", invoices)).toEqual([])
})

test("no share is larger than what is open, and together they are not more than the amount", () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.array(fc.nat(100_000), { maxLength: 20 }), (minor, amounts) => {
      const invoices = amounts.map((amount, at) => open(String(at), amount))
      const shares = sharesOf(minor, "EUR", invoices)
      const sum = shares.reduce((all, share) => all + share.minor, 0)
      expect(sum).toBe(
        Math.min(
          minor,
          amounts.reduce((all, amount) => all + amount, 0),
        ),
      )
      for (const share of shares)
        expect(share.minor).toBeLessThanOrEqual(amounts[Number(share.invoiceId)] ?? 0)
    }),
  )
})
