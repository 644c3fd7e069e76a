import { payments, settlements } from "@alphas/db/schema/payments"
import type { Saved } from "@alphas/domain/ids"
import type { ReversePayment } from "@alphas/domain/payments/input"
import { and, asc, eq, gt, sql } from "drizzle-orm"
import type { Mutating } from "../context"
import { post } from "../invoices/settle"
import { notFound, Refusal } from "../refusal"
import type { MutationArgs } from "../trpc"
import { lockRow, nextVersion } from "../versioned"
import { creditOf } from "./credit"
import { checkDay, lockClient, lockDocuments } from "./lock"

/**
 * Takes back a payment or refund that was entered by mistake: what it settled is open again, by postings of today.
 * @throws Refusal `not_found`, `workflow` when it was reversed already, or what is left of it was refunded.
 */
export async function reversePayment({ ctx, input }: MutationArgs<typeof ReversePayment>): Promise<Saved> {
  const payment = await lockPayment(ctx, input.id)
  if (payment.reversedAt !== null) throw new Refusal("workflow", `This ${payment.kind} was reversed already.`)
  const day = await checkDay(ctx, null)
  const { id, clientId, kind, currency, minor, usedMinor } = payment
  if (kind === "payment" && (await creditOf(ctx.tx, clientId, currency)).minor < minor - usedMinor)
    throw new Refusal("workflow", "A part of this payment was refunded. Reverse the refund first.")
  const settled = await ctx.tx
    .select()
    .from(settlements)
    .where(
      and(
        sql`/* visible settlements: of a payment that was checked */ ${eq(settlements.paymentId, id)}`,
        gt(settlements.minor, 0),
        sql`not exists (select from settlements back where back.reverses_id = ${settlements.id})`,
      ),
    )
    .orderBy(asc(settlements.id))
  const documents = await lockDocuments(
    ctx,
    clientId,
    settled.map(({ invoiceId }) => invoiceId),
  )
  await ctx.tx
    .update(payments)
    .set({ reversedAt: sql`now()`, usedMinor: 0, version: nextVersion(payments) })
    .where(eq(payments.id, id))
  ctx.record({
    entity: "payment",
    id,
    clientId,
    fields: {
      kind: { after: kind },
      reversedAt: { before: null, after: day },
      ...(usedMinor === 0 ? {} : { usedMinor: { before: usedMinor, after: 0 } }),
      ...(input.reason === null ? {} : { reason: { after: input.reason } }),
    },
  })
  await post(
    ctx,
    settled.map((posting) => {
      const document = documents.get(posting.invoiceId)
      if (document === undefined) throw notFound("invoice")
      return {
        ...{ document, minor: -posting.minor, day, reversesId: posting.id },
        by: { paymentId: id, paymentMinor: -(posting.paymentMinor ?? 0), conversion: posting.conversion },
      }
    }),
  )
  return { id, version: payment.version + 1 }
}

/** A payment, locked after its client. @throws Refusal `not_found`. */
async function lockPayment(ctx: Mutating, id: string): Promise<typeof payments.$inferSelect> {
  const [found] = await ctx.tx
    .select({ clientId: payments.clientId })
    .from(payments)
    .where(and(eq(payments.id, id), ctx.visible.payments()))
  if (found === undefined) throw notFound("payment")
  await lockClient(ctx, found.clientId)
  const payment = await lockRow(ctx.tx, payments, ctx.visible.payments(), id, "payment")
  // A merge that was under way has given it to another client, which is not locked.
  if (payment.clientId !== found.clientId) throw notFound("payment")
  return payment
}
