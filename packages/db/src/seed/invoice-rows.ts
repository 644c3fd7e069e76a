import { dayNumberOf, dayOf, weekdayOf } from "@alphas/domain/days"
import type { UnitCode } from "@alphas/domain/invoices/words"
import { numberBy } from "@alphas/domain/money/billing"
import { type Adjustment, totalsOf } from "@alphas/domain/money/totals"
import type { Faker } from "@faker-js/faker"
import type { invoiceLines, invoices, numberSeries } from "../schema/invoices"
import { demoBilling, type Payer } from "./billing"
import { idAt, iso } from "./calendar"
import type { NewCampaignRow } from "./campaign-rows"
import { at } from "./vocabulary"

export type NewInvoiceRow = Omit<
  typeof invoices.$inferSelect,
  "clientKey" | "openMinor" | "listDay" | "listDueDay"
>

export type NewLineRow = Omit<typeof invoiceLines.$inferInsert, "adjustments"> & {
  id: string
  description: string
  adjustments: Adjustment[]
}

/** An invoice or credit note with its lines. */
export interface Document {
  row: NewInvoiceRow
  lines: NewLineRow[]
  payer: Payer
}

/** A month of a campaign that is billed, and on which day. */
export interface Billable {
  campaign: NewCampaignRow
  payer: Payer
  from: string
  to: string
  issueDay: string
}

