import type { UnitCode } from "@alphas/domain/invoices/words"
import type { TaxCategory } from "@alphas/domain/money/tax"

/** What stands on a document, in one language. */
export interface DocumentWords {
  invoice: string
  depositInvoice: string
  creditNote: string
  statement: string
  draft: string
  number: string
  issueDay: string
  dueDay: string
  period: string
  buyerReference: string
  /** Of a credit note: the invoice that it answers. */
  credits: string
  yourVatId: string
  ourVatId: string
  taxNumber: string
  description: string
  quantity: string
  unitPrice: string
  tax: string
  amount: string
  discount: string
  charge: string
  /** Sum of the lines. */
  subtotal: string
  /** Total without tax. */
  net: string
  /** Tax of a rate, with the amount that it is calculated from. */
  taxOf: (percent: string, base: string) => string
  gross: string
  rounding: string
  total: string
  totalCredit: string
  paid: string
  due: string
  grossPrices: string
  /** Where to pay: the day is written out, the number is the document's. */
  payBy: (amount: string, day: string, number: string) => string
  payNow: (amount: string, number: string) => string
  /** Of a credit note: what becomes of it. */
  setOff: (number: string | null) => string
  accountHolder: string
  bank: string
  paymentReference: string
  scanToPay: string
  page: (page: number, pages: number) => string
  units: Record<UnitCode, string>
  /** Why no tax is charged (BT-120); null for categories that have no reason. */
  taxReasons: Record<TaxCategory, string | null>
  day: string
  document: string
  openingBalance: string
  closingBalance: string
  payment: string
  refund: string
  debit: string
  credit: string
  balance: string
  continued: string
}
