import type { Reader } from "@alphas/db/connection"
import { sql } from "drizzle-orm"

/** What a credit note may take off an invoice: what it came to, less what was credited before. Minor units. */
export async function leftToCredit(
  reader: Reader,
  id: string,
): Promise<{ number: string; issueDay: string; leftMinor: number } | null> {
  const [row] = await reader.execute<{ number: string; issueDay: string; leftMinor: number }>(sql`
    select invoice.number, invoice.issue_day::text as "issueDay", (invoice.payable_minor - coalesce((
      select sum(note.payable_minor) from invoices note where note.credits_id = invoice.id and note.state <> 'draft'
    ), 0))::float8 as "leftMinor"
    from invoices invoice where invoice.id = ${id} /* visible invoices: of a credit note that was checked */`)
  return row ?? null
}
