import { clients } from "@alphas/db/schema/clients"
import { invoices } from "@alphas/db/schema/invoices"
import { laterDay } from "@alphas/domain/days"
import { newId, type Saved } from "@alphas/domain/ids"
import type { NewCreditNote, VoidInvoice } from "@alphas/domain/invoices/input"
import { invoiceStateLabels, invoiceSteps } from "@alphas/domain/invoices/words"
import { and, eq, sql } from "drizzle-orm"
import type { Mutating } from "../context"
import { notFound, Refusal } from "../refusal"
import type { MutationArgs } from "../trpc"
import { lockRow } from "../versioned"
import { stepFrom } from "../workflow"
import { leftToCredit } from "./credits"
import { type InvoiceRecord, issueVoiding, lockDocument } from "./issue"
import { checkedTotals, type KeptLine, keptTotals, linesOf, writeLines } from "./lines"
import { lastDayOf } from "./numbers"
import { partiesOf } from "./parties"
import { post } from "./settle"
import { insertDraft } from "./write"

/** What of an invoice stands on its credit note as well. */
export const mirrored = ({
  clientId,
  currency,
  prices,
  adjustments,
  buyerReference,
  periodFrom,
  periodTo,
  taxReason,
}: InvoiceRecord) => ({
  ...{ clientId, currency, prices, adjustments, buyerReference, periodFrom, periodTo, taxReason },
})

/** Lines of another document, for a new one. */
export const anew = (lines: readonly KeptLine[]): KeptLine[] =>
  lines.map((line) => ({ ...line, id: newId(), source: null }))

/**
 * Locks the client of a document against a merge, before the document itself, as whoever pays does: a new document of the
 * same client would stay behind with the one that is merged. @throws Refusal `not_found`.
 */
async function holdClient(ctx: Mutating, id: string): Promise<void> {
  let held: string | null = null
  for (;;) {
    const [found] = await ctx.tx
      .select({ clientId: invoices.clientId })
      .from(invoices)
      .where(and(eq(invoices.id, id), ctx.visible.invoices()))
    if (found === undefined) throw notFound("invoice")
    if (found.clientId === held) return
    held = found.clientId
    await ctx.tx
      .select({ id: clients.id })
      .from(clients)
      .where(sql`/* visible clients: of a document that was checked */ ${eq(clients.id, held)}`)
      .for("share")
  }
}

/** A draft of a credit note that takes off all of an invoice; what stays is taken out of it by hand. */
export async function createCreditNote({ ctx, input }: MutationArgs<typeof NewCreditNote>): Promise<Saved> {
  await holdClient(ctx, input.id)
  const invoice = await lockRow(ctx.tx, invoices, ctx.visible.invoices(), input.id, "invoice")
  if (invoice.kind !== "invoice" || invoice.state === "draft" || invoice.state === "void")
    throw new Refusal(
      "workflow",
      "A credit note answers an invoice that is issued. Edit a draft instead; what is void needs none.",
    )
  return insertDraft(
    ctx,
    { ...mirrored(invoice), kind: "credit_note", creditsId: invoice.id, note: input.reason },
    anew(await linesOf(ctx.tx, invoice.id)),
  )
}

/** An invoice that was voided, with the credit note that did it. */
export interface Voided extends Saved {
  creditNote: { id: string; number: string }
}

/**
 * Voids an issued invoice by a credit note of the whole, which is issued in the same transaction, on its first possible day
 * from today on, by and to whom the invoice was.
 * @throws Refusal `stale_version`, `workflow` when something was paid or credited already.
 */
export async function voidInvoice({ ctx, input }: MutationArgs<typeof VoidInvoice>): Promise<Voided> {
  await holdClient(ctx, input.id)
  const { record } = await lockDocument(ctx, input)
  if (record.kind === "credit_note")
    throw new Refusal(
      "workflow",
      "A credit note is not voided. Issue an invoice for what it took off too much.",
    )
  stepFrom(invoiceSteps, invoiceStateLabels, { what: "invoice", state: record.state }, "void", input.reason)
  const left = await leftToCredit(ctx.tx, record.id)
  if (left !== null && left.leftMinor < record.payableMinor)
    throw new Refusal(
      "workflow",
      `A credit note answers ${record.number} already. Settle the invoice with that one, and credit what is left by another.`,
    )
  if (record.seller === null || record.buyer === null) throw new Error("What is issued has both.")
  const lines = anew(await linesOf(ctx.tx, record.id))
  const totals = checkedTotals({ ...record, lines }, "id")
  const [note] = await ctx.tx
    .insert(invoices)
    .values({
      ...{ ...mirrored(record), ...keptTotals(totals), kind: "credit_note", creditsId: record.id },
      ...{ note: input.reason, createdBy: ctx.identity.viewer.id },
    })
    .returning()
  if (note === undefined) throw new Error("The insert returned no row.")
  await writeLines(ctx, note.id, lines, totals, false)
  const parties = await partiesOf(ctx.tx, record.clientId)
  const last = await lastDayOf(ctx.tx, "credit_note", parties)
  const day = [record.issueDay ?? "", last ?? ""].reduce(laterDay, parties.today)
  const issued = await issueVoiding(ctx, note, lines, day, { seller: record.seller, buyer: record.buyer })
  await post(ctx, [
    {
      ...{ document: record, minor: record.payableMinor, day, voids: true },
      by: { creditNote: { ...note, state: "issued" } },
    },
  ])
  return {
    ...{ id: record.id, version: record.version + 1 },
    creditNote: { id: note.id, number: issued },
  }
}
