import { newId } from "@alphas/domain/ids"
import type { Buyer, Seller } from "@alphas/domain/money/billing"
import { totalsOf } from "@alphas/domain/money/totals"
import type { Reader } from "./connection"
import { makeClient } from "./factories"
import { invoiceLines, invoices } from "./schema/invoices"
import { billingSettings } from "./schema/money"
import { payments } from "./schema/payments"

export type InvoiceRecord = typeof invoices.$inferSelect
export type PaymentRecord = typeof payments.$inferSelect

const seller: Seller = {
  name: "Our agency",
  address: { street: "Lindenweg 1", postalCode: "10969", city: "Berlin", region: null, country: "DE" },
  ...{ email: null, phone: null, website: null, vatId: "DE136695976", taxNumber: null },
  ...{ bankName: null, iban: null, bic: null, colour: "#4c6ef5", paper: "a4" },
}
const buyer: Buyer = {
  name: "A client",
  address: { street: "Hafenstr. 2", postalCode: "20457", city: "Hamburg", region: null, country: "DE" },
  ...{ vatId: null, buyerReference: null, language: "en" },
}

/** Says who the agency is on its documents: from Berlin, with a VAT ID. */
export async function makeSeller(db: Reader): Promise<void> {
  const { address, vatId } = seller
  await db.update(billingSettings).set({ address, vatId })
}

let counted = 0

/**
 * Inserts an invoice with one line of 100.00 and 19 % tax, by default a draft in EUR of a client that is made for it. One
 * in another state is of 2026-05-04, due on 2026-05-18, with a number of its own that is in no series of the product.
 */
export async function makeInvoice(
  db: Reader,
  values: Partial<typeof invoices.$inferInsert> = {},
  line: Partial<typeof invoiceLines.$inferInsert> = {},
): Promise<InvoiceRecord> {
  const clientId = values.clientId ?? (await makeClient(db)).id
  const id = values.id ?? newId()
  const { quantity = "1", unitPrice = "100", adjustments = [] } = line
  const { taxCategory = "standard", taxPercent = "19" } = line
  const priced = { quantity, unitPrice, adjustments, taxCategory, taxPercent }
  const { currency = "EUR", prices = "net" } = values
  const totals = totalsOf({ currency, prices, adjustments: values.adjustments ?? [], lines: [priced] })
  const count = ++counted
  const issued =
    values.state === undefined || values.state === "draft"
      ? {}
      : {
          ...{ number: `TEST-${count}-${id.slice(-6)}`, seriesYear: 1, seriesCount: count },
          ...{ issueDay: "2026-05-04", dueDay: "2026-05-18", seller, buyer },
        }
  const { netMinor, taxMinor, payableMinor } = totals
  const [row] = await db
    .insert(invoices)
    .values({ ...{ currency, prices, netMinor, taxMinor, payableMinor }, ...issued, ...values, id, clientId })
    .returning()
  await db.insert(invoiceLines).values({
    ...{ description: "Work", unit: "piece", position: 0, netMinor: totals.lines[0]?.netMinor ?? 0 },
    ...line,
    ...priced,
    invoiceId: id,
  })
  if (row === undefined) throw new Error("The insert returned no row.")
  return row
}

/** Inserts a payment, by default 100.00 EUR of a client that is made for it, none of which is used. */
export async function makePayment(
  db: Reader,
  values: Partial<typeof payments.$inferInsert> = {},
): Promise<PaymentRecord> {
  const clientId = values.clientId ?? (await makeClient(db)).id
  const [row] = await db
    .insert(payments)
    .values({
      ...{ kind: "payment", day: "2026-05-20", currency: "EUR", minor: 10_000, method: "bank_transfer" },
      ...values,
      clientId,
    })
    .returning()
  if (row === undefined) throw new Error("The insert returned no row.")
  return row
}
