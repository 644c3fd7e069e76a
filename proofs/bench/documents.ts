/** What leaves the house: a PDF of 1 and of 500 lines; a spreadsheet of 100,000 invoices, against COPY of the same rows. */

import { connect } from "@alphas/db/connection"
import { makeClient } from "@alphas/db/factories"
import { migrate } from "@alphas/db/migrate"
import type { Cell } from "@alphas/documents/xlsx/cell"
import { writeXlsx } from "@alphas/documents/xlsx/write-xlsx"
import { newId } from "@alphas/domain/ids"
import type { Invoice } from "@alphas/domain/invoices/dto"
import { totalsOf } from "@alphas/domain/money/totals"
import { templateDatabase } from "@alphas/local/template-database"
import postgres from "postgres"
import { inRounds, megabytes, milliseconds, Report } from "../measure"

const rounds = Number(process.argv[2] ?? 5)
const rows = 100_000
const report = new Report("Documents")

const loaded = performance.now()
const { writeInvoicePdf } = await import("@alphas/documents/pdf/invoice-pdf")
report.line("loading what draws PDFs, once a process", milliseconds(performance.now() - loaded))
for (const count of [1, 500]) {
  const invoice = invoiceOf(count)
  const bytes = (await writeInvoicePdf(invoice)).length
  const { figure } = await inRounds(
    [{ name: "pdf", turn: () => timed(() => writeInvoicePdf(invoice)) }],
    rounds,
  )
  report.line(`PDF of ${count} lines`, milliseconds(figure("pdf")), `${(bytes / 1024).toFixed(0)} kB`)
}
report.line("memory after that", megabytes(process.memoryUsage().rss))

const adminUrl = process.env.ALPHAS_TEST_POSTGRES
if (adminUrl === undefined) throw new Error("There is no server to measure on. Run this with npm run bench.")
const template = await templateDatabase({ adminUrl, key: "bench_documents", prepare: (url) => migrate(url) })
const url = await template.cloneDatabase()
const sql = postgres(url, { max: 1, onnotice: () => undefined })
try {
  await fill()
  const few = await peakOf(rows / 10)
  const many = await peakOf(rows)
  const { figure, ratio } = await inRounds(
    [
      { name: "xlsx", turn: () => timed(() => spreadsheet(rows)) },
      { name: "copy", turn: () => timed(copy) },
    ],
    rounds,
  )
  report.line(`spreadsheet of ${rows.toLocaleString("en")} invoices`, milliseconds(figure("xlsx")))
  report.line("COPY of the same rows", milliseconds(figure("copy")))
  report.bar("spreadsheet over COPY", ratio("xlsx", "copy"), "at most", 6)
  report.line("memory at its peak, a tenth of the rows", megabytes(few))
  report.line("memory at its peak, all rows", megabytes(many))
  report.bar("megabytes that ten times the rows add", (many - few) / 1024 / 1024, "at most", 32, 0)
} finally {
  await sql.end()
  await template.drop(url)
}
report.end()

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/** An invoice with so many lines, as the API answers it. */
function invoiceOf(count: number): Invoice {
  const lines = Array.from({ length: count }, (_, at) => ({
    ...{ id: newId(), description: `Campaign management, week ${at + 1}`, quantity: `${(at % 7) + 1}.5` },
    ...{ unit: "hour" as const, unitPrice: "95.5", adjustments: [], taxCategory: "standard" as const },
    ...{ taxPercent: "19", campaign: null, source: null },
  }))
  const totals = totalsOf({ currency: "EUR", prices: "net", lines, adjustments: [] })
  const address = {
    street: "Hafenstraße 12",
    postalCode: "20459",
    city: "Hamburg",
    region: null,
    country: "DE",
  }
  return {
    ...{ id: newId(), kind: "invoice", number: "INV-2025-0001", state: "issued", purpose: "standard" },
    ...{
      client: { id: newId(), name: "Acme" },
      issueDay: "2025-03-31",
      dueDay: "2025-04-30",
      currency: "EUR",
    },
    ...{ netMinor: totals.netMinor, taxMinor: totals.taxMinor, payableMinor: totals.payableMinor },
    ...{ settledMinor: 0, openMinor: totals.payableMinor, overdue: false, sentAt: null, viewedAt: null },
    ...{ createdAt: "", updatedAt: "", version: 1, prices: "net", periodFrom: null, periodTo: null },
    seller: {
      ...{ name: "Nordlicht Media GmbH", address, email: "billing@nordlicht.example", phone: null },
      ...{ website: null, vatId: "DE123456789", taxNumber: null, bankName: "Musterbank" },
      ...{ iban: "DE89370400440532013000", bic: "COBADEFFXXX", colour: "#4c6ef5", paper: "a4" },
    },
    buyer: { name: "Acme AG", address, vatId: null, buyerReference: "PO-4711", language: "en" },
    ...{ buyerReference: null, intro: null, note: null, footer: null, taxReason: null, adjustments: [] },
    ...{ lines, totals, settlements: [], credits: null, creditedBy: [], problems: [] },
    ...{ mayEdit: false, mayIssue: false, mayReadHistory: false },
  }
}

