import type { InvoiceRow } from "@alphas/domain/invoices/dto"

/** What a document is called: its number, and before it has one for whom it is. */
export const nameOfInvoice = ({
  kind,
  number,
  client,
}: Pick<InvoiceRow, "kind" | "number" | "client">): string =>
  number ?? `${kind === "credit_note" ? "Draft credit note" : "Draft"} for ${client.name}`
