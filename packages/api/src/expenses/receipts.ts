import { receipts } from "@alphas/db/schema/expenses"
import type { AttachReceipts, RemoveReceipt } from "@alphas/domain/expenses/input"
import { mostReceipts } from "@alphas/domain/expenses/receipt"
import type { Saved } from "@alphas/domain/ids"
import { and, eq, inArray, isNull, sql } from "drizzle-orm"
import type { Mutating } from "../context"
import { invalidField, notFound } from "../refusal"
import type { MutationArgs } from "../trpc"
import { edited, lockEditable } from "./records"

/**
 * Hangs receipts that the caller has uploaded on an expense, and answers their names.
 * @throws Refusal `not_found` for one that is not theirs, or hangs on an expense already.
 */
export async function attachUploads(
  ctx: Mutating,
  expenseId: string,
  ids: readonly string[],
): Promise<string[]> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return []
  const attached = await ctx.tx
    .update(receipts)
    .set({ expenseId })
    .where(
      and(
        inArray(receipts.id, wanted),
        isNull(receipts.expenseId),
        eq(receipts.addedBy, ctx.identity.viewer.id),
        ctx.visible.receipts("expenses.own"),
      ),
    )
    .returning({ name: receipts.name })
  if (attached.length < wanted.length) throw notFound("uploaded receipt")
  return attached.map(({ name }) => name)
}

/** Adds receipts to an expense that is not decided yet. @throws Refusal `workflow`, `stale_version`, `not_found`. */
export async function attachReceipts({ ctx, input }: MutationArgs<typeof AttachReceipts>): Promise<Saved> {
  const before = await lockEditable(ctx, input)
  const [{ count } = { count: 0 }] = await ctx.tx
    .select({ count: sql<number>`count(*)::int` })
    .from(receipts)
    .where(sql`/* visible receipts: of an expense that was checked */ ${eq(receipts.expenseId, before.id)}`)
  if (count + input.receiptIds.length > mostReceipts)
    throw invalidField("receiptIds", `An expense has at most ${mostReceipts} receipts.`)
  const names = await attachUploads(ctx, before.id, input.receiptIds)
  return edited.save(ctx, before, {}, { fields: { receipt: { after: names.join(", ") } } })
}

/**
 * Takes a receipt off an expense that is not decided yet. For a day it can be attached again by whoever took it off.
 * @throws Refusal `workflow`, `stale_version`, `not_found`.
 */
export async function removeReceipt({ ctx, input }: MutationArgs<typeof RemoveReceipt>): Promise<Saved> {
  const before = await lockEditable(ctx, input)
  const [removed] = await ctx.tx
    .update(receipts)
    .set({ expenseId: null, addedBy: ctx.identity.viewer.id, addedAt: sql`now()` })
    .where(
      and(
        eq(receipts.id, input.receiptId),
        sql`/* visible receipts: of an expense that was checked */ ${eq(receipts.expenseId, before.id)}`,
      ),
    )
    .returning({ name: receipts.name })
  if (removed === undefined) throw notFound("receipt")
  return edited.save(ctx, before, {}, { fields: { receipt: { before: removed.name } } })
}
