import { timeEntries, timesheets } from "@alphas/db/schema/time"
import { dayNumberOf, dayOf, weekdayOf } from "@alphas/domain/days"
import { may, type Role } from "@alphas/domain/permissions"
import { minutesOfDay, zoneOfTime } from "@alphas/domain/time/clock"
import { lockedShare, stepMeetsLock } from "@alphas/domain/time/locked"
import type { RateRule } from "@alphas/domain/time/rates"
import type { TimesheetState, TimesheetStep } from "@alphas/domain/time/words"
import { and, between, eq, isNull, type SQL, sql } from "drizzle-orm"
import type { Mutating } from "../context"
import { invalidField, Refusal } from "../refusal"
import { nextVersion } from "../versioned"

/** Any number, the same in every process. */
const books = sql`4172028, 0`

/** The Monday of a day's week. */
export const mondayOf = (day: string): string => {
  const number = dayNumberOf(day)
  return dayOf(number - weekdayOf(number))
}

/** The days of a Monday's week. */
export const daysOf = (monday: string): string[] =>
  Array.from({ length: 7 }, (_, index) => dayOf(dayNumberOf(monday) + index))

export const monthOf = (day: string): string => `${day.slice(0, 7)}-01`

/**
 * One at a time: everything that changes a person's time waits here for the others, and for rates and locked months
 * that are being changed. Locks are taken in this order: the books, the person, campaigns by id.
 */
export async function lockPerson(ctx: Pick<Mutating, "tx">, userId: string): Promise<void> {
  await ctx.tx.execute(sql`select ${personLocks(sql`${userId}`)}`)
}

/** These locks, for a person who is named in a statement; they are taken in the order in which they stand. */
export const personLocks = (userId: SQL): SQL =>
  sql`pg_advisory_xact_lock_shared(${books}), pg_advisory_xact_lock(hashtextextended(${userId}::text, 0))`

/**
 * Whoever changes a rate, the currency of a campaign, or locks a month waits for time that is being entered, whosever it
 * is, and the other way round: no entry is priced by rates that are no longer so, and none changes once its month is locked.
 */
export const lockBooks = (ctx: Mutating) => ctx.tx.execute(sql`select pg_advisory_xact_lock(${books})`)

/** The months of some days that are locked, in order, as a value of a statement. */
export const lockedAmong = (days: readonly string[]): SQL<string[]> => sql`(
  select coalesce(json_agg(l.month order by l.month), '[]') from locked_months l
  where l.month in (select unnest(${listOf(days.map(monthOf))}::date[])) /* visible locked_months: whether they are */)`

const mayWithReason = (ctx: Mutating, reason: string | null) =>
  reason !== null && may(ctx.identity.viewer.role, "time.lock")

const isLocked = (month: string, hint = "") =>
  new Refusal(
    "workflow",
    `${month.slice(0, 7)} is locked, so its time cannot change. An admin can change it with a reason.${hint}`,
  )

/** What decides about time on some days of a person, and what it costs. */
export interface DayFacts {
  /** Those of their months that are locked, in order. */
  months: string[]
  /** Those of their weeks that are not open. */
  handedIn: { state: TimesheetState; monday: string }[]
  /** What the person is now. */
  role: Role
  /** The zone that the person named, and the agency's. */
  zones: { own: string | null; agency: string }
  /** The rates that name nobody else; an agency has some dozens. */
  rates: RateRule[]
}

