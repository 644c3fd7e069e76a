import { clients } from "@alphas/db/schema/clients"
import { invoices } from "@alphas/db/schema/invoices"
import { billingSettings } from "@alphas/db/schema/money"
import { openStates } from "@alphas/domain/invoices/words"
import { amountText } from "@alphas/domain/money/amount-text"
import { type Conversion, converted } from "@alphas/domain/money/exchange"
import { and, asc, eq, inArray, sql } from "drizzle-orm"
import { today } from "../agency"
import type { Mutating } from "../context"
import { invalidField } from "../refusal"
import { lockRow } from "../versioned"

export type InvoiceRecord = typeof invoices.$inferSelect

/** A part of what is paid or credited, in minor units of the invoice's currency. */
export interface Share {
  invoiceId: string
  minor: number
}

/**
 * The client of a payment, locked until the transaction ends, before any of its invoices: everything that settles
 * documents takes this lock first, so what it has paid and owes stands still.
 * @throws Refusal `not_found`.
 */
export const lockClient = (ctx: Mutating, id: string) =>
  lockRow(ctx.tx, clients, ctx.visible.clients(), id, "client")

/**
 * Documents of a client that is locked, locked in the order of their ids; those that are not its own, or that the caller
 * does not see, are not among them.
 */
export async function lockDocuments(
  ctx: Mutating,
  clientId: string,
  ids: readonly string[],
): Promise<Map<string, InvoiceRecord>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.tx
    .select()
    .from(invoices)
    .where(and(inArray(invoices.id, [...ids]), eq(invoices.clientId, clientId), ctx.visible.invoices()))
    .orderBy(asc(invoices.id))
    .for("no key update")
  return new Map(rows.map((row) => [row.id, row]))
}

/**
 * The invoice of each share, of which at least so much is open.
 * @throws Refusal `invalid` at the share otherwise; whoever pays second what two pay at once is told what is open now.
 */
export function checkShares(
  shares: readonly Share[],
  documents: ReadonlyMap<string, InvoiceRecord>,
): { share: Share; invoice: InvoiceRecord; field: string }[] {
  const seen = new Set<string>()
  return shares.map((share, index) => {
    const field = `shares.${index}.invoiceId`
    const invoice = documents.get(share.invoiceId)
    if (invoice === undefined || invoice.kind !== "invoice" || invoice.state === "draft")
      throw invalidField(field, "This client has no such issued invoice. Choose another one.")
    if (seen.has(invoice.id)) throw invalidField(field, `${invoice.number} stands here twice. Name it once.`)
    seen.add(invoice.id)
    if (!openStates.some((state) => state === invoice.state))
      throw invalidField(
        field,
        `${invoice.number} is ${invoice.state === "void" ? "void" : "settled already, perhaps by somebody else just now"}. Nothing is owed for it.`,
      )
    if (share.minor > invoice.openMinor)
      throw invalidField(
        `shares.${index}.minor`,
        `Only ${amountText(invoice.openMinor, invoice.currency)} of ${invoice.number} is open, perhaps because somebody else paid a part just now. Write at most that.`,
      )
    return { share, invoice, field }
  })
}

/**
 * A share in minor units of the currency in which it is paid.
 * @throws Refusal at `field` when it would come to nothing: nothing settles nothing.
 */
export function convertedShare({ minor }: Share, conversion: Conversion, field: string): number {
  const there = converted(minor, conversion)
  if (there === 0) throw tooSmall(field)
  return there
}

export const tooSmall = (field: string) =>
  invalidField(field, "This amount is too small to be converted. Write a larger one.")

/** Today where the agency is. @throws Refusal `invalid` when a day is closed or still to come. */
export async function checkDay(ctx: Mutating, day: string | null): Promise<string> {
  const now = await today(ctx.tx)
  const [row] = await ctx.tx
    .select({ closedUntil: billingSettings.closedUntil })
    .from(billingSettings)
    .where(sql`/* visible billing_settings: until when the books are closed */ true`)
  const closedUntil = row?.closedUntil ?? null
  const asked = day ?? now
  if (closedUntil !== null && asked <= closedUntil)
    throw invalidField("day", `The books are closed until ${closedUntil}. Choose a later day.`)
  if (asked > now) throw invalidField("day", "This day is still to come. Choose today or an earlier day.")
  return asked
}
