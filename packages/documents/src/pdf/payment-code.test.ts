import { expect, it } from "vitest"
import { testInvoice, testSeller } from "../invoice-testing"
import { paymentCodeText, squaresOf } from "./payment-code"

it("a payment code says who gets how much for what (EPC069-12)", () => {
  expect(paymentCodeText(testInvoice(), 113_05)?.split("\n")).toEqual([
    ...[
      "BCD",
      "002",
      "1",
      "SCT",
      "COBADEFFXXX",
      "Nordlicht Media GmbH",
      "DE89370400440532013000",
      "EUR113.05",
    ],
    ...["", "", "INV-2025-0001"],
  ])
})

it("a payment code is only for euros that are due to an IBAN", () => {
  expect(paymentCodeText(testInvoice({ currency: "USD" }), 1)).toBeNull()
  expect(paymentCodeText(testInvoice({ kind: "credit_note" }), 1)).toBeNull()
  expect(paymentCodeText(testInvoice({ seller: { ...testSeller, iban: null } }), 1)).toBeNull()
  expect(paymentCodeText(testInvoice(), 0)).toBeNull()
  expect(paymentCodeText(testInvoice(), 100_000_000_000)).toBeNull()
})

it("a payment code keeps within version 13, however long the name is", () => {
  const seller = { ...testSeller, name: "Ä".repeat(200) }
  const text = paymentCodeText(testInvoice({ seller, number: "X".repeat(40) }), 99_999_999_999) ?? ""
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(331)
  expect(squaresOf(text).length).toBeLessThanOrEqual(69)
})