/** `DayFacts` as columns of a statement that asks for more. */
export const dayFacts = (userId: string, days: readonly string[]) => ({
  months: lockedAmong(days),
  handedIn: sql<DayFacts["handedIn"]>`(
    select coalesce(json_agg(json_build_object('state', t.state, 'monday', t.monday) order by t.monday), '[]')
    from timesheets t
    where t.user_id = ${userId} and t.state <> 'open' and t.monday in (select unnest(${listOf(days.map(mondayOf))}::date[]))
      /* visible timesheets: of the person whose time it is */)`,
  role: sql<Role>`(select u.role from users u where u.id = ${userId} /* visible users: whose time it is */)`,
  zones: sql<DayFacts["zones"]>`(
    select json_build_object('own', u.time_zone, 'agency', s.time_zone) from users u, settings s
    where u.id = ${userId} /* visible users: whose time it is */ /* visible settings: where the agency is */)`,
  rates: sql<RateRule[]>`(
    select coalesce(json_agg(json_build_object('kind', r.kind, 'userId', r.user_id, 'role', r.role,
      'campaignId', r.campaign_id, 'fromDay', r.from_day, 'currency', r.currency, 'minorPerHour', r.minor_per_hour)), '[]')
    from rates r where r.user_id is null or r.user_id = ${userId} /* visible rates: to price an hour, not to be shown */)`,
})

const listOf = (days: readonly string[]): string => `{${[...new Set(days)].join(",")}}`

/** How days were found. */
export interface Opened extends Pick<DayFacts, "role" | "rates"> {
  /** Whether one of them lies in a locked month, which an admin changes with a reason. */
  locked: boolean
  /** By whose days the person's time goes. */
  zone: string
}

/**
 * Whether a person's days may be changed. Call `lockPerson` first; `hint` is said behind what is refused.
 * @throws Refusal `workflow` when a month is locked (an admin may with a reason), or a week is submitted.
 */
export async function openDays(
  ctx: Mutating,
  userId: string,
  { months, handedIn, role, rates, zones }: DayFacts,
  days: readonly string[],
  reason: string | null,
  hint = "",
): Promise<Opened> {
  const [month] = months
  if (month !== undefined && !mayWithReason(ctx, reason)) throw isLocked(month, hint)
  const free = days.filter((day) => !months.includes(monthOf(day)))
  const closed = handedIn.find(({ monday }) => free.some((day) => mondayOf(day) === monday))
  if (closed !== undefined) {
    throw new Refusal(
      "workflow",
      closed.state === "submitted"
        ? `This week is submitted. Withdraw it before you change it.${hint}`
        : `This week is approved. Ask an approver to reopen it.${hint}`,
    )
  }
  // Whoever is about to approve a week in which an admin changes something has not seen that.
  for (const { monday } of handedIn) {
    await ctx.tx
      .update(timesheets)
      .set({ version: nextVersion(timesheets) })
      .where(and(eq(timesheets.userId, userId), eq(timesheets.monday, monday)))
  }
  return { locked: month !== undefined, role, rates, zone: zoneOfTime(zones.own, zones.agency) }
}

/**
 * Whether a person's week may take a step although some of its time lies in locked months. An admin may with a reason.
 * Call `lockPerson` first. @throws Refusal `workflow`. @see stepMeetsLock
 */
export async function openWeek(
  ctx: Mutating,
  { userId, monday, months }: { userId: string; monday: string; months: readonly string[] },
  step: TimesheetStep,
  reason: string | null,
): Promise<void> {
  const week = daysOf(monday)
  if (months.length === 0 || mayWithReason(ctx, reason)) return
  const rows = await ctx.tx
    .selectDistinct({ day: timeEntries.day })
    .from(timeEntries)
    .where(
      and(
        sql`/* visible time_entries: of the person whose week it is */ ${eq(timeEntries.userId, userId)}`,
        between(timeEntries.day, monday, week.at(-1) ?? monday),
        isNull(timeEntries.deletedAt),
      ),
    )
    .orderBy(timeEntries.day)
  const isIn = (day: string) => months.includes(monthOf(day))
  const days = rows.map(({ day }) => day)
  const first = days.find(isIn)
  if (first !== undefined && stepMeetsLock(step, lockedShare(days, isIn))) throw isLocked(monthOf(first))
}

/** @throws Refusal at `field` when a day of these clocks has more time than it is long; `hint` is said behind that. */
export function checkDay(
  { zone }: Pick<Opened, "zone">,
  minutes: number,
  day: string,
  field: string,
  hint = "",
): void {
  const length = minutesOfDay(zone, day)
  if (minutes > length)
    throw invalidField(field, `With this, ${day} would have more than its ${length / 60} hours.${hint}`)
}
