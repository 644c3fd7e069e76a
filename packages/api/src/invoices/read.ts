import type { Reader } from "@alphas/db/connection"
import { campaigns } from "@alphas/db/schema/campaigns"
import { invoices, numberSeries } from "@alphas/db/schema/invoices"
import type { ById } from "@alphas/domain/ids"
import type { Invoice, InvoiceLine } from "@alphas/domain/invoices/dto"
import { problemsOf } from "@alphas/domain/invoices/problems"
import { fiscalYearOf } from "@alphas/domain/money/billing"
import { type Totals, totalsOf } from "@alphas/domain/money/totals"
import { may } from "@alphas/domain/permissions"
import { and, eq, inArray, or, sql } from "drizzle-orm"
import type { SignedIn } from "../context"
import { notFound } from "../refusal"
import type { QueryArgs } from "../trpc"
import { leftToCredit } from "./credits"
import { dueDayOf } from "./days"
import { type KeptLine, linesOf } from "./lines"
import { invoiceList, isOverdue } from "./list"
import { type Parties, partiesNow, partiesOf } from "./parties"
import { settlementsOf } from "./settlements"

type InvoiceRecord = typeof invoices.$inferSelect

/** One invoice or credit note with all that stands on it. @throws Refusal `not_found`. */
export async function getInvoice({ ctx, input }: QueryArgs<typeof ById>): Promise<Invoice> {
  return readInvoice(ctx, ctx.db, input.id)
}

/** A document as its page shows it, to whom may see it. @throws Refusal `not_found`. */
export async function readInvoice(ctx: SignedIn, reader: Reader, id: string): Promise<Invoice> {
  const { viewer } = ctx.identity
  const which = and(eq(invoices.id, id), ctx.visible.invoices("invoices.read"))
  const [row] = await invoiceList.rows(ctx.services, reader, viewer, which)
  const [record] = await reader.select().from(invoices).where(which)
  if (row === undefined || record === undefined) throw notFound("invoice")
  const [lines, parties, settlements, related] = [
    await linesOf(reader, id),
    await partiesOf(reader, record.clientId),
    await settlementsOf(ctx, reader, record),
    await relatedTo(ctx, reader, record),
  ]
  const totals = totalsOf({ ...record, lines })
  const isDraft = record.state === "draft"
  const now = partiesNow(parties, record.buyerReference, outsideScope(lines))
  return {
    ...row,
    overdue: isOverdue(row, parties.today),
    purpose: record.purpose,
    prices: record.prices,
    seller: record.seller ?? now.seller,
    buyer: record.buyer ?? now.buyer,
    ...{ periodFrom: record.periodFrom, periodTo: record.periodTo, buyerReference: record.buyerReference },
    ...{ intro: record.intro, note: record.note, footer: record.footer, taxReason: record.taxReason },
    adjustments: record.adjustments,
    lines: await shownLines(ctx, reader, lines),
    totals,
    settlements,
    ...related,
    problems: isDraft ? await problemsNow(reader, record, lines, totals, parties) : [],
    mayEdit: isDraft,
    mayIssue: isDraft && may(viewer.role, "invoices.issue"),
    mayReadHistory: may(viewer.role, "invoices.prepare"),
  }
}

/** Whether no line is within the scope of tax. */
export const outsideScope = (lines: readonly Pick<KeptLine, "taxCategory">[]): boolean =>
  lines.some(({ taxCategory }) => taxCategory === "outside_scope")

/** Why a draft cannot be issued on its day, or on `issueDay`; empty when it can. */
export async function problemsNow(
  reader: Reader,
  record: InvoiceRecord,
  lines: readonly KeptLine[],
  totals: Pick<Totals, "payableMinor">,
  parties: Parties,
  issueDay = record.issueDay ?? parties.today,
) {
  const year = fiscalYearOf(issueDay, parties.billing.firstMonth)
  const [series] = await reader
    .select({ lastDay: numberSeries.lastDay })
    .from(numberSeries)
    .where(
      and(
        sql`/* visible number_series: the day before which nothing is issued */ ${eq(numberSeries.kind, record.kind)}`,
        eq(numberSeries.year, year),
      ),
    )
  return problemsOf({
    kind: record.kind,
    ...partiesNow(parties, record.buyerReference, outsideScope(lines)),
    lines,
    payableMinor: totals.payableMinor,
    issueDay,
    dueDay: dueDayOf(record, parties, issueDay),
    ...{ periodFrom: record.periodFrom, periodTo: record.periodTo, today: parties.today },
    closedUntil: parties.billing.closedUntil,
    lastDay: series?.lastDay ?? null,
    credits: record.creditsId === null ? null : await leftToCredit(reader, record.creditsId),
  })
}

async function shownLines(ctx: SignedIn, reader: Reader, lines: readonly KeptLine[]): Promise<InvoiceLine[]> {
  const ids = [...new Set(lines.flatMap(({ campaignId }) => campaignId ?? []))]
  const found =
    ids.length === 0
      ? []
      : await reader
          .select({ id: campaigns.id, name: campaigns.name })
          .from(campaigns)
          .where(and(inArray(campaigns.id, ids), ctx.visible.campaigns("campaigns.read")))
  return lines.map(({ campaignId, ...line }) => ({
    ...line,
    campaign: found.find(({ id }) => id === campaignId) ?? null,
  }))
}

/** The invoice that a credit note answers, and the credit notes that answer an invoice. */
async function relatedTo(
  ctx: SignedIn,
  reader: Reader,
  { id, creditsId }: InvoiceRecord,
): Promise<Pick<Invoice, "credits" | "creditedBy">> {
  const found = await reader
    .select({ id: invoices.id, number: invoices.number })
    .from(invoices)
    .where(
      and(
        or(eq(invoices.creditsId, id), creditsId === null ? undefined : eq(invoices.id, creditsId)),
        ctx.visible.invoices("invoices.read"),
      ),
    )
    .orderBy(invoices.listDay, invoices.id)
  const named = found.flatMap((each) => (each.number === null ? [] : { id: each.id, number: each.number }))
  return {
    credits: named.find((each) => each.id === creditsId) ?? null,
    creditedBy: named.filter((each) => each.id !== creditsId),
  }
}
