import { digitsOf } from "@alphas/domain/money/currency"
import type { taxCategories } from "@alphas/domain/money/tax"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { anyInvoice, testBuyer, testInvoice, testLine, testSeller } from "../invoice-testing"
import { NoEInvoice } from "./e-invoice-problems"
import { brokenRules } from "./rules-testing"
import { writeUbl } from "./ubl-invoice"

const rulesOf = (invoice: ReturnType<typeof testInvoice>) =>
  brokenRules(writeUbl(invoice), digitsOf(invoice.currency))

describe("an e-invoice", () => {
  it("keeps the rules of EN 16931, whatever the document", () => {
    fc.assert(
      fc.property(anyInvoice(["EUR", "USD", "JPY", "KWD"]), (invoice) => {
        expect(rulesOf(invoice)).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  it("says the amounts of the document", () => {
    fc.assert(
      fc.property(anyInvoice(["EUR"]), (invoice) => {
        const xml = writeUbl(invoice)
        const at = (name: string) =>
          Math.round(Number(new RegExp(`<cbc:${name} [^>]*>([^<]+)<`).exec(xml)?.[1] ?? 0) * 100)
        const paid = invoice.kind === "invoice" ? invoice.settledMinor : 0
        expect([at("TaxExclusiveAmount"), at("TaxInclusiveAmount"), at("PayableAmount")]).toEqual([
          invoice.totals.netMinor,
          invoice.totals.grossMinor,
          invoice.payableMinor - paid,
        ])
      }),
    )
  })

  it("is the same text for the same document", () => {
    expect(writeUbl(testInvoice())).toBe(writeUbl(testInvoice()))
  })

  it("escapes text and leaves out what XML has no place for", () => {
    const xml = writeUbl(testInvoice({ intro: 'a\u0000b & "c" <d> \uD800 ]]>\r\ne' }))
    expect(xml).toContain("<cbc:Note>ab &amp; &quot;c&quot; &lt;d&gt;  ]]&gt;\ne</cbc:Note>")
    expect(xml).toContain("Acme &amp; Söhne &lt;Handels&gt; AG")
  })

  it("names what a credit note answers, and where an invoice is paid", () => {
    const creditNote = writeUbl(
      testInvoice({ kind: "credit_note", credits: { id: "i", number: "INV-2025-0007" } }),
    )
    expect(creditNote).toContain("<cbc:CreditNoteTypeCode>381<")
    expect(creditNote).toMatch(/<cac:InvoiceDocumentReference>\s*<cbc:ID>INV-2025-0007</)
    expect(creditNote).not.toContain("PaymentMeans")
    const invoice = writeUbl(testInvoice())
    for (const text of [
      "DE89370400440532013000",
      "COBADEFFXXX",
      ">58<",
      "<cbc:DueDate>2025-04-30<",
      ">PO-4711<",
    ])
      expect(invoice).toContain(text)
  })

  it("tells where an intra-community supply goes, and that nothing is in the scope of tax", () => {
    const only = (taxCategory: (typeof taxCategories)[number]) =>
      testInvoice({ lines: [testLine({ taxCategory, taxPercent: "0" })] })
    expect(rulesOf(only("intra_community"))).toEqual([])
    expect(writeUbl(only("intra_community"))).toContain("<cbc:ActualDeliveryDate>2025-03-31<")
    const outside = writeUbl(only("outside_scope"))
    expect(outside).not.toContain(">VAT<cbc:CompanyID")
    expect(rulesOf(only("outside_scope"))).toEqual([])
    const seller = { ...testSeller, taxNumber: null }
    expect(rulesOf({ ...only("outside_scope"), seller })).toEqual([])
  })

  it("keeps the third digit of a currency that has one, and does not claim to conform", () => {
    const xml = writeUbl(
      testInvoice({ currency: "KWD", lines: [testLine({ unitPrice: "1.2345", quantity: "3" })] }),
    )
    expect(xml).toContain('<cbc:LineExtensionAmount currencyID="KWD">3.704<')
    expect(xml).not.toContain("en16931")
  })

  it.each([
    ["a draft", { number: null }, "number"],
    [
      "an agency without a country",
      { seller: { ...testSeller, address: { ...testSeller.address, country: null } } },
      "seller.address.country",
    ],
    [
      "a country that does not exist",
      { buyer: { ...testBuyer, address: { ...testBuyer.address, country: "ZZ" } } },
      "buyer.address.country",
    ],
    [
      "an agency without a number",
      { seller: { ...testSeller, vatId: null, taxNumber: null } },
      "seller.vatId",
    ],
    [
      "reverse charge without a VAT ID",
      {
        buyer: { ...testBuyer, vatId: null },
        lines: [testLine({ taxCategory: "reverse_charge", taxPercent: "0" })],
      },
      "buyer.vatId",
    ],
    [
      "an intra-community supply to a number without a country",
      {
        buyer: { ...testBuyer, vatId: "123" },
        lines: [testLine({ taxCategory: "intra_community", taxPercent: "0" })],
      },
      "buyer.vatId",
    ],
  ] as const)("refuses %s", (_, also, field) => {
    try {
      writeUbl(testInvoice(also as Parameters<typeof testInvoice>[0])) // readonly lists, as `it.each` makes them
      expect.unreachable()
    } catch (cause) {
      expect(cause).toBeInstanceOf(NoEInvoice)
      expect((cause as NoEInvoice).problems.map((each) => each.field)).toEqual([field]) // checked the line before
    }
  })
})

describe("the checker of the rules", () => {
  it.each([
    [
      "BR-CO-10",
      /<cbc:LineExtensionAmount currencyID="EUR">95.00</,
      '<cbc:LineExtensionAmount currencyID="EUR">95.01<',
    ],
    [
      "BR-CO-15",
      /<cbc:TaxInclusiveAmount currencyID="EUR">113.05</,
      '<cbc:TaxInclusiveAmount currencyID="EUR">113.06<',
    ],
    ["BR-CO-16", /<cbc:PayableAmount currencyID="EUR">113.05</, '<cbc:PayableAmount currencyID="EUR">113<'],
    ["BR-*-9", /<cbc:TaxAmount currencyID="EUR">18.05</g, '<cbc:TaxAmount currencyID="EUR">18.06<'],
    ["BT-131", /<cbc:PriceAmount currencyID="EUR">95</, '<cbc:PriceAmount currencyID="EUR">95.01<'],
  ])("sees a broken %s", (rule, from, to) => {
    const broken = brokenRules(writeUbl(testInvoice()).replace(from, to), 2)
    expect(broken.some((each) => each.startsWith(rule))).toBe(true)
  })
})
