import { removedFields } from "@alphas/changes/record"
import { invoices } from "@alphas/db/schema/invoices"
import type { ById, Saved, Versioned } from "@alphas/domain/ids"
import { and, eq } from "drizzle-orm"
import { notFound } from "../refusal"
import type { MutationArgs } from "../trpc"
import { anew, mirrored } from "./credit-notes"
import { linesOf } from "./lines"
import { drafts, insertDraft, openClient, refuseIssued } from "./write"

/** A new draft for the same client with the lines and words of another document, and without its days. */
export async function copyInvoice({ ctx, input }: MutationArgs<typeof ById>): Promise<Saved> {
  const [found] = await ctx.tx
    .select()
    .from(invoices)
    .where(and(eq(invoices.id, input.id), ctx.visible.invoices()))
  if (found === undefined) throw notFound("invoice")
  await openClient(ctx, found.clientId)
  const { intro, note, footer, purpose } = found
  const draft = { ...mirrored(found), intro, note, footer, purpose, periodFrom: null, periodTo: null }
  return insertDraft(ctx, draft, anew(await linesOf(ctx.tx, found.id)))
}

/** Removes a draft with its lines. @throws Refusal `stale_version`, `workflow` for what is issued. */
export async function removeInvoice({ ctx, input }: MutationArgs<typeof Versioned>): Promise<Saved> {
  const before = await drafts.lock(ctx, input)
  refuseIssued(before)
  await ctx.tx.delete(invoices).where(eq(invoices.id, before.id))
  ctx.record({
    entity: "invoice_draft",
    id: before.id,
    clientId: before.clientId,
    fields: removedFields(before, ["kind", "currency", "payableMinor", "buyerReference", "note"]),
  })
  return { id: before.id, version: before.version }
}
