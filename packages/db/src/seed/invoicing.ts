import { dayNumberOf, dayOf } from "@alphas/domain/days"
import { stateWhenSettled } from "@alphas/domain/invoices/words"
import { conversionOf, converted, type ExchangeRate } from "@alphas/domain/money/exchange"
import type { PaymentMethod } from "@alphas/domain/payments/words"
import type { Faker } from "@faker-js/faker"
import type { numberSeries } from "../schema/invoices"
import type { payments, settlements } from "../schema/payments"
import { type NewClientBilling, type NewRate, type Payer, payerOf, rateRowsOf } from "./billing"
import { idAt, iso } from "./calendar"
import type { CampaignRows } from "./campaign-rows"
import {
  type Billable,
  creditNoteOf,
  type Document,
  draftOf,
  issueOn,
  monthsOf,
  numberAll,
} from "./invoice-rows"
import type { Account } from "./portfolio"
import { changeOf, created, type NewChangeRow } from "./rows"
import { at } from "./vocabulary"

type NewPaymentRow = typeof payments.$inferInsert & { id: string; usedMinor: number; createdAt: string }
type NewSettlementRow = typeof settlements.$inferSelect

/** Everything that the agency has invoiced and been paid. */
export interface Invoicing {
  billing: NewClientBilling[]
  rates: NewRate[]
  series: (typeof numberSeries.$inferInsert)[]
  documents: Document[]
  payments: NewPaymentRow[]
  settlements: NewSettlementRow[]
  log: NewChangeRow[]
}

export interface Bookkeeping {
  random: Faker
  /** Who prepares, issues and records. */
  financeIds: readonly string[]
  now: number
}

const invoicesInAll = 500
const draftsAmong = 14
const methods: readonly PaymentMethod[] = [
  "bank_transfer",
  "bank_transfer",
  "bank_transfer",
  "direct_debit",
  "card",
]

/**
 * 500 invoices for months of the campaigns, in all states: old ones paid but for a few that are overdue, voided or
 * credited in part, young ones open, the last of them drafts; with what was paid, too much or in another currency now and
 * then. Every kept total is what a recount gives.
 */
export function invoicing(keeping: Bookkeeping, accounts: readonly Account[], work: CampaignRows): Invoicing {
  const { random, now } = keeping
  const today = iso(now).slice(0, 10)
  const payers = new Map<string, Payer>()
  for (const [number, account] of accounts.entries())
    payers.set(account.row.id, payerOf(random, account, number))
  const rates = rateRowsOf(random, today, 160)
  const months = work.campaigns
    .flatMap((campaign) => {
      const payer = payers.get(campaign.clientId)
      return payer === undefined ? [] : monthsOf(random, campaign, payer, today)
    })
    .sort((a, b) => (a.issueDay < b.issueDay ? -1 : a.issueDay > b.issueDay ? 1 : 0))
  const books = new Books(keeping, rates, today)
  const chosen = spreadOver(months, invoicesInAll)
  for (const [index, month] of chosen.entries()) books.bill(month, index >= chosen.length - draftsAmong)
  return {
    billing: [...payers.values()].flatMap(({ billing }) => billing ?? []),
    rates,
    series: books.close(),
    ...{
      documents: books.documents,
      payments: books.payments,
      settlements: books.settlements,
      log: books.log,
    },
  }
}

/** `count` of them, evenly; when there are fewer, some of them twice. */
function spreadOver(months: readonly Billable[], count: number): Billable[] {
  if (months.length === 0) return []
  return Array.from({ length: count }, (_, index) => at(months, Math.floor((index * months.length) / count)))
}

class Books {
  readonly documents: Document[] = []
  readonly payments: NewPaymentRow[] = []
  readonly settlements: NewSettlementRow[] = []
  readonly log: NewChangeRow[] = []
  private readonly rates: ExchangeRate[]

  constructor(
    private readonly keeping: Bookkeeping,
    rates: readonly NewRate[],
    private readonly today: string,
  ) {
    this.rates = [...rates]
  }

  bill(month: Billable, staysDraft: boolean): void {
    const { random, financeIds, now } = this.keeping
    const finance = at(financeIds, random.number.int(9))
    const document = draftOf(random, month, finance)
    this.documents.push(document)
    this.tell("invoice_draft", document, "invoices.create", document.row.createdAt)
    if (staysDraft) return
    issueOn(random, document, month.issueDay, finance, now)
    const age = dayNumberOf(this.today) - dayNumberOf(document.row.dueDay ?? this.today)
    const luck = random.number.int(99)
    if (luck < 3 && age > 0) {
      this.credit(document, true)
      return
    }
    if (luck < 6 && age > 0) this.credit(document, false)
    if (document.row.settledMinor === document.row.payableMinor) return
    if (age > 45 ? luck < 95 : age > 0 ? luck < 62 : luck < 12) this.pay(document, luck)
    else if (luck > 88 && age > -5) this.payPart(document)
  }

  /** Numbers everything, and says in the log what was issued. */
  close(): (typeof numberSeries.$inferInsert)[] {
    const series = numberAll(this.documents)
    for (const document of this.documents) {
      const { row } = document
      if (row.issuedAt === null) continue
      const verb =
        row.kind === "credit_note" && this.voids(row.creditsId) ? "invoices.void" : "invoices.issue"
      this.tell("invoice", document, verb, row.issuedAt)
    }
    return series
  }

  private voids(creditsId: string | null): boolean {
    return this.documents.some(({ row }) => row.id === creditsId && row.state === "void")
  }