const instantOn = (day: string, minutes: number): number => dayNumberOf(day) * 86_400_000 + minutes * 60_000
const monthAfter = (day: string): string => {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))]
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, "0")}-01`
}

/** The months of a campaign that are over, each billed in the first working days after it. */
export function monthsOf(random: Faker, campaign: NewCampaignRow, payer: Payer, today: string): Billable[] {
  const made: Billable[] = []
  if (campaign.status === "planning") return made
  let from = campaign.startDay
  while (from <= campaign.endDay) {
    const next = monthAfter(from)
    const last = dayOf(dayNumberOf(next) - 1)
    const to = [last, campaign.endDay].sort()[0] ?? last
    let issue = dayNumberOf(to) + 1 + random.number.int(4)
    while (weekdayOf(issue) > 4) issue++
    const issueDay = dayOf(issue)
    if (issueDay >= today) break
    made.push({ campaign, payer, from, to, issueDay })
    from = next
  }
  return made
}

const work: readonly {
  what: string
  unit: UnitCode
  price: readonly number[]
  size: readonly [number, number]
}[] = [
  { what: "Concept and consulting", unit: "hour", price: [110, 120, 135], size: [12, 60] },
  { what: "Design and production", unit: "hour", price: [85, 95, 105], size: [20, 120] },
  { what: "Project management", unit: "hour", price: [90, 98], size: [6, 30] },
  { what: "Placement and optimisation", unit: "day", price: [760, 820], size: [1, 6] },
  { what: "Licences and stock material", unit: "piece", price: [49, 89.5, 120], size: [1, 6] },
]

/** A draft for a month of a campaign: hours in quarters, days and pieces, and now and then a discount. */
export function draftOf(
  random: Faker,
  { campaign, payer, from, to, issueDay }: Billable,
  createdBy: string,
): Document {
  const createdAt = instantOn(issueDay, 8 * 60 + random.number.int(30))
  const id = idAt(random, createdAt)
  const first = random.number.int(work.length - 1)
  const priced = Array.from({ length: 1 + random.number.int(3) }, (_, index) => {
    const { what, unit, price, size } = at(work, first + index)
    const parts = unit === "hour" ? 4 : unit === "day" ? 2 : 1
    return {
      description: index === 0 ? `${campaign.name}: ${what.toLowerCase()}` : what,
      quantity: String(random.number.int({ min: size[0] * parts, max: size[1] * parts }) / parts),
      unit,
      unitPrice: String(at(price, random.number.int(9))),
      adjustments: [],
      ...payer.tax,
    }
  })
  const adjustments =
    random.number.int(11) === 0
      ? [{ kind: "discount" as const, percent: "5", minor: null, reason: "Long-standing client" }]
      : []
  const { currency, clientId } = campaign
  const totals = totalsOf({ currency, prices: "net", adjustments, lines: priced })
  return {
    payer,
    lines: priced.map((line, position) => ({
      ...{ id: idAt(random, createdAt), invoiceId: id, position },
      ...line,
      ...{ campaignId: campaign.id, source: null, netMinor: totals.lines[position]?.netMinor ?? 0 },
    })),
    row: {
      ...{ id, kind: "invoice", state: "draft", number: null, seriesYear: null, seriesCount: null },
      ...{ purpose: "standard", clientId, currency, prices: "net", issueDay: null, dueDay: null },
      ...{ periodFrom: from, periodTo: to, buyerReference: payer.billing?.buyerReference ?? null },
      ...{
        intro: null,
        note: null,
        footer: demoBilling.footer,
        taxReason: null,
        adjustments,
        creditsId: null,
      },
      ...{
        seller: null,
        buyer: null,
        settledMinor: 0,
        issuedBy: null,
        issuedAt: null,
        sentAt: null,
        viewedAt: null,
      },
      ...{ netMinor: totals.netMinor, taxMinor: totals.taxMinor, payableMinor: totals.payableMinor },
      ...{ createdBy, createdAt: iso(createdAt), updatedAt: iso(createdAt), version: 1 },
    },
  }
}

/** A credit note for an invoice: of the whole, or of one line and a part of its quantity. Issued on a day. */
export function creditNoteOf(
  random: Faker,
  { row, lines, payer }: Document,
  day: string,
  whole: boolean,
  why: string,
): Document {
  const createdAt = instantOn(day, 9 * 60)
  const id = idAt(random, createdAt)
  const taken = whole ? lines : lines.slice(0, 1)
  const priced = taken.map(
    ({ description, quantity, unit, unitPrice, adjustments, taxCategory, taxPercent, campaignId }) => ({
      ...{
        description,
        unit,
        unitPrice,
        adjustments,
        taxCategory,
        taxPercent,
        campaignId,
      },
      quantity: whole || Number(quantity) < 2 ? quantity : String(Math.floor(Number(quantity) / 2)),
    }),
  )
  const { currency, prices, adjustments } = row
  const totals = totalsOf({ currency, prices, adjustments, lines: priced })
  return {
    payer,
    lines: priced.map((line, position) => ({
      ...{ id: idAt(random, createdAt), invoiceId: id, position, source: null },
      ...line,
      netMinor: totals.lines[position]?.netMinor ?? 0,
    })),
    row: {
      ...row,
      ...{ id, kind: "credit_note", state: "draft", number: null, seriesYear: null, seriesCount: null },
      ...{
        issueDay: null,
        dueDay: null,
        note: why,
        creditsId: row.id,
        seller: null,
        buyer: null,
        settledMinor: 0,
      },
      ...{ issuedBy: null, issuedAt: null, sentAt: null, viewedAt: null, version: 1 },
      ...{ netMinor: totals.netMinor, taxMinor: totals.taxMinor, payableMinor: totals.payableMinor },
      ...{ createdAt: iso(createdAt), updatedAt: iso(createdAt) },
    },
  }
}

/** Issues a draft on a day, without its number yet. Half of the clients open it the day after, if that is over. */
export function issueOn(
  random: Faker,
  { row, payer }: Document,
  day: string,
  issuedBy: string,
  now: number,
): void {
  const issuedAt = instantOn(day, 9 * 60 + 30 + random.number.int(240))
  const viewedAt = issuedAt + (4 + random.number.int(40)) * 3_600_000
  const isNote = row.kind === "credit_note"
  Object.assign(row, {
    ...{
      state: row.payableMinor === 0 ? "paid" : "issued",
      issueDay: day,
      issuedBy,
      issuedAt: iso(issuedAt),
    },
    dueDay: isNote ? day : dayOf(dayNumberOf(day) + payer.termsDays),
    ...{ seller: payer.seller, buyer: payer.buyer, sentAt: iso(issuedAt + 300_000) },
    viewedAt: viewedAt < now && random.number.int(1) === 0 ? iso(viewedAt) : null,
    ...{ updatedAt: iso(issuedAt), version: 2 },
  })
}

/** Numbers what is issued in the order of days, without a gap, and answers how far each series has come. */
export function numberAll(documents: readonly Document[]): (typeof numberSeries.$inferInsert)[] {
  const series = new Map<string, typeof numberSeries.$inferInsert>()
  const issued = documents.filter(({ row }) => row.issueDay !== null)
  issued.sort(
    ({ row: a }, { row: b }) =>
      compare(a.issueDay, b.issueDay) || compare(a.issuedAt, b.issuedAt) || compare(a.id, b.id),
  )
  for (const { row } of issued) {
    const day = row.issueDay ?? ""
    const year = Number(day.slice(0, 4))
    const pattern = row.kind === "invoice" ? demoBilling.invoicePattern : demoBilling.creditNotePattern
    const last = (series.get(`${row.kind} ${year}`)?.last ?? 0) + 1
    series.set(`${row.kind} ${year}`, { kind: row.kind, year, pattern, last, lastDay: day })
    Object.assign(row, { number: numberBy(pattern, year, last), seriesYear: year, seriesCount: last })
  }
  return [...series.values()]
}

const compare = (one: string | null, other: string | null): number =>
  (one ?? "") < (other ?? "") ? -1 : (one ?? "") > (other ?? "") ? 1 : 0
