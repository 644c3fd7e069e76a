import type { InvoiceRow } from "@alphas/domain/invoices/dto"
import { invalidFields, refusalOf } from "../../data/refusal"

/** An open invoice, as far as money is shared out over it. Minor units of its currency. */
export type OpenInvoice = Pick<InvoiceRow, "id" | "currency" | "openMinor">

/**
 * Shares an amount out over open invoices of its currency in their order, each up to what is open of it. What is left
 * over is nobody's share.
 */
export function sharesOf(
  minor: number,
  currency: string,
  invoices: readonly OpenInvoice[],
): { invoiceId: string; minor: number }[] {
  let left = minor
  return invoices.flatMap((invoice) => {
    const part = invoice.currency === currency ? Math.min(left, invoice.openMinor) : 0
    left -= Math.max(part, 0)
    return part > 0 ? [{ invoiceId: invoice.id, minor: part }] : []
  })
}

interface Share {
  invoiceId: string
  minor: number
}

/** The shares that settle anything. */
export const sentShares = (shares: readonly { invoiceId: string; minor: number | null }[]): Share[] =>
  shares.flatMap(({ invoiceId, minor }) => (minor === null || minor === 0 ? [] : [{ invoiceId, minor }]))

/** Waits for a call that holds these shares; what is refused of one is named by its invoice: `shares.<id>`. */
export async function atShares<Answer>(sent: readonly Share[], call: Promise<Answer>): Promise<Answer> {
  try {
    return await call
  } catch (error) {
    const fields = Object.entries(refusalOf(error).fields).flatMap(([path, [sentence]]) => {
      const share = sent[Number(/^shares\.(\d+)/.exec(path)?.[1] ?? -1)]
      return share === undefined || sentence === undefined ? [] : [[`shares.${share.invoiceId}`, sentence]]
    })
    throw fields.length === 0 ? error : invalidFields(Object.fromEntries(fields))
  }
}
