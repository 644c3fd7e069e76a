import { createdFields, fieldChanges } from "@alphas/changes/record"
import { clients } from "@alphas/db/schema/clients"
import { invoices } from "@alphas/db/schema/invoices"
import { newId, type Saved } from "@alphas/domain/ids"
import type { NewInvoice, UpdateInvoice } from "@alphas/domain/invoices/input"
import { taxOf } from "@alphas/domain/invoices/parties"
import { digitsOf } from "@alphas/domain/money/currency"
import { and, eq } from "drizzle-orm"
import type { Mutating } from "../context"
import { Records } from "../records"
import { invalidField, notFound, Refusal } from "../refusal"
import type { MutationArgs } from "../trpc"
import {
  checkCampaigns,
  checkedTotals,
  type KeptLine,
  keptLines,
  keptTotals,
  linesOf,
  writeLines,
} from "./lines"
import { type Parties, partiesOf } from "./parties"
import { readInvoice } from "./read"

type InvoiceRecord = typeof invoices.$inferSelect

export const drafts = new Records({
  table: invoices,
  entity: "invoice_draft",
  what: "invoice",
  visible: (ctx) => ctx.visible.invoices(),
  show: (ctx, { id }) => readInvoice(ctx, ctx.tx, id),
  place: ({ clientId }) => ({ clientId }),
})

/** @throws Refusal `workflow` for what is issued. */
export function refuseIssued({ state, number }: Pick<InvoiceRecord, "state" | "number">): void {
  if (state !== "draft")
    throw new Refusal(
      "workflow",
      `${number} is issued and stays as it is. What is wrong with it is put right by a credit note.`,
    )
}

/** A draft for a client; what is left out comes from the client's and the agency's settings. */
export async function createInvoice({ ctx, input }: MutationArgs<typeof NewInvoice>): Promise<Saved> {
  const { clientId, lines: given = [], ...fields } = input
  const parties = await openClient(ctx, clientId)
  const { own, billing, client } = parties
  const lines = keptLines(given, [], taxOf(own.taxTreatment, billing.taxRates), "lines")
  await checkCampaigns(ctx, clientId, lines, "lines")
  return insertDraft(
    ctx,
    {
      currency: client.currency,
      prices: billing.prices,
      buyerReference: own.buyerReference,
      intro: billing.intro,
      footer: billing.footer,
      ...withoutUndefined(fields),
      clientId,
    },
    lines,
  )
}

type Draft = Pick<InvoiceRecord, "clientId" | "currency" | "prices"> & Partial<typeof invoices.$inferInsert>

/** Writes a draft with its lines. Its client is locked against a merge, and the lines are checked. */
export async function insertDraft(ctx: Mutating, draft: Draft, lines: readonly KeptLine[]): Promise<Saved> {
  const id = newId()
  const { adjustments = [] } = draft
  const totals = checkedTotals({ ...draft, adjustments, lines }, "lines")
  const kept = keptTotals(totals)
  await ctx.tx.insert(invoices).values({ ...draft, ...kept, id, createdBy: ctx.identity.viewer.id })
  await writeLines(ctx, id, lines, totals, false)
  const { clientId } = draft
  const fields = createdFields({ ...draft, ...kept, lines: lines.length })
  ctx.record({ entity: "invoice_draft", id, clientId, fields })
  return { id, version: 1 }
}

/** A client that may be billed, locked against a merge, with what its documents are made by. */
export async function openClient(ctx: Mutating, clientId: string): Promise<Parties> {
  const [client] = await ctx.tx
    .select({ archivedAt: clients.archivedAt })
    .from(clients)
    .where(and(eq(clients.id, clientId), ctx.visible.clients()))
    // A merge that is under way first moves this client's documents; then it is seen that the client is gone.
    .for("share")
  if (client === undefined) throw notFound("client")
  if (client.archivedAt !== null)
    throw invalidField("clientId", "This client is archived. Restore it first, or choose another.")
  return partiesOf(ctx.tx, clientId)
}

/**
 * Changes the named fields of a draft; `lines` replaces all of them.
 * @throws Refusal `stale_version` with the draft as it is now, `workflow` for what is issued.
 */
export async function updateInvoice({ ctx, input }: MutationArgs<typeof UpdateInvoice>): Promise<Saved> {
  const before = await drafts.lock(ctx, input)
  refuseIssued(before)
  const { lines: given, ...changes } = input.changes
  const had = await linesOf(ctx.tx, before.id)
  const lines = given === undefined ? had : await linesAfter(ctx, before, given, had)
  const after = { ...before, ...withoutUndefined(changes) }
  checkChanges(before, after, lines !== had, changes.adjustments !== undefined)
  const totals = checkedTotals({ ...after, lines }, "changes.lines")
  const kept = keptTotals(totals)
  const newLines = JSON.stringify(lines) !== JSON.stringify(had)
  if (newLines) await writeLines(ctx, before.id, lines, totals, true)
  else if (before.prices !== after.prices || before.currency !== after.currency)
    await writeLines(ctx, before.id, lines, totals, true)
  const values = { ...withoutUndefined(changes), ...kept }
  if (!newLines) return drafts.edit(ctx, before, values)
  const ofLines = { lines: { before: had.length, after: lines.length } }
  return drafts.save(ctx, before, values, { fields: { ...changed(before, values), ...ofLines } })
}

async function linesAfter(
  ctx: Mutating,
  before: InvoiceRecord,
  given: Parameters<typeof keptLines>[0],
  had: readonly KeptLine[],
): Promise<KeptLine[]> {
  const { own, billing } = await partiesOf(ctx.tx, before.clientId)
  const lines = keptLines(given, had, taxOf(own.taxTreatment, billing.taxRates), "changes.lines")
  await checkCampaigns(ctx, before.clientId, lines, "changes.lines")
  return lines
}

/** @throws Refusal at the field for days that do not fit, and amounts that another currency would make others. */
function checkChanges(
  before: InvoiceRecord,
  after: InvoiceRecord,
  linesGiven: boolean,
  adjustmentsGiven: boolean,
): void {
  const { periodFrom, periodTo } = after
  if (periodFrom !== null && periodTo !== null && periodTo < periodFrom)
    throw invalidField("changes.periodTo", "The period must not end before it begins.")
  if (before.creditsId !== null && after.currency !== before.currency)
    throw invalidField("changes.currency", "A credit note has the currency of its invoice.")
  // The same number of minor units would be another amount: 10.00 EUR are not 1,000 JPY.
  const other = digitsOf(before.currency) !== digitsOf(after.currency)
  const ofAmount = before.adjustments.some(({ minor }) => minor !== null)
  if (other && !adjustmentsGiven && ofAmount)
    throw invalidField(
      "changes.adjustments",
      `Discounts and charges are in ${before.currency}. Say what they are in ${after.currency}.`,
    )
  if (other && !linesGiven)
    throw invalidField(
      "changes.lines",
      `Prices are in ${before.currency}. Say what they are in ${after.currency}.`,
    )
}

/** An object without the fields that were left out: what is absent stays. */
export const withoutUndefined = <Fields extends object>(
  fields: Fields,
): { [Name in keyof Fields]: Exclude<Fields[Name], undefined> } =>
  // Exactly the entries that are there; fromEntries forgets their names.
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Fields]: Exclude<Fields[Name], undefined>
  }

const changed = (before: object, after: Record<string, unknown>) => fieldChanges({ ...before }, after)