async function fill(): Promise<void> {
  const connection = connect(url, { pool: 1, name: "bench" })
  const client = await makeClient(connection.db, { name: "Acme & Sons" })
  await connection.close()
  await sql`
    insert into invoices (id, client_id, state, number, series_year, series_count, currency, prices, issue_day, due_day,
      buyer_reference, net_minor, tax_minor, payable_minor, settled_minor, seller, buyer)
    select gen_random_uuid(), ${client.id}, 'issued', 'INV-2025-' || n, 2025, n, 'EUR', 'net',
      date '2025-01-01' + (n % 365)::int, date '2025-02-01' + (n % 365)::int, 'PO ' || md5(n::text),
      n * 37, n * 7, n * 44, n % 40, '{}', '{}'
    from generate_series(1, ${rows}) n`
  await sql`vacuum analyze invoices`
}

interface Row {
  number: string
  client: string
  issue_day: string
  due_day: string
  buyer_reference: string
  state: string
  currency: string
  net: string
  tax: string
  payable: string
  settled: string
  open: string
}

/** What both read: the twelve columns of the list. */
function question(limit: number): string {
  return `
  select i.number, c.name as client, i.issue_day::text, i.due_day::text, i.buyer_reference, i.state::text, i.currency,
    i.net_minor::text as net, i.tax_minor::text as tax, i.payable_minor::text as payable,
    i.settled_minor::text as settled, i.open_minor::text as open
  from invoices i join clients c on c.id = i.client_id order by i.id limit ${limit}`
}

async function spreadsheet(limit: number, look = () => {}): Promise<void> {
  const columns = "Number Client Issued Due Reference State Currency Net Tax Total Settled Open"
    .split(" ")
    .map((title) => ({ title, width: 16 }))
  const money = (minor: string, currency: string): Cell => ({ kind: "money", minor: Number(minor), currency })
  async function* cells(): AsyncIterable<Cell[]> {
    for await (const batch of sql.unsafe<Row[]>(question(limit)).cursor(1_000)) {
      for (const row of batch) {
        const day = (text: string): Cell => ({ kind: "day", day: text })
        yield [
          ...[row.number, row.client, day(row.issue_day), day(row.due_day), row.buyer_reference, row.state],
          ...[row.currency, money(row.net, row.currency), money(row.tax, row.currency)],
          ...[
            money(row.payable, row.currency),
            money(row.settled, row.currency),
            money(row.open, row.currency),
          ],
        ]
      }
    }
  }
  for await (const _ of writeXlsx({ name: "Invoices", columns }, cells())) look()
}

async function copy(): Promise<void> {
  const stream = await sql.unsafe(`copy (${question(rows)}) to stdout`).readable()
  for await (const _ of stream);
}

/** Resident memory at its peak while a spreadsheet of so many rows is written. */
async function peakOf(limit: number): Promise<number> {
  let peak = 0
  await spreadsheet(limit, () => {
    peak = Math.max(peak, process.memoryUsage.rss())
  })
  return peak
}
