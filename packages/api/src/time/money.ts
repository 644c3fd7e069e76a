import { campaigns } from "@alphas/db/schema/campaigns"
import { rates, timeEntries } from "@alphas/db/schema/time"
import { users } from "@alphas/db/schema/users"
import type { Role } from "@alphas/domain/permissions"
import { type Priced, priceOf, type RateRule } from "@alphas/domain/time/rates"
import { type RateKind, rateKinds } from "@alphas/domain/time/words"
import { and, asc, eq, gte, inArray, isNull, type SQL, sql } from "drizzle-orm"
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

/**
 * Campaigns by id, locked until the transaction ends, in the same order by everybody: the currency in which their time
 * is priced, and the totals in which it is counted, stand still. The caller has checked that they may.
 */
export async function lockCampaigns(ctx: Mutating, ids: readonly string[]) {
  const rows = await ctx.tx
    .select({ id: campaigns.id, clientId: campaigns.clientId, currency: campaigns.currency })
    .from(campaigns)
    .where(sql`/* visible campaigns: of time that was checked */ ${inArray(campaigns.id, [...new Set(ids)])}`)
    .orderBy(asc(campaigns.id))
    .for("no key update")
  return new Map(rows.map((row) => [row.id, row]))
}

interface Unpriced {
  userId: string
  campaignId: string
  day: string
  minutes: number
  billable: boolean
  /** Under which it was priced first; null for what is entered now, by what the person is now. */
  role: Role | null
}

/** Prices one entry by the rates that hold. Its campaign is locked. */
export async function price(ctx: Mutating, entry: Unpriced): Promise<Priced & { role: Role }> {
  const [found] = await ctx.tx
    .select({ role: users.role, currency: campaigns.currency })
    .from(users)
    .innerJoin(campaigns, sql`/* visible campaigns: the entry's own */ ${eq(campaigns.id, entry.campaignId)}`)
    .where(sql`/* visible users: whose time it is */ ${eq(users.id, entry.userId)}`)
  if (found === undefined) throw new Error("An entry is somebody's, for a campaign.")
  const role = entry.role ?? found.role
  const hour = { ...entry, role, currency: found.currency }
  return { role, ...priceOf(await allRates(ctx), hour, entry.minutes, entry.billable) }
}

/** Counts the time of campaigns, which are locked, and tasks again, in the transaction of whatever changes them. */
export async function recountTime(
  ctx: Mutating,
  campaignIds: readonly string[],
  taskIds: readonly (string | null)[],
) {
  for (const id of [...new Set(campaignIds)].sort()) {
    await ctx.tx.execute(sql`
      update campaigns set minutes = now.minutes, hours_minor = now.cost
      from (
        select coalesce(sum(minutes), 0)::int as minutes, coalesce(sum(cost_minor), 0)::bigint as cost
        from time_entries where campaign_id = ${id} and deleted_at is null /* visible time_entries: counted */
      ) as now
      where campaigns.id = ${id}`)
  }
  for (const id of [...new Set(taskIds.filter((each) => each !== null))].sort()) {
    await ctx.tx.execute(sql`
      update tasks set minutes = (
        select coalesce(sum(minutes), 0)::int from time_entries
        where task_id = ${id} and deleted_at is null /* visible time_entries: counted */
      ) where id = ${id}`)
  }
}

/**
 * Prices again what a rate that was set or removed names. What it does not name keeps its price, and so does what lies
 * in a locked month. The books are locked.
 */
export const repriceFor = (ctx: Mutating, rate: Omit<RateRule, "minorPerHour">): Promise<number> =>
  reprice(
    ctx,
    [rate.kind],
    and(
      gte(timeEntries.day, rate.fromDay),
      rate.userId === null ? undefined : eq(timeEntries.userId, rate.userId),
      rate.role === null ? undefined : eq(timeEntries.role, rate.role),
      rate.campaignId === null ? undefined : eq(timeEntries.campaignId, rate.campaignId),
      eq(campaigns.currency, rate.currency),
    ),
  )

/** Prices a month that was opened again by the rates that were set meanwhile. The books are locked. */
export const repriceMonth = (ctx: Mutating, month: string): Promise<number> =>
  reprice(
    ctx,
    rateKinds,
    // A range, which finds its days by their index.
    sql`${timeEntries.day} >= ${month}::date and ${timeEntries.day} < (${month}::date + interval '1 month')::date`,
  )

/** Answers how many entries have another price. */
async function reprice(ctx: Mutating, kinds: readonly RateKind[], which: SQL | undefined): Promise<number> {
  const found = await ctx.tx
    .select({
      id: timeEntries.id,
      userId: timeEntries.userId,
      role: timeEntries.role,
      campaignId: timeEntries.campaignId,
      currency: campaigns.currency,
      day: timeEntries.day,
      minutes: timeEntries.minutes,
      billable: timeEntries.billable,
    })
    .from(timeEntries)
    .innerJoin(
      campaigns,
      sql`/* visible campaigns: the entry's own */ ${eq(campaigns.id, timeEntries.campaignId)}`,
    )
    .where(
      and(
        which,
        isNull(timeEntries.deletedAt),
        sql`not exists (select from locked_months l where l.month = date_trunc('month', ${timeEntries.day})::date
          /* visible locked_months: whether it is one */) /* visible time_entries: to price, not to be shown */`,
      ),
    )
  if (found.length === 0) return 0
  // The books are locked, so none is added meanwhile; and the currency of a campaign with time stays as it is.
  await lockCampaigns(
    ctx,
    found.map(({ campaignId }) => campaignId),
  )
  const rules = await allRates(ctx)
  const rows = found.map((entry) => ({
    id: entry.id,
    ...priceOf(rules, entry, entry.minutes, entry.billable),
  }))
  const kept = (kind: RateKind, given: SQL, own: SQL) => (kinds.includes(kind) ? given : own)
  const cost = kept("cost", sql`given."costMinor"`, sql`time_entries.cost_minor`)
  const bill = kept("billing", sql`given."billMinor"`, sql`time_entries.bill_minor`)
  const changed = await ctx.tx.execute<{ campaign_id: string }>(sql`
    update time_entries set cost_minor = ${cost}, bill_minor = ${bill}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (id uuid, "costMinor" bigint, "billMinor" bigint)
    where time_entries.id = given.id
      and (time_entries.cost_minor, time_entries.bill_minor) is distinct from (${cost}, ${bill})
    returning campaign_id`)
  await recountTime(
    ctx,
    changed.map((row) => row.campaign_id),
    [],
  )
  return changed.length
}
