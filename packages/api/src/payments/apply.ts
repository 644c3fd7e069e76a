import { payments } from "@alphas/db/schema/payments"
import { amountText } from "@alphas/domain/money/amount-text"
import type { Conversion } from "@alphas/domain/money/exchange"
import type { ApplyCredit } from "@alphas/domain/payments/input"
import { eq } from "drizzle-orm"
import type { Mutating } from "../context"
import { type Posting, post } from "../invoices/settle"
import { conversionOn } from "../money/conversion"
import { invalidField } from "../refusal"
import type { MutationArgs } from "../trpc"
import { nextVersion } from "../versioned"
import { creditOf, type Unused } from "./credit"
import {
  checkDay,
  checkShares,
  convertedShare,
  type InvoiceRecord,
  lockClient,
  lockDocuments,
  type Share,
  tooSmall,
} from "./lock"
import { checkNote } from "./record"

type Checked = ReturnType<typeof checkShares>[number]

/**
 * Settles invoices today out of what the client has paid too much, the oldest payment first, or from a credit note.
 * @throws Refusal `not_found`, `invalid` at the field when there is not so much, or so much is not open.
 */
export async function applyCredit({
  ctx,
  input,
}: MutationArgs<typeof ApplyCredit>): Promise<{ applied: number }> {
  const { clientId, currency, creditNoteId, shares } = input
  await lockClient(ctx, clientId)
  const day = await checkDay(ctx, null)
  const ids = shares.map(({ invoiceId }) => invoiceId)
  const documents = await lockDocuments(ctx, clientId, creditNoteId === null ? ids : [...ids, creditNoteId])
  const checked = checkShares(shares, documents)
  if (creditNoteId !== null) {
    const note = documents.get(creditNoteId)
    checkNote(note, currency)
    await post(ctx, fromNote(checked, note, day))
  } else await fromCredit(ctx, { clientId, currency, day }, checked)
  return { applied: shares.length }
}

function fromNote(checked: readonly Checked[], note: InvoiceRecord, day: string): Posting[] {
  const sum = checked.reduce((all, { share }) => all + share.minor, 0)
  for (const { invoice, field } of checked)
    if (invoice.currency !== note.currency)
      throw invalidField(
        field,
        `${note.number} is in ${note.currency}, and ${invoice.number} in ${invoice.currency}.`,
      )
  if (sum > note.openMinor)
    throw invalidField(
      "shares",
      `${note.number} still gives ${amountText(note.openMinor, note.currency)}. Share out at most that.`,
    )
  return checked.map(({ share, invoice }) => ({
    ...{ document: invoice, minor: share.minor, day },
    by: { creditNote: note },
  }))
}

async function fromCredit(
  ctx: Mutating,
  { clientId, currency, day }: { clientId: string; currency: string; day: string },
  checked: readonly Checked[],
): Promise<void> {
  const credit = await creditOf(ctx.tx, clientId, currency)
  const left = credit.payments.map((payment) => ({ ...payment }))
  const postings: Posting[] = []
  let needed = 0
  for (const { share, invoice, field } of checked) {
    const conversion = await conversionOn(ctx.tx, day, { from: invoice.currency, to: currency }, field)
    const minor = convertedShare(share, conversion, field)
    needed += minor
    if (needed > credit.minor)
      throw invalidField(
        "shares",
        `The client's credit is ${amountText(credit.minor, currency)}. Share out at most that.`,
      )
    postings.push(...taken({ share, invoice, minor, conversion, day, field }, left))
  }
  await post(ctx, postings)
  await use(ctx, clientId, credit.payments, left)
}

interface Taking {
  share: Share
  invoice: InvoiceRecord
  /** Of the payments' currency. */
  minor: number
  conversion: Conversion
  day: string
  field: string
}

/** Takes an amount out of payments, the first ones first, and says what of it each settles; `left` is less by it. */
function taken({ share, invoice, minor, conversion, day, field }: Taking, left: Unused[]): Posting[] {
  const postings: Posting[] = []
  const same = invoice.currency === conversion.to
  let [missing, unsettled] = [minor, share.minor]
  for (const payment of left) {
    const part = Math.min(payment.leftMinor, missing)
    if (part === 0) continue
    missing -= part
    payment.leftMinor -= part
    // In proportion, and the last one has what is left, so that the parts come to the share.
    const settled = missing === 0 ? unsettled : Number((BigInt(share.minor) * BigInt(part)) / BigInt(minor))
    if (settled === 0) throw tooSmall(field)
    unsettled -= settled
    postings.push({
      ...{ document: invoice, minor: settled, day },
      by: { paymentId: payment.id, paymentMinor: part, conversion: same ? null : conversion },
    })
  }
  return postings
}

/** Notes what of payments is used by now. */
async function use(
  ctx: Mutating,
  clientId: string,
  before: readonly Unused[],
  after: readonly Unused[],
): Promise<void> {
  for (const [index, payment] of before.entries()) {
    const taken = payment.leftMinor - (after[index]?.leftMinor ?? 0)
    if (taken === 0) continue
    const usedMinor = payment.usedMinor + taken
    await ctx.tx
      .update(payments)
      .set({ usedMinor, version: nextVersion(payments) })
      .where(eq(payments.id, payment.id))
    const fields = { usedMinor: { before: payment.usedMinor, after: usedMinor } }
    ctx.record({ entity: "payment", id: payment.id, clientId, fields })
  }
}
