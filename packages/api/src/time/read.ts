import type { Reader } from "@alphas/db/connection"
import { campaigns } from "@alphas/db/schema/campaigns"
import { settings } from "@alphas/db/schema/settings"
import { lockedMonths, rates, timeEntries, timesheets } from "@alphas/db/schema/time"
import { users } from "@alphas/db/schema/users"
import { scopeOf } from "@alphas/domain/permissions"
import type { Rate, SubmittedWeek, TimeEntry, TimeRules, Timesheet } from "@alphas/domain/time/dto"
import type { OfWeek } from "@alphas/domain/time/input"
import { lockedShare } from "@alphas/domain/time/locked"
import { and, asc, between, desc, eq, type SQL, sql } from "drizzle-orm"
import type { SignedIn } from "../context"
import { notFound } from "../refusal"
import type { QueryArgs } from "../trpc"
import { expectedMinutes } from "./expected"
import { daysOf, monthOf } from "./guard"
import { entryList } from "./list"

/** An entry as the caller sees it; null when they do not. */
export async function readEntry(ctx: SignedIn, reader: Reader, id: string): Promise<TimeEntry | null> {
  const where = and(eq(timeEntries.id, id), ctx.visible.timeEntries("time.read"))
  const [entry] = await entryList.rows(ctx.services, reader, ctx.identity.viewer, where)
  return entry ?? null
}

/** A person's week with its entries. @throws Refusal `not_found` for somebody whose time the caller may not see. */
export async function getWeek({ ctx, input }: QueryArgs<typeof OfWeek>): Promise<Timesheet> {
  const { viewer } = ctx.identity
  const userId = input.userId ?? viewer.id
  if (userId !== viewer.id && scopeOf(viewer.role, "time.read") !== "all") throw notFound("timesheet")
  const [person] = await ctx.db
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(and(eq(users.id, userId), ctx.visible.directory()))
  if (person === undefined) throw notFound("timesheet")
  const { monday } = input
  const days = daysOf(monday)
  const [timesheet] = await ctx.db
    .select({ state: timesheets.state, reason: timesheets.reason, version: timesheets.version })
    .from(timesheets)
    .where(
      and(eq(timesheets.userId, userId), eq(timesheets.monday, monday), ctx.visible.timesheets("time.read")),
    )
  const locked = new Set((await monthsOf(ctx)).map(({ month }) => month))
  const where = and(
    eq(timeEntries.userId, userId),
    between(timeEntries.day, monday, days.at(-1) ?? monday),
    ctx.visible.timeEntries("time.read"),
  )
  const entries = await entryList.rows(ctx.services, ctx.db, viewer, where, sql`page.day, page.id`)
  return {
    monday,
    person,
    state: timesheet?.state ?? "open",
    reason: timesheet?.reason ?? null,
    version: timesheet?.version ?? 0,
    lockedDays: days.filter((day) => locked.has(monthOf(day))),
    entries,
  }
}

/** Weeks that wait for the caller's approval, oldest first. */
export async function listSubmitted({ ctx }: { ctx: SignedIn }): Promise<SubmittedWeek[]> {
  const minutes = (also: SQL) => sql<number>`(
    select coalesce(sum(e.minutes), 0)::int from time_entries e
    where e.user_id = ${timesheets.userId} and e.day between ${timesheets.monday} and ${timesheets.monday} + 6 and ${also}
        and e.deleted_at is null
      /* visible time_entries: of a week that is */)`
  const rows = await ctx.db
    .select({
      monday: timesheets.monday,
      id: users.id,
      name: users.name,
      dailyMinutes: users.dailyMinutes,
      minutes: minutes(sql`true`),
      billableMinutes: minutes(sql`e.billable`),
      submittedAt: timesheets.submittedAt,
      days: sql<string[]>`(
        select coalesce(array_agg(distinct e.day::text), '{}') from time_entries e
        where e.user_id = ${timesheets.userId} and e.day between ${timesheets.monday} and ${timesheets.monday} + 6
          and e.deleted_at is null /* visible time_entries: of a week that is */)`,
      version: timesheets.version,
    })
    .from(timesheets)
    .innerJoin(users, and(eq(users.id, timesheets.userId), ctx.visible.directory()))
    .where(and(eq(timesheets.state, "submitted"), ctx.visible.timesheets()))
    .orderBy(asc(timesheets.monday), asc(users.name))
    .limit(500)
  const months = new Set((await monthsOf(ctx)).map(({ month }) => month))
  const expected = await expectedMinutes(
    ctx,
    rows.map(({ monday, id, dailyMinutes }) => ({ monday, userId: id, dailyMinutes })),
  )
  return rows.map(({ id, name, days, dailyMinutes: _, ...week }, index) => ({
    ...week,
    person: { id, name },
    expectedMinutes: expected[index] ?? 0,
    locked: lockedShare(days, (day) => months.has(monthOf(day))),
  }))
}

const monthsOf = (ctx: SignedIn, reader: Reader = ctx.db) =>
  reader
    .select({ month: lockedMonths.month })
    .from(lockedMonths)
    .where(ctx.visible.lockedMonths("time.track"))
    .orderBy(desc(lockedMonths.month))

/** How the agency counts time, and which months are locked. */
export const getRules = ({ ctx }: { ctx: SignedIn }): Promise<TimeRules> => readRules(ctx, ctx.db)

/** The same within a transaction. */
export async function readRules(ctx: SignedIn, reader: Reader): Promise<TimeRules> {
  const [row] = await reader
    .select({
      roundingMinutes: settings.roundingMinutes,
      rounding: settings.rounding,
      version: settings.version,
    })
    .from(settings)
    .where(ctx.visible.calendarSettings("calendar.read"))
  if (row === undefined) throw notFound("settings")
  return { ...row, lockedMonths: (await monthsOf(ctx, reader)).map(({ month }) => month) }
}

/** Every hourly rate. */
export async function listRates({ ctx }: { ctx: SignedIn }): Promise<Rate[]> {
  const rows = await ctx.db
    .select({
      id: rates.id,
      kind: rates.kind,
      personId: users.id,
      personName: users.name,
      role: rates.role,
      campaignId: campaigns.id,
      campaignName: campaigns.name,
      fromDay: rates.fromDay,
      currency: rates.currency,
      minorPerHour: rates.minorPerHour,
      version: rates.version,
    })
    .from(rates)
    .leftJoin(users, and(eq(users.id, rates.userId), ctx.visible.directory()))
    .leftJoin(campaigns, and(eq(campaigns.id, rates.campaignId), ctx.visible.campaigns("campaigns.read")))
    .where(ctx.visible.rates())
    .orderBy(asc(rates.kind), asc(rates.fromDay), asc(rates.id))
  return rows.map(({ personId, personName, campaignId, campaignName, ...rate }) => ({
    ...rate,
    person: personId === null ? null : { id: personId, name: personName ?? "" },
    campaign: campaignId === null ? null : { id: campaignId, name: campaignName ?? "" },
  }))
}
