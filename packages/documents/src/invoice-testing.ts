import type { Invoice, InvoiceLine } from "@alphas/domain/invoices/dto"
import { unitCodes } from "@alphas/domain/invoices/words"
import { type Buyer, documentLanguages, type Seller } from "@alphas/domain/money/billing"
import { taxCategories } from "@alphas/domain/money/tax"
import { type Adjustment, totalsOf } from "@alphas/domain/money/totals"
import fc from "fast-check"

export const testSeller: Seller = {
  name: "Nordlicht Media GmbH",
  address: { street: "Hafenstraße 12", postalCode: "20459", city: "Hamburg", region: null, country: "DE" },
  email: "billing@nordlicht.example",
  phone: "+49 40 123456",
  website: "https://nordlicht.example",
  vatId: "DE 123 456 789",
  taxNumber: "12/345/67890",
  bankName: "Musterbank",
  iban: "DE89370400440532013000",
  bic: "COBADEFFXXX",
  colour: "#4c6ef5",
  paper: "a4",
}

export const testBuyer: Buyer = {
  name: "Acme & Söhne <Handels> AG",
  address: { street: "Rue de l’Été 3", postalCode: "1000", city: "Bruxelles", region: null, country: "BE" },
  vatId: "BE0123456789",
  buyerReference: "PO-4711",
  language: "en",
}

export const testLine = (also: Partial<InvoiceLine> = {}): InvoiceLine => ({
  ...{ id: "line", description: "Campaign management", quantity: "1", unit: "hour", unitPrice: "95" },
  ...{ adjustments: [], taxCategory: "standard", taxPercent: "19", campaign: null, source: null },
  ...also,
})

/** A document with all that follows from what is given: its totals are calculated, it is open as a whole. */
export function testInvoice(also: Partial<Invoice> = {}): Invoice {
  const draft = {
    ...{ kind: "invoice" as const, purpose: "standard" as const, currency: "EUR", prices: "net" as const },
    ...{ lines: [testLine()], adjustments: [], settledMinor: 0 },
    ...also,
  }
  const totals = totalsOf(draft)
  const { netMinor, taxMinor, payableMinor } = totals
  return {
    ...{ id: "0190", number: "INV-2025-0001", state: "issued", client: { id: "c", name: "Acme" } },
    ...{ issueDay: "2025-03-31", dueDay: "2025-04-30", overdue: false, sentAt: null, viewedAt: null },
    ...{ createdAt: "2025-03-30T10:00:00.000Z", updatedAt: "2025-03-31T10:00:00.000Z", version: 1 },
    ...{ seller: testSeller, buyer: testBuyer, periodFrom: null, periodTo: null, buyerReference: null },
    ...{ intro: null, note: null, footer: null, taxReason: null, settlements: [], credits: null },
    ...{ creditedBy: [], problems: [], mayEdit: false, mayIssue: false, mayReadHistory: false },
    ...draft,
    ...{ totals, netMinor, taxMinor, payableMinor, openMinor: payableMinor - draft.settledMinor },
  }
}

const decimalText = (digits: number, size: number) =>
  fc
    .tuple(fc.nat(size), fc.nat(10 ** digits - 1))
    .map(([whole, parts]) => `${whole}.${String(parts).padStart(digits, "0")}`)
/** Text as people paste it: any script, control characters, markup. */
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constantFrom(
    'Media <plan> & "more"',
    "a\nb\r\nc",
    "]]>",
    "\u0000\u0001x",
    "\uD800half",
    "Ελληνικά",
    "北京",
  ),
)
const anyAdjustment: fc.Arbitrary<Adjustment> = fc
  .record({
    kind: fc.constantFrom("discount" as const, "charge" as const),
    percent: fc.option(fc.constantFrom("0", "2.5", "10", "33.3333", "100")),
    minor: fc.nat(50_000),
    reason: fc.option(text),
  })
  .map((each) => ({ ...each, minor: each.percent === null ? each.minor : null }))
const tax = fc.oneof(
  fc.constantFrom(
    ["standard", "19"] as const,
    ["standard", "5.5"] as const,
    ["standard", "24.9999"] as const,
  ),
  fc.constantFrom(...taxCategories.slice(1)).map((category) => [category, "0"] as const),
)
const anyLine = fc
  .record({
    quantity: fc.oneof(
      fc.constantFrom("0", "1", "-1", "0.0001", "-0.0001", "99999.9999"),
      fc.tuple(fc.boolean(), decimalText(4, 200)).map(([minus, each]) => (minus ? `-${each}` : each)),
    ),
    unit: fc.constantFrom(...unitCodes),
    unitPrice: fc.oneof(fc.constantFrom("0", "0.000001", "0.01", "9999"), decimalText(6, 900)),
    description: fc.option(text),
    adjustments: fc.array(anyAdjustment, { maxLength: 3 }),
    tax,
  })
  .map(({ tax: [taxCategory, taxPercent], ...rest }) => testLine({ ...rest, taxCategory, taxPercent }))

/** Any issued document: net and gross, every category, discounts and charges, 0 to 3 digits, partly paid. */
export const anyInvoice = (currencies: readonly string[]): fc.Arbitrary<Invoice> =>
  fc
    .record({
      kind: fc.constantFrom("invoice" as const, "credit_note" as const),
      currency: fc.constantFrom(...currencies),
      prices: fc.constantFrom("net" as const, "gross" as const),
      lines: fc.array(anyLine, { minLength: 1, maxLength: 10 }),
      adjustments: fc.array(anyAdjustment, { maxLength: 3 }),
      taxReason: fc.option(text),
      intro: fc.option(text),
      buyerReference: fc.option(text),
      settledMinor: fc.constantFrom(0, 1, 4_200),
      dueDay: fc.constantFrom("2025-04-30", null),
      period: fc.constantFrom([null, null], ["2025-03-01", "2025-03-31"], [null, "2025-03-31"]),
      language: fc.constantFrom(...documentLanguages),
    })
    .map(({ period: [periodFrom = null, periodTo = null], language, ...rest }) =>
      testInvoice({
        ...rest,
        ...{ periodFrom, periodTo, buyer: { ...testBuyer, language } },
        credits: rest.kind === "credit_note" ? { id: "i", number: "INV-2025-0007" } : null,
      }),
    )
