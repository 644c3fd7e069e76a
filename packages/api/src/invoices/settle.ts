import { invoices } from "@alphas/db/schema/invoices"
import { settlements } from "@alphas/db/schema/payments"
import { type InvoiceState, stateWhenSettled } from "@alphas/domain/invoices/words"
import type { Conversion } from "@alphas/domain/money/exchange"
import { eq, sql } from "drizzle-orm"
import type { Mutating } from "../context"
import { nextVersion } from "../versioned"

type InvoiceRecord = typeof invoices.$inferSelect
export type Settled = Pick<
  InvoiceRecord,
  "id" | "clientId" | "number" | "state" | "payableMinor" | "settledMinor" | "currency" | "kind"
>

/** One posting: so much of a document, by a payment, a refund or a credit note; negative for what is taken back. */
export interface Posting {
  /** Locked. */
  document: Settled
  /** In the document's currency. */
  minor: number
  day: string
  by:
    | { paymentId: string; paymentMinor: number; conversion: Conversion | null }
    /** Locked as well: it is used up by as much. */
    | { creditNote: Settled }
  reversesId?: string
  /** It is void by it. */
  voids?: true
}

/**
 * Writes postings, and what they make of the documents: what is settled of each, and the state that follows. Documents are
 * locked, in the order of their ids.
 */
export async function post(ctx: Mutating, postings: readonly Posting[]): Promise<void> {
  if (postings.length === 0) return
  await ctx.tx.insert(settlements).values(
    postings.map(({ document, minor, day, by, reversesId }) => ({
      ...{ invoiceId: document.id, minor, day, createdBy: ctx.identity.viewer.id },
      ...("creditNote" in by ? { creditNoteId: by.creditNote.id } : by),
      ...(reversesId === undefined ? {} : { reversesId }),
    })),
  )
  const sums = new Map<string, { document: Settled; minor: number; voids: boolean }>()
  const count = (document: Settled, minor: number, voids = false) => {
    const sum = sums.get(document.id) ?? { document, minor: 0, voids }
    sums.set(document.id, { ...sum, minor: sum.minor + minor })
  }
  for (const { document, minor, by, voids } of postings) {
    count(document, minor, voids)
    if ("creditNote" in by) count(by.creditNote, minor)
  }
  for (const { document, minor, voids } of sums.values()) await settle(ctx, document, minor, voids)
}

/** Changes what is settled of a locked document. */
async function settle(ctx: Mutating, before: Settled, minor: number, voids: boolean): Promise<void> {
  if (minor === 0) return
  const settledMinor = before.settledMinor + minor
  const state: InvoiceState = voids ? "void" : stateWhenSettled(before.payableMinor, settledMinor)
  await ctx.tx
    .update(invoices)
    .set({ settledMinor, state, updatedAt: sql`now()`, version: nextVersion(invoices) })
    .where(eq(invoices.id, before.id))
  ctx.record({
    entity: "invoice",
    id: before.id,
    clientId: before.clientId,
    fields: {
      settledMinor: { before: before.settledMinor, after: settledMinor },
      ...(state === before.state ? {} : { state: { before: before.state, after: state } }),
    },
  })
}
