import { NoEInvoice } from "@alphas/documents/ubl/e-invoice-problems"
import type { Invoice } from "@alphas/domain/invoices/dto"
import { Refusal } from "../refusal"

export const invoiceFormats = ["pdf", "xml"] as const
export type InvoiceFormat = (typeof invoiceFormats)[number]

/** A document as a file that leaves the house. */
export interface InvoiceFile {
  name: string
  type: string
  bytes: Uint8Array
}

/**
 * An invoice or credit note as PDF, or as UBL 2.1 after EN 16931. What draws and writes it is loaded when it is asked for.
 * @throws Refusal `invalid` when it cannot be an e-invoice, with a sentence for each reason.
 */
export async function invoiceFile(invoice: Invoice, format: InvoiceFormat): Promise<InvoiceFile> {
  const name = `${fileNameOf(invoice)}.${format}`
  if (format === "pdf") {
    const { writeInvoicePdf } = await import("@alphas/documents/pdf/invoice-pdf")
    return { name, type: "application/pdf", bytes: await writeInvoicePdf(invoice) }
  }
  const { writeUbl } = await import("@alphas/documents/ubl/ubl-invoice")
  try {
    return { name, type: "application/xml", bytes: new TextEncoder().encode(writeUbl(invoice)) }
  } catch (error) {
    if (!(error instanceof NoEInvoice)) throw error
    const fields: Record<string, string[]> = {}
    for (const { field, message } of error.problems) fields[field] = [...(fields[field] ?? []), message]
    throw new Refusal("invalid", error.message, { fields })
  }
}

/** A number may hold what a file's name must not: `2025/0001` is `2025-0001`. */
const fileNameOf = ({ number, kind, id }: Invoice): string =>
  (number ?? `${kind === "invoice" ? "draft" : "draft-credit-note"}-${id}`)
    .replace(/[^\p{L}\p{N}._-]+/gu, "-")
    .replace(/^[.-]+/, "") || id
