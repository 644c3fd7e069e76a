import { numberAndIssue } from "@alphas/api/invoices/numbers"
import { connect } from "@alphas/db/connection"
import type { Sql } from "postgres"
import { inRounds } from "../../measure"

/** Drafts of one line each that can be issued as they are, and a place to count what was aborted. */
export async function addDrafts(sql: Sql, clientId: string, count: number): Promise<void> {
  await sql`create table if not exists aborted (count int)`
  await sql`
    with made as (
      insert into invoices (id, client_id, currency, prices, net_minor, tax_minor, payable_minor)
      select gen_random_uuid(), ${clientId}, 'EUR', 'net', 10000, 1900, 11900 from generate_series(1, ${count})
      returning id)
    insert into invoice_lines (id, invoice_id, position, description, quantity, unit, unit_price, tax_category,
      tax_percent, net_minor)
    select gen_random_uuid(), id, 0, 'Work', 1, 'piece', 100, 'standard', 19, 10000 from made`
  await sql`analyze invoices, invoice_lines`
}

const [perTurn, rounds] = [400, 9]
const patterns = { firstMonth: 1, invoicePattern: "INV-{year}-0000", creditNotePattern: "CN-{year}-0000" }

/**
 * How many numbers a second are given by the product's statement in its transaction, and by a bare statement that counts
 * and inserts, over so many connections each. What is inserted is the same document, into a table of the same columns,
 * indexes and checks.
 */
export async function costOfANumber(
  url: string,
  clientId: string,
  lanes: number,
): Promise<{ ratio: number; ours: number; bare: number }> {
  const { db, sql, close } = connect(url, { pool: lanes })
  try {
    await addDrafts(sql, clientId, perTurn * (rounds + 1))
    await sql`create table bare_series (last int not null)`
    await sql`insert into bare_series values (0)`
    await sql`create table bare_documents (like invoices including all)`
    const drafts = await sql<{ id: string }[]>`select id from invoices where state = 'draft'`
    const ids = drafts.map(({ id }) => id)
    const paper = JSON.stringify({ name: "Our agency", address: { city: "Berlin", country: "DE" } })
    const [{ day } = { day: "" }] = await sql<{ day: string }[]>`select current_date::text as day`

    const turn = (work: () => Promise<unknown>) => async () => {
      const started = performance.now()
      let left = perTurn
      await Promise.all(
        Array.from({ length: lanes }, async () => {
          while (left-- > 0) await work()
        }),
      )
      return perTurn / ((performance.now() - started) / 1000)
    }
    const ours = turn(() =>
      db.transaction((tx) => {
        const given = {
          id: ids.pop() ?? "",
          kind: "invoice",
          state: "issued",
          issueDay: day,
          dueDay: day,
        } as const
        return numberAndIssue(tx, { ...given, seller: paper, buyer: paper, issuedBy: null }, patterns)
      }),
    )
    const bare = turn(
      () => sql`with counted as (update bare_series set last = last + 1 returning last)
        insert into bare_documents (id, state, number, series_year, series_count, client_id, client_key, currency, prices,
          issue_day, due_day, net_minor, tax_minor, payable_minor, seller, buyer, issued_at, version)
        select gen_random_uuid(), 'issued', 'INV-2026-' || lpad(last::text, 4, '0'), 2026, last, ${clientId}, 'alder 1',
          'EUR', 'net', ${day}, ${day}, 10000, 1900, 11900, ${paper}::text::jsonb, ${paper}::text::jsonb, now(), 2
        from counted`,
    )
    await ours() // to warm up
    const measured = await inRounds(
      [
        { name: "ours", turn: ours },
        { name: "bare", turn: bare },
      ],
      rounds,
    )
    return {
      ratio: measured.ratio("ours", "bare"),
      ours: measured.figure("ours"),
      bare: measured.figure("bare"),
    }
  } finally {
    await close()
  }
}
