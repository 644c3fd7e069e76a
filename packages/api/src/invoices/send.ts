import { invoices } from "@alphas/db/schema/invoices"
import { formatIn } from "@alphas/documents/document-format"
import type { Saved } from "@alphas/domain/ids"
import type { SendInvoice } from "@alphas/domain/invoices/input"
import type { Email } from "@alphas/email/mailer"
import type { JobPayload } from "@alphas/jobs/names"
import { eq, sql } from "drizzle-orm"
import type { Services } from "../context"
import { jobContext } from "../job-context"
import { invalidField, Refusal } from "../refusal"
import { authorize, type MutationArgs } from "../trpc"
import { operator } from "./export"
import { type InvoiceFile, invoiceFile } from "./file"
import { lockDocument } from "./issue"
import { partiesOf } from "./parties"
import { readInvoice } from "./read"

/** A document that is on its way, and to whom. */
export interface Sent extends Saved {
  sentAt: string
  emails: string[]
}

/**
 * Sends an issued document by email, one to each address: those given, or those of the client's billing. The emails are
 * queued in this transaction and go out once it is committed; sending again is allowed, and moves `sentAt`.
 * @throws Refusal `stale_version`, `workflow` for a draft, `invalid` when there is no address.
 */
export async function sendInvoice({ ctx, input }: MutationArgs<typeof SendInvoice>): Promise<Sent> {
  const { record } = await lockDocument(ctx, input)
  if (record.state === "draft") throw new Refusal("workflow", "Issue the invoice first: a draft is not sent.")
  const given = input.emails ?? (await partiesOf(ctx.tx, record.clientId)).own.emails
  const emails = [...new Set(given)]
  if (emails.length === 0)
    throw invalidField("emails", "Write an email address, or add one to the client's billing.")
  const [row] = await ctx.tx
    .update(invoices)
    .set({ sentAt: sql`now()`, version: sql`${invoices.version} + 1` })
    .where(sql`/* visible invoices: locked above */ ${eq(invoices.id, record.id)}`)
    .returning({ sentAt: invoices.sentAt, version: invoices.version })
  if (row?.sentAt == null) throw new Error("The update returned no row.")
  for (const email of emails)
    await ctx.services.jobs.enqueue(ctx.tx, "email.invoice", {
      ...{ invoiceId: record.id, email, message: input.message },
    })
  ctx.record({
    entity: "invoice",
    id: record.id,
    clientId: record.clientId,
    fields: { sentAt: { before: record.sentAt, after: row.sentAt } },
  })
  return { id: record.id, version: row.version, sentAt: row.sentAt, emails }
}

/** The email with a document as it is now: as PDF, and as e-invoice where it can be one. The job's sender was checked. */
export async function invoiceEmailOf(
  services: Services,
  { invoiceId, email, message }: JobPayload<"email.invoice">,
): Promise<Email> {
  const ctx = authorize(jobContext(services, operator), "invoices.read", false)
  const invoice = await readInvoice(ctx, ctx.db, invoiceId)
  const files = [await invoiceFile(invoice, "pdf"), await eInvoiceOf(invoice)].filter((file) => file !== null)
  const { language, name } = invoice.buyer
  const format = formatIn(language, invoice.currency)
  const { invoiceEmail } = await import("@alphas/email/invoice-email")
  return invoiceEmail(
    { email, name },
    {
      ...{ language, kind: invoice.kind, number: invoice.number ?? "", message },
      agency: invoice.seller.name,
      replyTo: invoice.seller.email,
      amount: format.money(invoice.kind === "invoice" ? invoice.openMinor : invoice.payableMinor),
      dueDay:
        invoice.kind === "invoice" && invoice.dueDay !== null && invoice.openMinor > 0
          ? format.day(invoice.dueDay)
          : null,
      attachments: files.map(({ name: file, type, bytes }) => ({ name: file, type, bytes })),
    },
  )
}

async function eInvoiceOf(invoice: Parameters<typeof invoiceFile>[0]): Promise<InvoiceFile | null> {
  try {
    return await invoiceFile(invoice, "xml")
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}
