import { invoices } from "@alphas/db/schema/invoices"
import type { Saved } from "@alphas/domain/ids"
import type { IssueInvoice } from "@alphas/domain/invoices/input"
import type { Problem } from "@alphas/domain/invoices/problems"
import {
  type InvoiceState,
  invoiceKindLabels,
  invoiceStateLabels,
  invoiceSteps,
} from "@alphas/domain/invoices/words"
import type { Buyer, Seller } from "@alphas/domain/money/billing"
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
import { post } from "./settle"

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

/** The same for a document that is locked. A credit note settles what is open of its invoice. */
async function issueLocked(ctx: Mutating, { record, credited }: Locked, issueDay?: string): Promise<Issued> {
  const what = invoiceKindLabels[record.kind].toLowerCase()
  stepFrom(invoiceSteps, invoiceStateLabels, { what, state: record.state }, "issue")
  const lines = await linesOf(ctx.tx, record.id)
  const parties = await partiesOf(ctx.tx, record.clientId)
  const totals = checkedTotals({ ...record, lines }, "lines")
  const day = issueDay ?? record.issueDay ?? parties.today
  refuse(await problemsNow(ctx.tx, record, lines, totals, parties, day))
  const { payableMinor } = totals
  const given = {
    ...partiesNow(parties, record.buyerReference, outsideScope(lines)),
    ...{ issueDay: day, dueDay: dueDayOf(record, parties, day) },
  }
  const { number, state } = await give(ctx, { ...record, payableMinor }, given, parties)
  const saved = { id: record.id, version: record.version + 1, number }
  if (credited === undefined) return saved
  const minor = Math.min(credited.openMinor, payableMinor)
  if (minor === 0) return saved
  const creditNote = { ...record, payableMinor, state, number }
  await post(ctx, [{ document: credited, minor, day, by: { creditNote } }])
  return { ...saved, version: saved.version + 1 }
}

/** Issues the credit note that voids an invoice, by and to whom that was issued. Answers its number. */
export async function issueVoiding(
  ctx: Mutating,
  note: InvoiceRecord,
  lines: readonly KeptLine[],
  issueDay: string,
  parties: { seller: Seller; buyer: Buyer },
): Promise<string> {
  const now = await partiesOf(ctx.tx, note.clientId)
  const problems = await problemsNow(ctx.tx, note, lines, note, now, issueDay)
  refuse(problems.filter(({ field }) => field === "issueDay"))
  const { number } = await give(ctx, note, { ...parties, issueDay, dueDay: issueDay }, now)
  return number
}

/** Gives a locked document its number, and freezes what is given. */
async function give(
  ctx: Mutating,
  record: InvoiceRecord,
  { seller, buyer, issueDay, dueDay }: { seller: Seller; buyer: Buyer; issueDay: string; dueDay: string },
  { billing }: Parties,
): Promise<{ number: string; state: InvoiceState }> {
  const { id, kind, clientId, currency, payableMinor } = record
  // Of nothing nothing is owed.
  const state = payableMinor === 0 ? "paid" : "issued"
  const number = await numberAndIssue(
    ctx.tx,
    {
      ...{ id, kind, issueDay, dueDay, state, issuedBy: ctx.identity.viewer.id },
      ...{ seller: JSON.stringify(seller), buyer: JSON.stringify(buyer) },
    },
    billing,
  )
  ctx.record({
    entity: "invoice",
    id,
    clientId,
    fields: {
      ...{ kind: { after: kind }, number: { after: number }, state: { before: "draft", after: state } },
      ...{ issueDay: { after: issueDay }, dueDay: { after: dueDay } },
      ...{ currency: { after: currency }, payableMinor: { after: payableMinor } },
    },
  })
  return { number, state }
}

/** @throws Refusal `invalid` with every problem at its field, when there are any. */
function refuse(problems: readonly Problem[]): void {
  const [first] = problems
  if (first === undefined) return
  const fields: Record<string, string[]> = {}
  for (const { field, message } of problems) fields[field] = [...(fields[field] ?? []), message]
  throw new Refusal("invalid", first.message, { fields })
}
