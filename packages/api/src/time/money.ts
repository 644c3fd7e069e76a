import { campaigns } from "@alphas/db/schema/campaigns"
import { rates, timeEntries } from "@alphas/db/schema/time"
import type { Role } from "@alphas/domain/permissions"
import { type Priced, priceOf, type RateRule } from "@alphas/domain/time/rates"
import { type RateKind, rateKinds } from "@alphas/domain/time/words"
import { and, asc, eq, gte, inArray, isNull, type SQL, sql } from "drizzle-orm"
import type { Mutating } from "../context"
import type { DayFacts } from "./guard"

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

interface Unpriced {
  userId: string
  campaignId: string
  day: string
  minutes: number
  billable: boolean
  /** Under which it was priced first; null for what is entered now, by what the person is now. */
  role: Role | null
}

/** Prices one entry by the rates that hold; its campaign is locked. */
export function price(
  { role: now, rates: rules }: Pick<DayFacts, "role" | "rates">,
  currency: string,
  entry: Unpriced,
): Priced & { role: Role } {
  const role = entry.role ?? now
  return { role, ...priceOf(rules, { ...entry, role, currency }, entry.minutes, entry.billable) }
}

/** Time that a campaign and perhaps a task has more or less of. */
export interface Counted {
  campaignId: string
  taskId: string | null
  minutes: number
  costMinor: number | null
}

/**
 * Counts time for campaigns, which are locked, and tasks, and what is taken from them, in the transaction of whatever
 * changes it. Answers the minutes that the person has on the day by then.
 */
export async function countTime(
  ctx: Mutating,
  { userId, day }: { userId: string; day: string },
  { more = [], less = [] }: { more?: readonly Counted[]; less?: readonly Counted[] },
): Promise<number> {
  const signed = [
    ...more.map((each) => ({ ...each, sign: 1 })),
    ...less.map((each) => ({ ...each, sign: -1 })),
  ]
  const rows = signed.map(({ campaignId, taskId, minutes, costMinor, sign }) => ({
    ...{ campaignId, taskId },
    ...{ minutes: sign * minutes, cost: sign * (costMinor ?? 0) },
  }))
  const [found] = await ctx.tx.execute<{ minutes: number }>(sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as given
        ("campaignId" uuid, "taskId" uuid, minutes int, cost bigint)
    ), of_campaigns as (
      update campaigns set minutes = campaigns.minutes + more.minutes, hours_minor = campaigns.hours_minor + more.cost
      from (select "campaignId" as id, sum(minutes) as minutes, sum(cost) as cost from given group by 1) more
      where campaigns.id = more.id
    ), of_tasks as (
      update tasks set minutes = tasks.minutes + more.minutes
      from (select "taskId" as id, sum(minutes) as minutes from given group by 1) more
      where tasks.id = more.id
    )
    select coalesce(sum(minutes), 0)::int as minutes from time_entries
    where user_id = ${userId} and day = ${day} and deleted_at is null
      /* visible time_entries: of the person whose time it is */`)
  return found?.minutes ?? 0
}

/** Counts what the hours of campaigns, which are locked, cost again after many of them were priced anew. */
async function recountCosts(ctx: Mutating, campaignIds: readonly string[]): Promise<void> {
  await ctx.tx.execute(sql`
    update campaigns set hours_minor = now.cost
    from (
      select campaign_id as id, coalesce(sum(cost_minor), 0)::bigint as cost from time_entries
      where campaign_id in (select unnest(${`{${[...new Set(campaignIds)].join(",")}}`}::uuid[]))
        and deleted_at is null /* visible time_entries: counted */
      group by 1
    ) as now
    where campaigns.id = now.id`)
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
  const ids = [...new Set(found.map(({ campaignId }) => campaignId))]
  await ctx.tx
    .select({ id: campaigns.id })
    .from(campaigns)
    .where(sql`/* visible campaigns: of time that was checked */ ${inArray(campaigns.id, ids)}`)
    .orderBy(asc(campaigns.id))
    .for("no key update")
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
  if (changed.length > 0)
    await recountCosts(
      ctx,
      changed.map((row) => row.campaign_id),
    )
  return changed.length
}