  /** Credits an invoice, of which nothing is paid, some days after it was due. */
  private credit(document: Document, whole: boolean): void {
    const { random, financeIds, now } = this.keeping
    const day = this.soon(document.row.issueDay ?? this.today, 2 + random.number.int(6))
    const why = whole ? "Issued to the wrong order" : "Fewer hours than agreed"
    const note = creditNoteOf(random, document, day, whole, why)
    this.documents.push(note)
    issueOn(random, note, day, at(financeIds, 0), now)
    const minor = Math.min(note.row.payableMinor, document.row.payableMinor)
    this.settle(document, minor, { creditNoteId: note.row.id, day })
    Object.assign(note.row, {
      settledMinor: minor,
      state: stateWhenSettled(note.row.payableMinor, minor),
      version: 3,
    })
    if (whole) document.row.state = "void"
  }

  /** Pays what is open, in one or two parts; now and then too much, or in dollars. */
  private pay(document: Document, luck: number): void {
    const { random } = this.keeping
    const { row } = document
    const day = this.soon(row.dueDay ?? this.today, random.number.int({ min: -9, max: 18 }))
    const open = row.payableMinor - row.settledMinor
    if (luck % 17 === 0) {
      const first = Math.round(open / 2)
      this.receive(document, day, first, row.currency, 0)
      this.receive(document, this.soon(day, 12), open - first, row.currency, 0)
    } else if (luck % 29 === 1 && row.currency === "EUR") this.receive(document, day, open, "USD", 0)
    else
      this.receive(
        document,
        day,
        open,
        row.currency,
        luck % 23 === 2 ? 1_000 + random.number.int(40) * 100 : 0,
      )
  }

  private payPart(document: Document): void {
    const { random } = this.keeping
    const { row } = document
    const minor = Math.round(
      ((row.payableMinor - row.settledMinor) * random.number.int({ min: 25, max: 65 })) / 100,
    )
    this.receive(
      document,
      this.soon(row.issueDay ?? this.today, 6 + random.number.int(6)),
      minor,
      row.currency,
      0,
    )
  }

  /** A day so many later, but over. */
  private soon(day: string, days: number): string {
    return dayOf(Math.min(dayNumberOf(day) + days, dayNumberOf(this.today) - 1))
  }

  private receive(document: Document, on: string, minor: number, currency: string, more: number): void {
    const { random, financeIds } = this.keeping
    const { row } = document
    const day = on < (row.issueDay ?? on) ? (row.issueDay ?? on) : on
    const valid = this.rates.filter(
      (rate) => rate.day <= day && dayNumberOf(rate.day) >= dayNumberOf(day) - 7,
    )
    const conversion = conversionOf(valid, row.currency, currency)
    if (conversion === null) {
      this.receive(document, day, minor, row.currency, more)
      return
    }
    const usedMinor = converted(minor, conversion)
    const createdAt = dayNumberOf(day) * 86_400_000 + (10 * 60 + random.number.int(300)) * 60_000
    const createdBy = at(financeIds, random.number.int(9))
    const payment: NewPaymentRow = {
      ...{ id: idAt(random, createdAt), kind: "payment", clientId: row.clientId, day, currency },
      ...{ minor: usedMinor + more, usedMinor, method: at(methods, random.number.int(99)) },
      ...{
        reference: `Statement ${Number(day.slice(5, 7))}/${day.slice(0, 4)}`,
        note: null,
        reversedAt: null,
      },
      ...{ createdBy, createdAt: iso(createdAt), version: 1 },
    }
    this.payments.push(payment)
    const fields = created(payment, ["kind", "day", "currency", "minor", "usedMinor", "method", "reference"])
    const done = { at: createdAt, actorId: createdBy, verb: "payments.record" }
    this.log.push(changeOf(done, "payment", payment.id, row.clientId, fields))
    const same = currency === row.currency
    this.settle(document, minor, {
      ...{ paymentId: payment.id, paymentMinor: usedMinor, conversion: same ? null : conversion, day },
      done,
    })
  }

  private settle(
    { row }: Document,
    minor: number,
    { day, done, ...by }: Partial<NewSettlementRow> & { day: string; done?: Parameters<typeof changeOf>[0] },
  ): void {
    const { random } = this.keeping
    const moment = done?.at ?? dayNumberOf(day) * 86_400_000 + 10 * 3_600_000
    this.settlements.push({
      ...{ id: idAt(random, moment), invoiceId: row.id, minor, day, reversesId: null },
      ...{ paymentId: null, paymentMinor: null, conversion: null, creditNoteId: null, ...by },
      ...{ createdBy: done?.actorId ?? row.createdBy, createdAt: iso(moment) },
    })
    const [before, state] = [row.settledMinor, row.state]
    row.settledMinor += minor
    row.state = stateWhenSettled(row.payableMinor, row.settledMinor)
    row.version += 1
    row.updatedAt = iso(moment)
    if (done === undefined) return
    const fields = {
      settledMinor: { before, after: row.settledMinor },
      ...(state === row.state ? {} : { state: { before: state, after: row.state } }),
    }
    this.log.push(changeOf(done, "invoice", row.id, row.clientId, fields))
  }

  private tell(
    entity: "invoice" | "invoice_draft",
    { row }: Document,
    verb: string,
    moment: string | null,
  ): void {
    const fields =
      entity === "invoice"
        ? created(row, ["kind", "number", "issueDay", "dueDay", "currency", "payableMinor"])
        : created(row, ["kind", "currency", "payableMinor"])
    const done = { at: Date.parse(moment ?? row.createdAt), actorId: row.createdBy, verb }
    this.log.push(changeOf(done, entity, row.id, row.clientId, fields))
  }
}
