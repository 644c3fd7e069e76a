import type { Reader } from "@alphas/db/connection"
import { campaigns } from "@alphas/db/schema/campaigns"
import { rates, timeEntries } from "@alphas/db/schema/time"
import type { Role } from "@alphas/domain/permissions"
import { type Priced, priceOf, type RateRule } from "@alphas/domain/time/rates"
import type { Repriced } from "@alphas/domain/time/unusual"
import { type RateKind, rateKinds } from "@alphas/domain/time/words"
import { and, asc, eq, gte, inArray, isNull, type SQL, sql } from "drizzle-orm"
import type { Mutating, SignedIn } from "../context"
import type { DayFacts } from "./guard"

/** Every rule; an agency has some dozens. */
const allRates = (reader: Reader): Promise<RateRule[]> =>
  reader
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

/** Time that a rate names. */
const namedBy = (rate: Named): SQL | undefined =>
  and(
    gte(timeEntries.day, rate.fromDay),
    rate.userId === null ? undefined : eq(timeEntries.userId, rate.userId),
    rate.role === null ? undefined : eq(timeEntries.role, rate.role),
    rate.campaignId === null ? undefined : eq(timeEntries.campaignId, rate.campaignId),
    eq(campaigns.currency, rate.currency),
  )
type Named = Omit<RateRule, "minorPerHour">

/**
 * Prices again what a rate that was set or removed names. What it does not name keeps its price, and so does what lies
 * in a locked month. The books are locked.
 */
export async function repriceFor(ctx: Mutating, rate: Named): Promise<Repriced> {
  const found = await openTime(ctx.tx, namedBy(rate))
  const changed = changedBy(await allRates(ctx.tx), [rate.kind], found)
  await writePrices(ctx, changed)
  return summed(rate, changed)
}

/** What `repriceFor` would do once a rate is set. Nothing is locked. */
export async function previewFor(ctx: SignedIn, rate: RateRule): Promise<Repriced> {
  const found = await openTime(ctx.db, namedBy(rate))
  return summed(rate, changedBy([...(await allRates(ctx.db)), rate], [rate.kind], found))
}

const summed = ({ kind, currency }: Named, changed: readonly Change[]): Repriced => {
  const sum = (of: (change: Change) => Priced) =>
    changed.reduce(
      (total, each) => total + ((kind === "cost" ? of(each).costMinor : of(each).billMinor) ?? 0),
      0,
    )
  return {
    ...{ rate: kind, entries: changed.length, currency },
    ...{ beforeMinor: sum(({ before }) => before), afterMinor: sum(({ after }) => after) },
  }
}

/** Prices a month that was opened again by the rates that were set meanwhile, and answers how many entries that changed. The books are locked. */
export async function repriceMonth(ctx: Mutating, month: string): Promise<number> {
  // A range, which finds its days by their index.
  const ofMonth = sql`${timeEntries.day} >= ${month}::date and ${timeEntries.day} < (${month}::date + interval '1 month')::date`
  const changed = changedBy(await allRates(ctx.tx), rateKinds, await openTime(ctx.tx, ofMonth))
  await writePrices(ctx, changed)
  return changed.length
}

type Open = Awaited<ReturnType<typeof openTime>>[number]

/** Time that is in no locked month. */
const openTime = (reader: Reader, which: SQL | undefined) =>
  reader
    .select({
      id: timeEntries.id,
      userId: timeEntries.userId,
      role: timeEntries.role,
      campaignId: timeEntries.campaignId,
      currency: campaigns.currency,
      day: timeEntries.day,
      minutes: timeEntries.minutes,
      billable: timeEntries.billable,
      costMinor: timeEntries.costMinor,
      billMinor: timeEntries.billMinor,
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

interface Change {
  id: string
  campaignId: string
  before: Priced
  after: Priced
}

/** Which of these entries have another price of these kinds by the rules. */
const changedBy = (
  rules: readonly RateRule[],
  kinds: readonly RateKind[],
  found: readonly Open[],
): Change[] =>
  found.flatMap(({ id, costMinor, billMinor, ...entry }) => {
    const now = priceOf(rules, entry, entry.minutes, entry.billable)
    const after = {
      costMinor: kinds.includes("cost") ? now.costMinor : costMinor,
      billMinor: kinds.includes("billing") ? now.billMinor : billMinor,
    }
    if (after.costMinor === costMinor && after.billMinor === billMinor) return []
    return [{ id, campaignId: entry.campaignId, before: { costMinor, billMinor }, after }]
  })

async function writePrices(ctx: Mutating, changed: readonly Change[]): Promise<void> {
  if (changed.length === 0) return
  // The books are locked, so none is added meanwhile; and the currency of a campaign with time stays as it is.
  const ids = [...new Set(changed.map(({ campaignId }) => campaignId))]
  await ctx.tx
    .select({ id: campaigns.id })
    .from(campaigns)
    .where(sql`/* visible campaigns: of time that was checked */ ${inArray(campaigns.id, ids)}`)
    .orderBy(asc(campaigns.id))
    .for("no key update")
  const rows = changed.map(({ id, after }) => ({ id, ...after }))
  await ctx.tx.execute(sql`
    update time_entries set cost_minor = given."costMinor", bill_minor = given."billMinor"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (id uuid, "costMinor" bigint, "billMinor" bigint)
    where time_entries.id = given.id`)
  await recountCosts(ctx, ids)
}
