import type { Buyer, Seller, TaxRate } from "../money/billing"
import type { Conversion } from "../money/exchange"
import type { TaxCategory } from "../money/tax"
import type { Adjustment, Totals } from "../money/totals"
import type { InvoiceKind, InvoicePurpose, InvoiceState, LineSource, UnitCode } from "./words"

/** An invoice or credit note as a row of a list. Amounts are minor units of its currency; days are the agency's. */
export interface InvoiceRow {
  id: string
  kind: InvoiceKind
  /** Null for a draft. */
  number: string | null
  state: InvoiceState
  client: { id: string; name: string }
  issueDay: string | null
  dueDay: string | null
  /** ISO 4217. */
  currency: string
  netMinor: number
  taxMinor: number
  /** What is to be paid for it as a whole. */
  payableMinor: number
  /** What payments and credit notes have settled of it. */
  settledMinor: number
  /** What is still owed; what of a credit note can still be used. */
  openMinor: number
  /** Whether it is open past its due day. */
  overdue: boolean
  sentAt: string | null
  viewedAt: string | null
  createdAt: string
  updatedAt: string
  version: number
}

export interface InvoiceLine {
  id: string
  description: string | null
  quantity: string
  unit: UnitCode
  unitPrice: string
  adjustments: Adjustment[]
  taxCategory: TaxCategory
  taxPercent: string
  campaign: { id: string; name: string } | null
  source: LineSource | null
}

/** What was settled of an invoice, and by what. */
export interface Settlement {
  id: string
  day: string
  /** Minor units; negative where it was taken back. */
  minor: number
  /** Null for a payment or refund where the reader does not see payments. */
  by:
    | { kind: "payment" | "refund"; id: string; method: string; reference: string | null }
    /** The other document: of a credit note the invoice that it settled. */
    | { kind: "credit_note" | "invoice"; id: string; number: string }
    | null
  /** What of the payment it is, where that is in another currency, and by which rates. */
  converted: { minor: number; conversion: Conversion } | null
}

/** A document with all that stands on it. */
export interface Invoice extends InvoiceRow {
  purpose: InvoicePurpose
  prices: "net" | "gross"
  /** Who sends and who gets it: as they were at issue; of a draft, as they are now. */
  seller: Seller
  buyer: Buyer
  periodFrom: string | null
  periodTo: string | null
  buyerReference: string | null
  intro: string | null
  note: string | null
  footer: string | null
  taxReason: string | null
  adjustments: Adjustment[]
  lines: InvoiceLine[]
  totals: Totals
  settlements: Settlement[]
  /** Of a credit note: the invoice that it answers. */
  credits: { id: string; number: string } | null
  /** The credit notes that answer it. */
  creditedBy: { id: string; number: string }[]
  /** Why it cannot be issued as it is; empty for what can, and for what is issued. */
  problems: { field: string; message: string }[]
  mayEdit: boolean
  mayIssue: boolean
  mayReadHistory: boolean
}

/** What a draft for a client begins with, and the tax rates that its lines can have. */
export interface InvoiceDefaults {
  currency: string
  prices: "net" | "gross"
  termsDays: number
  /** Of a new line. */
  taxCategory: TaxCategory
  taxPercent: string
  taxRates: TaxRate[]
  buyerReference: string | null
  intro: string | null
  footer: string | null
}

/**
 * Sums of what a list's filters let pass, a currency each. Credit notes count negative: what is open is what is owed less
 * what credit notes still give.
 */
export interface InvoiceSums {
  currency: string
  count: number
  netMinor: number
  payableMinor: number
  openMinor: number
  overdueMinor: number
}
