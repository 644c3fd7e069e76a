import { campaigns } from "@alphas/db/schema/campaigns"
import { rates, timeEntries } from "@alphas/db/schema/time"
import { users } from "@alphas/db/schema/users"
import type { Role } from "@alphas/domain/permissions"
import { type Priced, priceOf, type RateRule } from "@alphas/domain/time/rates"
import { and, eq, gte, sql } from "drizzle-orm"
import type { Mutating } from "../context"

/** Every rule; an agency has some dozens. */
const allRates = (ctx: Mutating): Promise<RateRule[]> =>
  ctx.tx
    .select({
      kind: rates.kind,
      userId: rates.userId,
      role: rates.role,
      campaignId: rates.campaignId,
      fromDay: rates.fromDay,
      currency: rates.currency,
      minorPerHour: rates.minorPerHour,
    })
    .from(rates)
    .where(sql`/* visible rates: to price an hour, not to be shown */ true`)

/** Prices one entry by the rates that hold. */
export async function price(
  ctx: Mutating,
  entry: { userId: string; campaignId: string; day: string; minutes: number; billable: boolean },
): Promise<Priced> {
  const [found] = await ctx.tx
    .select({ role: users.role, currency: campaigns.currency })
    .from(users)
    .innerJoin(campaigns, sql`/* visible campaigns: the entry's own */ ${eq(campaigns.id, entry.campaignId)}`)
    .where(sql`/* visible users: whose time it is */ ${eq(users.id, entry.userId)}`)
  if (found === undefined) throw new Error("An entry is somebody's, for a campaign.")
  return priceOf(await allRates(ctx), { ...entry, ...found }, entry.minutes, entry.billable)
}

/** Counts the time of campaigns and tasks again; their totals are kept in the transaction of whatever changes them. */
export async function recountTime(
  ctx: Mutating,
  campaignIds: readonly string[],
  taskIds: readonly (string | null)[],
) {
  // Locked before the statement that counts: one that waits for another's update would count what it saw before it.
  await ctx.tx.execute(sql`
    select id from campaigns where id = any(${sql.param([...new Set(campaignIds)])}::uuid[]) /* visible campaigns: to lock them */
    order by id for no key update`)
  for (const id of [...new Set(campaignIds)].sort()) {
    await ctx.tx.execute(sql`
      update campaigns set minutes = now.minutes, hours_minor = now.cost
      from (
        select coalesce(sum(minutes), 0)::int as minutes, coalesce(sum(cost_minor), 0)::bigint as cost
        from time_entries where campaign_id = ${id} /* visible time_entries: counted */
      ) as now
      where campaigns.id = ${id}`)
  }
  for (const id of [...new Set(taskIds.filter((each) => each !== null))].sort()) {
    await ctx.tx.execute(sql`
      update tasks set minutes = (
        select coalesce(sum(minutes), 0)::int from time_entries where task_id = ${id} /* visible time_entries: counted */
      ) where id = ${id}`)
  }
}

interface Unpriced {
  id: string
  userId: string
  role: Role
  campaignId: string
  currency: string
  day: string
  minutes: number
  billable: boolean
}

/**
 * Prices again what a rate that was set or removed may concern: from its first day on, for its person and campaign.
 * What lies in a locked month keeps its price.
 */
export async function reprice(
  ctx: Mutating,
  rate: Pick<RateRule, "userId" | "campaignId" | "fromDay">,
): Promise<void> {
  const found: Unpriced[] = await ctx.tx
    .select({
      id: timeEntries.id,
      userId: timeEntries.userId,
      role: users.role,
      campaignId: timeEntries.campaignId,
      currency: campaigns.currency,
      day: timeEntries.day,
      minutes: timeEntries.minutes,
      billable: timeEntries.billable,
    })
    .from(timeEntries)
    .innerJoin(users, sql`/* visible users: whose time it is */ ${eq(users.id, timeEntries.userId)}`)
    .innerJoin(
      campaigns,
      sql`/* visible campaigns: the entry's own */ ${eq(campaigns.id, timeEntries.campaignId)}`,
    )
    .where(
      and(
        gte(timeEntries.day, rate.fromDay),
        rate.userId === null ? undefined : eq(timeEntries.userId, rate.userId),
        rate.campaignId === null ? undefined : eq(timeEntries.campaignId, rate.campaignId),
        sql`not exists (select from locked_months l where l.month = date_trunc('month', ${timeEntries.day})::date
          /* visible locked_months: whether it is one */) /* visible time_entries: to price, not to be shown */`,
      ),
    )
  if (found.length === 0) return
  const rules = await allRates(ctx)
  const rows = found.map((entry) => ({
    id: entry.id,
    ...priceOf(rules, entry, entry.minutes, entry.billable),
  }))
  const changed = await ctx.tx.execute<{ campaign_id: string }>(sql`
    update time_entries set cost_minor = given."costMinor", bill_minor = given."billMinor"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (id uuid, "costMinor" bigint, "billMinor" bigint)
    where time_entries.id = given.id
      and (time_entries.cost_minor, time_entries.bill_minor) is distinct from (given."costMinor", given."billMinor")
    returning campaign_id`)
  await recountTime(
    ctx,
    changed.map((row) => row.campaign_id),
    [],
  )
}
