import { lockedMonths, timeEntries, timesheets } from "@alphas/db/schema/time"
import { dayNumberOf, dayOf, weekdayOf } from "@alphas/domain/days"
import { may } from "@alphas/domain/permissions"
import { and, eq, sql } from "drizzle-orm"
import type { Mutating } from "../context"
import { invalidField, Refusal } from "../refusal"

/** Any number, the same in every process: whose second key is a month is about locked months. */
const monthLocks = 4_172_028

/** The Monday of a day's week. */
export const mondayOf = (day: string): string => {
  const number = dayNumberOf(day)
  return dayOf(number - weekdayOf(number))
}

export const monthOf = (day: string): string => `${day.slice(0, 7)}-01`
const monthNumber = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7))

/** As above; whose second key is 0 is about the hourly rates, which hold in every month. */
const rateLock = sql`${monthLocks}, 0`

/**
 * One at a time: everything that changes a person's time waits here for the others, and for rates that are being
 * changed, so that no entry is priced by rates that are no longer so. Before any other lock.
 */
export async function lockPerson(ctx: Mutating, userId: string): Promise<void> {
  await ctx.tx.execute(sql`select pg_advisory_xact_lock_shared(${rateLock})`)
  await ctx.tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${userId}, 0))`)
}

/** Whoever changes a rate waits for time that is being entered, and for others who change one. Before any other lock. */
export const lockRates = (ctx: Mutating) => ctx.tx.execute(sql`select pg_advisory_xact_lock(${rateLock})`)

/** Whoever locks a month waits for what is being entered in it, and the other way round. */
export const lockMonthFor = (ctx: Mutating, month: string, how: "entering" | "locking") =>
  ctx.tx.execute(
    how === "locking"
      ? sql`select pg_advisory_xact_lock(${monthLocks}, ${monthNumber(month)})`
      : sql`select pg_advisory_xact_lock_shared(${monthLocks}, ${monthNumber(month)})`,
  )

/**
 * Holds a person's day open for a change, until the transaction ends. Call `lockPerson` first.
 * @throws Refusal `workflow` when its month is locked (an admin may with a reason), or its week is submitted.
 */
export async function openDay(
  ctx: Mutating,
  userId: string,
  day: string,
  reason: string | null,
): Promise<void> {
  const month = monthOf(day)
  await lockMonthFor(ctx, month, "entering")
  const [locked] = await ctx.tx
    .select({ month: lockedMonths.month })
    .from(lockedMonths)
    .where(sql`/* visible locked_months: whether it is one */ ${eq(lockedMonths.month, month)}`)
  if (locked !== undefined) {
    if (may(ctx.identity.viewer.role, "time.lock") && reason !== null) return
    throw new Refusal(
      "workflow",
      `${month.slice(0, 7)} is locked, and its time stays as it is. An admin can change it with a reason.`,
    )
  }
  const [sheet] = await ctx.tx
    .select({ state: timesheets.state })
    .from(timesheets)
    .where(
      sql`/* visible timesheets: of the person whose time it is */ ${and(eq(timesheets.userId, userId), eq(timesheets.monday, mondayOf(day)))}`,
    )
  if (sheet === undefined || sheet.state === "open") return
  throw new Refusal(
    "workflow",
    sheet.state === "submitted"
      ? "This week is submitted. Withdraw it first, then change it."
      : "This week is approved. Whoever approved it can open it again with a reason.",
  )
}

/** @throws Refusal at `field` when a person's day has more time than a day can have. */
export async function checkDay(ctx: Mutating, userId: string, day: string, field: string): Promise<void> {
  const [row] = await ctx.tx
    .select({ minutes: sql<number>`coalesce(sum(${timeEntries.minutes}), 0)::int` })
    .from(timeEntries)
    .where(
      sql`/* visible time_entries: of the person whose time it is */ ${and(eq(timeEntries.userId, userId), eq(timeEntries.day, day))}`,
    )
  if ((row?.minutes ?? 0) > 1_500)
    throw invalidField(field, `With this, ${day} would have more than 25 hours.`)
}
