import type { Tx } from "@alphas/db/connection"
import { numberSeries } from "@alphas/db/schema/invoices"
import { Statements, slot } from "@alphas/db/statement"
import type { InvoiceKind } from "@alphas/domain/invoices/words"
import { fiscalYearOf, numberBy } from "@alphas/domain/money/billing"
import { and, eq, sql } from "drizzle-orm"
import { Refusal } from "../refusal"

/** What a document needs to be numbered and issued. */
export interface Numbering {
  id: string
  kind: InvoiceKind
  issueDay: string
  dueDay: string
  state: "issued" | "paid"
  /** JSON of who sends and who gets it. */
  seller: string
  buyer: string
  issuedBy: string | null
}

/** By what the numbers of a year are written. */
export interface Patterns {
  firstMonth: number
  invoicePattern: string
  creditNotePattern: string
}

const statements = new Statements<{ number: string }>()

/**
 * Gives a draft, which is locked, the next number of its series, and issues it, in one statement: the row of the series is
 * locked from there to the end of the transaction, so that a number is given with its document or not at all, and days
 * never run backwards. Another pattern holds from the next year on.
 *
 * @throws Refusal `workflow` when a later day was given a number meanwhile, or the number is in use.
 */
export async function numberAndIssue(tx: Tx, given: Numbering, patterns: Patterns): Promise<string> {
  const year = fiscalYearOf(given.issueDay, patterns.firstMonth)
  let pattern = given.kind === "invoice" ? patterns.invoicePattern : patterns.creditNotePattern
  for (const _try of [1, 2]) {
    const number = await attempt(tx, given, year, pattern)
    if (number !== null) return number
    // The year was begun by another pattern, or somebody gave a number on a later day.
    const series = await seriesOf(tx, given.kind, year)
    if (series !== undefined && given.issueDay < series.lastDay)
      throw new Refusal(
        "workflow",
        `The number before this one was given on ${series.lastDay}. Choose that day or a later one.`,
      )
    pattern = series?.pattern ?? pattern
  }
  throw new Refusal("workflow", "Others are issuing documents just now. Try again.")
}

async function seriesOf(tx: Tx, kind: InvoiceKind, year: number) {
  const [series] = await tx
    .select({ pattern: numberSeries.pattern, lastDay: numberSeries.lastDay })
    .from(numberSeries)
    .where(
      and(
        sql`/* visible number_series: the one that the number is of */ ${eq(numberSeries.kind, kind)}`,
        eq(numberSeries.year, year),
      ),
    )
  return series
}

/** The last issue day of the series that is numbered on a day; null before its first. */
export async function lastDayOf(
  tx: Tx,
  kind: InvoiceKind,
  { billing, today }: { billing: Patterns; today: string },
): Promise<string | null> {
  const series = await seriesOf(tx, kind, fiscalYearOf(today, billing.firstMonth))
  return series?.lastDay ?? null
}

async function attempt(tx: Tx, given: Numbering, year: number, pattern: string): Promise<string | null> {
  const { before, width, after } = partsOf(pattern, year)
  const values = { ...given, year, pattern, before, width, after }
  try {
    const [row] = await statements.within(tx, "issue", issuing, values)
    return row?.number ?? null
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error
    if (
      cause instanceof Error &&
      "constraint_name" in cause &&
      cause.constraint_name === "invoices_number_key"
    )
      throw new Refusal(
        "workflow",
        `The pattern ${pattern} gives a number that another document has. Change it in the billing settings.`,
      )
    throw error
  }
}

/** What stands before and after the count, and the least digits of it. */
function partsOf(pattern: string, year: number): { before: string; width: number; after: string } {
  const { index, 0: zeros } = /(?<!\{[^}]*)0+/.exec(pattern) ?? { index: pattern.length, 0: "" }
  const written = (part: string) => numberBy(part, year, 0)
  return {
    before: written(pattern.slice(0, index)),
    width: zeros.length,
    after: written(pattern.slice(index + zeros.length)),
  }
}

const issuing = () => sql`
  with series as (
    insert into number_series as series (kind, year, pattern, last, last_day)
    values (${slot("kind")}::invoice_kind, ${slot("year")}::int, ${slot("pattern")}::text, 1, ${slot("issueDay")}::date)
    on conflict (kind, year) do update set last = series.last + 1, last_day = excluded.last_day
      where series.last_day <= excluded.last_day and series.pattern = excluded.pattern
    returning year, last, last_day
  )
  update invoices set state = ${slot("state")}::invoice_state, issue_day = series.last_day,
    due_day = ${slot("dueDay")}::date, series_year = series.year, series_count = series.last,
    number = ${slot("before")}::text
      || lpad(series.last::text, greatest(${slot("width")}::int, length(series.last::text)), '0')
      || ${slot("after")}::text,
    seller = ${slot("seller")}::text::jsonb, buyer = ${slot("buyer")}::text::jsonb,
    issued_by = ${slot("issuedBy")}::uuid, issued_at = now(), updated_at = now(), version = version + 1
  from series
  /* visible series: the row that was just written */
  where invoices.id = ${slot("id")}::uuid and invoices.state = 'draft'
  returning number`
