import { invoices } from "@alphas/db/schema/invoices"
import type { Saved } from "@alphas/domain/ids"
import type { IssueInvoice } from "@alphas/domain/invoices/input"
import { invoiceKindLabels, invoiceStateLabels, invoiceSteps } from "@alphas/domain/invoices/words"
import type { Totals } from "@alphas/domain/money/totals"
import { asc, or, sql } from "drizzle-orm"
import type { Mutating } from "../context"
import { notFound, Refusal, staleVersion } from "../refusal"
import type { MutationArgs } from "../trpc"
import { stepFrom } from "../workflow"
import { dueDayOf } from "./days"
import { checkedTotals, type KeptLine, linesOf } from "./lines"
import { numberAndIssue } from "./numbers"
import { type Parties, partiesNow, partiesOf } from "./parties"
import { outsideScope, problemsNow, readInvoice } from "./read"

export type InvoiceRecord = typeof invoices.$inferSelect

/** A document and, of a credit note, the invoice that it answers. */
export interface Locked {
  record: InvoiceRecord
  credited: InvoiceRecord | undefined
}

/**
 * A document with the invoice that it answers, locked in the order of their ids until the transaction ends.
 * @throws Refusal `not_found`, `stale_version` with the document as it is now.
 */
export async function lockDocument(
  ctx: Mutating,
  { id, version }: { id: string; version: number },
): Promise<Locked> {
  const rows = await ctx.tx
    .select()
    .from(invoices)
    .where(
      sql`${or(
        sql`${invoices.id} = ${id}`,
        sql`${invoices.id} = (select note.credits_id from invoices note where note.id = ${id})`,
      )} and ${ctx.visible.invoices()}`,
    )
    .orderBy(asc(invoices.id))
    .for("no key update")
  const record = rows.find((row) => row.id === id)
  if (record === undefined) throw notFound("invoice")
  if (record.version !== version) throw staleVersion("invoice", await readInvoice(ctx, ctx.tx, id))
  return { record, credited: rows.find((row) => row.id === record.creditsId) }
}

/** A document that was issued, with its number. */
export interface Issued extends Saved {
  number: string
}

/**
 * Gives a draft its number and makes it what it stays: seller, buyer, lines and totals are those of this moment.
 * @throws Refusal `stale_version`, `workflow` for what is issued, `invalid` with every problem at its field.
 */
export async function issueInvoice({ ctx, input }: MutationArgs<typeof IssueInvoice>): Promise<Issued> {
  const locked = await lockDocument(ctx, input)
  return issueLocked(ctx, locked, input.issueDay ?? undefined)
}

/** The same for a document that is locked. */
export async function issueLocked(ctx: Mutating, locked: Locked, issueDay?: string): Promise<Issued> {
  const { record } = locked
  const what = invoiceKindLabels[record.kind].toLowerCase()
  stepFrom(invoiceSteps, invoiceStateLabels, { what, state: record.state }, "issue")
  const lines = await linesOf(ctx.tx, record.id)
  const parties = await partiesOf(ctx.tx, record.clientId)
  const totals = checkedTotals({ ...record, lines }, "lines")
  const day = issueDay ?? record.issueDay ?? parties.today
  await refuseProblems(ctx, record, lines, totals, parties, day)
  const { seller, buyer } = partiesNow(parties, record.buyerReference, outsideScope(lines))
  const dueDay = dueDayOf(record, parties, day)
  const state = totals.payableMinor === 0 ? "paid" : "issued"
  const number = await numberAndIssue(
    ctx.tx,
    {
      ...{ id: record.id, kind: record.kind, issueDay: day, dueDay, state },
      ...{ seller: JSON.stringify(seller), buyer: JSON.stringify(buyer), issuedBy: ctx.identity.viewer.id },
    },
    parties.billing,
  )
  ctx.record({
    entity: "invoice",
    id: record.id,
    clientId: record.clientId,
    fields: {
      ...{
        kind: { after: record.kind },
        number: { after: number },
        state: { before: "draft", after: state },
      },
      ...{ issueDay: { after: day }, dueDay: { after: dueDay } },
      ...{ currency: { after: record.currency }, payableMinor: { after: totals.payableMinor } },
    },
  })
  return { id: record.id, version: record.version + 1, number }
}

async function refuseProblems(
  ctx: Mutating,
  record: InvoiceRecord,
  lines: readonly KeptLine[],
  totals: Totals,
  parties: Parties,
  issueDay: string,
): Promise<void> {
  const problems = await problemsNow(ctx.tx, record, lines, totals, parties, issueDay)
  if (problems.length === 0) return
  const fields: Record<string, string[]> = {}
  for (const { field, message } of problems) fields[field] = [...(fields[field] ?? []), message]
  const [first] = problems
  throw new Refusal("invalid", first?.message ?? "", { fields })
}
