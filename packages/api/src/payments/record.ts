import { createdFields } from "@alphas/changes/record"
import { payments } from "@alphas/db/schema/payments"
import { newId, type Saved } from "@alphas/domain/ids"
import { amountText } from "@alphas/domain/money/amount-text"
import type { NewPayment, NewRefund } from "@alphas/domain/payments/input"
import type { Mutating } from "../context"
import { type Posting, post } from "../invoices/settle"
import { conversionOn } from "../money/conversion"
import { invalidField } from "../refusal"
import type { MutationArgs } from "../trpc"
import { creditOf } from "./credit"
import {
  checkDay,
  checkShares,
  convertedShare,
  type InvoiceRecord,
  lockClient,
  lockDocuments,
  type Share,
} from "./lock"

/**
 * Records money that came in and settles invoices with it; the rest is the client's credit. What is shared out to an
 * invoice in another currency is converted at the rate of the payment's day.
 * @throws Refusal `not_found`, `invalid` at the field for what does not fit, such as an invoice that somebody else has
 * just paid.
 */
export async function recordPayment({ ctx, input }: MutationArgs<typeof NewPayment>): Promise<Saved> {
  const { shares, ...fields } = input
  await lockClient(ctx, input.clientId)
  const day = await checkDay(ctx, input.day)
  const documents = await lockDocuments(
    ctx,
    input.clientId,
    shares.map(({ invoiceId }) => invoiceId),
  )
  const id = newId()
  const postings: Posting[] = []
  for (const { share, invoice, field } of checkShares(shares, documents))
    postings.push(await paying(ctx, share, invoice, { id, day, currency: input.currency }, field))
  const usedMinor = postings.reduce((sum, { by }) => sum + ("paymentMinor" in by ? by.paymentMinor : 0), 0)
  if (usedMinor > input.minor)
    throw invalidField(
      "minor",
      `The shares come to ${amountText(usedMinor, input.currency)}, which is more than was paid. Lower them or the amount.`,
    )
  await insert(ctx, { ...fields, id, usedMinor, kind: "payment" })
  await post(ctx, postings)
  return { id, version: 1 }
}

/** A share of a payment as a posting. */
async function paying(
  ctx: Mutating,
  share: Share,
  invoice: InvoiceRecord,
  payment: { id: string; day: string; currency: string },
  field: string,
): Promise<Posting> {
  const pair = { from: invoice.currency, to: payment.currency }
  const conversion = await conversionOn(ctx.tx, payment.day, pair, field)
  const paymentMinor = convertedShare(share, conversion, field)
  const same = invoice.currency === payment.currency
  return {
    ...{ document: invoice, minor: share.minor, day: payment.day },
    by: { paymentId: payment.id, paymentMinor, conversion: same ? null : conversion },
  }
}

/**
 * Records money that went back: out of the client's credit, or for a credit note, which is used up by as much.
 * @throws Refusal `not_found`, `invalid` when there is not so much.
 */
export async function recordRefund({ ctx, input }: MutationArgs<typeof NewRefund>): Promise<Saved> {
  const { creditNoteId, ...fields } = input
  const { clientId, currency, minor } = input
  await lockClient(ctx, clientId)
  const day = await checkDay(ctx, input.day)
  const id = newId()
  if (creditNoteId === null) {
    const credit = await creditOf(ctx.tx, clientId, currency)
    if (minor > credit.minor) throw tooMuch("The client's credit is", credit.minor, currency)
    await insert(ctx, { ...fields, id, usedMinor: 0, kind: "refund" })
    return { id, version: 1 }
  }
  const note = (await lockDocuments(ctx, clientId, [creditNoteId])).get(creditNoteId)
  checkNote(note, currency)
  if (minor > note.openMinor) throw tooMuch(`${note.number} still gives`, note.openMinor, currency)
  await insert(ctx, { ...fields, id, usedMinor: minor, kind: "refund" })
  await post(ctx, [
    { document: note, minor, day, by: { paymentId: id, paymentMinor: minor, conversion: null } },
  ])
  return { id, version: 1 }
}

const tooMuch = (what: string, minor: number, currency: string) =>
  invalidField("minor", `${what} ${amountText(minor, currency)}. Write at most that.`)

/** @throws Refusal `invalid` at `creditNoteId` unless it is a credit note of the client in this currency. */
export function checkNote(note: InvoiceRecord | undefined, currency: string): asserts note is InvoiceRecord {
  if (note === undefined || note.kind !== "credit_note" || note.state === "draft")
    throw invalidField("creditNoteId", "This client has no such issued credit note. Choose another one.")
  if (note.currency !== currency)
    throw invalidField("creditNoteId", `${note.number} is in ${note.currency}. Choose that currency.`)
}

type NewRow = Omit<typeof payments.$inferInsert, "createdBy"> & { id: string }

async function insert(ctx: Mutating, row: NewRow): Promise<void> {
  await ctx.tx.insert(payments).values({ ...row, createdBy: ctx.identity.viewer.id })
  ctx.record({ entity: "payment", id: row.id, clientId: row.clientId, fields: createdFields(row) })
}
