import { problemsOf } from "@alphas/domain/invoices/problems"
import { totalsOf } from "@alphas/domain/money/totals"
import { afterAll, beforeAll, expect, it } from "vitest"
import { type TestDatabase, testDatabase } from "../testing"
import { type Agency, foundAgency } from "./agency"
import { today } from "./calendar"
import { seedDemo } from "./demo"
import { loadVocabulary } from "./vocabulary"

let database: TestDatabase
let agency: Agency
const now = today(new Date("2026-11-30T12:00:00Z"))
beforeAll(async () => {
  agency = foundAgency(await loadVocabulary(), now)
  database = await testDatabase()
  await seedDemo(database.url)
}, 60_000)
afterAll(() => database.drop())
const rows = (query: string) => database.connection.sql.unsafe(query)

it("has 500 invoices in all states over three years, credit notes and two currencies at least", async () => {
  const { documents, payments } = agency.invoicing
  const invoices = documents.filter(({ row }) => row.kind === "invoice")
  expect(invoices).toHaveLength(500)
  const states = new Set(invoices.map(({ row }) => row.state))
  expect([...states].sort()).toEqual(["draft", "issued", "paid", "partially_paid", "void"])
  expect(new Set(invoices.map(({ row }) => row.periodTo?.slice(0, 4))).size).toBeGreaterThanOrEqual(3)
  expect(new Set(invoices.map(({ row }) => row.currency)).size).toBeGreaterThanOrEqual(2)
  expect(documents.length - invoices.length).toBeGreaterThan(15)
  expect(payments.length).toBeGreaterThan(350)
  const overdue = invoices.filter(
    ({ row }) =>
      (row.state === "issued" || row.state === "partially_paid") && (row.dueDay ?? "") < "2026-11-30",
  )
  expect(overdue.length).toBeGreaterThan(10)
  expect(payments.some(({ minor, usedMinor }) => minor > usedMinor)).toBe(true)
  expect(agency.invoicing.settlements.some(({ conversion }) => conversion != null)).toBe(true)
})

it("is the same for the same day", async () => {
  expect(foundAgency(await loadVocabulary(), now).invoicing).toEqual(agency.invoicing)
})

it("holds nothing that the product would not have issued", () => {
  for (const { row, lines } of agency.invoicing.documents) {
    const totals = totalsOf({
      ...row,
      lines: lines.map((line) => ({ ...line, adjustments: line.adjustments ?? [] })),
    })
    expect([totals.netMinor, totals.taxMinor, totals.payableMinor]).toEqual([
      row.netMinor,
      row.taxMinor,
      row.payableMinor,
    ])
    if (row.seller === null || row.buyer === null || row.issueDay === null || row.dueDay === null) continue
    const { seller, buyer, issueDay, dueDay, periodFrom, periodTo, payableMinor, kind } = row
    const given = { kind, seller, buyer, lines, payableMinor, issueDay, dueDay, periodFrom, periodTo }
    const closed = { today: "2026-11-30", closedUntil: null, lastDay: null, credits: null }
    expect(problemsOf({ ...given, ...closed })).toEqual([])
    expect(row.payableMinor).toBeGreaterThan(0)
  }
})

it("hangs together in the database: numbers without a gap in the order of days, and totals that a recount gives", async () => {
  expect(
    await rows(`select kind, series_year from (
      select kind, series_year, series_count, issue_day,
        row_number() over (partition by kind, series_year order by series_count) as place,
        lag(issue_day) over (partition by kind, series_year order by series_count) as before
      from invoices where state <> 'draft') as numbered
      where place <> series_count or before > issue_day`),
  ).toEqual([])
  expect(
    await rows(`select number from invoices i where state <> 'draft' and settled_minor <> coalesce((
      select sum(minor) from settlements s where s.invoice_id = i.id or s.credit_note_id = i.id), 0)`),
  ).toEqual([])
  expect(
    await rows(`select id from payments p where used_minor <> coalesce((
      select sum(payment_minor) from settlements s where s.payment_id = p.id), 0)`),
  ).toEqual([])
  expect(
    await rows(`select number from invoices where state <> 'void' and state::text <> case
      when state = 'draft' then 'draft' when settled_minor >= payable_minor then 'paid' when settled_minor = 0 then 'issued'
      else 'partially_paid' end`),
  ).toEqual([])
  expect(await rows(`select kind::text, year, last from number_series order by 1, 2`)).toEqual(
    await rows(`select kind::text, series_year as year, max(series_count) as last from invoices
      where state <> 'draft' group by 1, 2 order by 1, 2`),
  )
})

it("lets the next invoice be issued", async () => {
  const [last] = await rows(`select max(last_day)::text as day from number_series`)
  expect(last?.day <= new Date().toISOString().slice(0, 10)).toBe(true)
})
