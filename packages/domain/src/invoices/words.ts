import type { Workflow } from "../workflow"

export const invoiceKinds = ["invoice", "credit_note"] as const
export type InvoiceKind = (typeof invoiceKinds)[number]

export const invoiceKindLabels: Record<InvoiceKind, string> = {
  invoice: "Invoice",
  credit_note: "Credit note",
}

export const invoiceStates = ["draft", "issued", "partially_paid", "paid", "void"] as const
export type InvoiceState = (typeof invoiceStates)[number]

export const invoiceStateLabels: Record<InvoiceState, string> = {
  draft: "Draft",
  issued: "Issued",
  partially_paid: "Partially paid",
  paid: "Paid",
  void: "Void",
}

export const invoiceStepNames = ["issue", "void"] as const
export type InvoiceStep = (typeof invoiceStepNames)[number]

/**
 * `draft -> issued -> partially_paid -> paid`, `issued -> void`. Payments lead from `issued` onwards and back; only what
 * nothing was paid on is voided, by a credit note of the whole.
 */
export const invoiceSteps: Workflow<InvoiceStep, InvoiceState> = {
  issue: { label: "Issue invoice", from: ["draft"], to: "issued" },
  void: { label: "Void", from: ["issued"], to: "void", asksWhy: true },
}

/** States in which an invoice has a number and is the client's to see. */
export const issuedStates = ["issued", "partially_paid", "paid", "void"] as const satisfies InvoiceState[]
/** States in which something is owed. */
export const openStates = ["issued", "partially_paid"] as const satisfies InvoiceState[]

/** The state of an issued document by what is settled of it. Amounts are minor units. */
export const stateWhenSettled = (payableMinor: number, settledMinor: number): InvoiceState =>
  settledMinor >= payableMinor ? "paid" : settledMinor === 0 ? "issued" : "partially_paid"

export const invoiceSorts = [
  "number",
  "issueDay",
  "dueDay",
  "client",
  "payable",
  "open",
  "createdAt",
] as const
export type InvoiceSort = (typeof invoiceSorts)[number]

/** What an invoice is for: a deposit is taken off a later one. */
export const invoicePurposes = ["standard", "deposit"] as const
export type InvoicePurpose = (typeof invoicePurposes)[number]

/** Units in which a quantity is counted (UN/ECE Recommendation 20), with what stands on the paper. */
export const unitCodes = ["hour", "day", "month", "piece", "kilometre", "percent"] as const
export type UnitCode = (typeof unitCodes)[number]
export const unitLabels: Record<UnitCode, string> = {
  hour: "Hours",
  day: "Days",
  month: "Months",
  piece: "Pieces",
  kilometre: "Kilometres",
  percent: "Percent",
}
/** UN/ECE Recommendation 20, Rev. 17. */
export const unitRec20: Record<UnitCode, string> = {
  hour: "HUR",
  day: "DAY",
  month: "MON",
  piece: "C62",
  kilometre: "KMT",
  percent: "P1",
}

/** From what a line was made; null for what somebody wrote. */
export const lineSources = ["time", "expense", "fee", "retainer", "deposit"] as const
export type LineSource = (typeof lineSources)[number]
