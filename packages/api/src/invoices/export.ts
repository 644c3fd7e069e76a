import type { Identity } from "@alphas/auth/identity"
import { invoices } from "@alphas/db/schema/invoices"
import { and, asc, gt, ne } from "drizzle-orm"
import type { Services } from "../context"
import { jobContext } from "../job-context"
import { Refusal } from "../refusal"
import { authorize } from "../trpc"
import { type InvoiceFile, invoiceFile, invoiceFormats } from "./file"
import { readInvoice } from "./read"

/** A document as one file, or why there is none. */
export interface ExportedFile {
  number: string
  file: InvoiceFile | null
  problem: string | null
}

/** Whoever has the database itself, or works on what somebody was allowed to ask for: it reads as an admin. */
export const operator: Identity["viewer"] = {
  ...{ id: "00000000-0000-0000-0000-000000000000", role: "admin", clientId: null },
  ...{ name: "Export", email: "" },
}
const pageSize = 200

/** Every issued invoice and credit note as PDF and as e-invoice, in the order in which their drafts were made. */
export async function* exportInvoices(services: Services): AsyncGenerator<ExportedFile> {
  const ctx = authorize(jobContext(services, operator), "invoices.read", false)
  let after: string | null = null
  for (;;) {
    const page: { id: string }[] = await ctx.db
      .select({ id: invoices.id })
      .from(invoices)
      .where(
        and(
          ne(invoices.state, "draft"),
          after === null ? undefined : gt(invoices.id, after),
          ctx.visible.invoices("invoices.read"),
        ),
      )
      .orderBy(asc(invoices.id))
      .limit(pageSize)
    for (const { id } of page) {
      const invoice = await readInvoice(ctx, ctx.db, id)
      const number = invoice.number ?? id
      for (const format of invoiceFormats) {
        try {
          yield { number, file: await invoiceFile(invoice, format), problem: null }
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
          yield { number, file: null, problem: error.message }
        }
      }
    }
    after = page.at(-1)?.id ?? null
    if (page.length < pageSize) return
  }
}
