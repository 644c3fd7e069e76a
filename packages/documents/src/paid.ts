import type { Invoice } from "@alphas/domain/invoices/dto"

/** What of a document has been paid, in minor units: a credit note is not paid but used up. */
export const paidMinorOf = ({ kind, settledMinor }: Invoice): number =>
  kind === "invoice" ? settledMinor : 0
