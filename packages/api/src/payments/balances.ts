import { clients } from "@alphas/db/schema/clients"
import type { ClientBalance } from "@alphas/domain/payments/dto"
import type { BalancesOf } from "@alphas/domain/payments/input"
import { and, eq, sql } from "drizzle-orm"
import { today } from "../agency"
import { notFound } from "../refusal"
import type { QueryArgs } from "../trpc"

/** What a client owes and has paid too much, a currency each. @throws Refusal `not_found`. */
export async function balancesOf({ ctx, input }: QueryArgs<typeof BalancesOf>): Promise<ClientBalance[]> {
  const { clientId } = input
  const [client] = await ctx.db
    .select({ id: clients.id })
    .from(clients)
    .where(and(eq(clients.id, clientId), ctx.visible.clients()))
  if (client === undefined) throw notFound("client")
  const day = await today(ctx.db)
  const rows = await ctx.db.execute<Record<keyof ClientBalance, unknown>>(sql`
    with owed as (
      select currency, sum(open_minor) filter (where kind = 'invoice') as open,
        sum(open_minor) filter (where kind = 'invoice' and due_day < ${day}::date) as overdue,
        sum(open_minor) filter (where kind = 'credit_note') as notes
      from invoices where client_id = ${clientId} and state in ('issued', 'partially_paid')
        /* visible invoices: of a client that was checked */ group by currency
    ), paid as (
      select currency, sum(case when kind = 'payment' then minor - used_minor else used_minor - minor end) as credit
      from payments where client_id = ${clientId} and reversed_at is null and used_minor <> minor
        /* visible payments: of a client that was checked */ group by currency
    )
    select currency, coalesce(open, 0)::float8 as "openMinor", coalesce(overdue, 0)::float8 as "overdueMinor",
      coalesce(credit, 0)::float8 as "creditMinor", coalesce(notes, 0)::float8 as "creditNotesMinor"
    from owed full join paid using (currency) order by currency`)
  // The columns are named as the balance's fields.
  return Array.from(rows) as unknown as ClientBalance[]
}
