import { isoInstant } from "@alphas/db/columns"
import type { Reader } from "@alphas/db/connection"
import { byDay, KeysetList } from "@alphas/db/keyset-list"
import { campaigns } from "@alphas/db/schema/campaigns"
import { settings } from "@alphas/db/schema/settings"
import { tasks } from "@alphas/db/schema/tasks"
import { lockedMonths, rates, timeEntries, timesheets } from "@alphas/db/schema/time"
import { users } from "@alphas/db/schema/users"
import { slot } from "@alphas/db/statement"
import { anyViewer, type Viewer, viewerValues, visible } from "@alphas/db/visible"
import type { Page } from "@alphas/domain/paging"
import { scopeOf } from "@alphas/domain/permissions"
import type { Rate, SubmittedWeek, TimeEntry, TimeRules, Timesheet } from "@alphas/domain/time/dto"
import type { ListEntries, OfWeek } from "@alphas/domain/time/input"
import { lockedShare } from "@alphas/domain/time/locked"
import { and, asc, desc, eq, type SQL, sql } from "drizzle-orm"
import type { SignedIn } from "../context"
import { invalidField, notFound } from "../refusal"
import type { QueryArgs } from "../trpc"
import { daysOf, monthOf } from "./guard"

interface Found extends Omit<TimeEntry, "person" | "campaign" | "task"> {
  personId: string
  personName: string | null
  campaignId: string | null
  campaignName: string | null
  taskId: string | null
  taskTitle: string | null
}

const list = new KeysetList<Found, "day">({
  table: timeEntries,
  sorts: { day: byDay(sql`${timeEntries.day}`) },
})

/** Time entries that the caller may see, latest day first. */
export async function listEntries({ ctx, input }: QueryArgs<typeof ListEntries>): Promise<Page<TimeEntry>> {
  const { viewer } = ctx.identity
  const parts: SQL[] = [visible.timeEntries(anyViewer(viewer))]
  const shape: (string | null)[] = [
    viewer.role,
    scopeOf(viewer.role, "time.read"),
    scopeOf(viewer.role, "campaigns.finances"),
  ]
  const given = (name: string, part: SQL) => {
    shape.push(name)
    parts.push(part)
  }
  if (input.userId?.length) given("user", sql`${timeEntries.userId} = any(${slot("users")}::text[]::uuid[])`)
  if (input.campaignId?.length)
    given("campaign", sql`${timeEntries.campaignId} = any(${slot("campaigns")}::text[]::uuid[])`)
  if (input.taskId) given("task", sql`${timeEntries.taskId} = ${slot("task")}::text::uuid`)
  if (input.from) given("from", sql`${timeEntries.day} >= ${slot("from")}::text::date`)
  if (input.to) given("to", sql`${timeEntries.day} <= ${slot("to")}::text::date`)
  if (input.billable != null)
    given("billable", sql`${timeEntries.billable} = ${slot("billable")}::text::boolean`)
  const page = await list.page(ctx.services.sql, {
    shape: shape.join("|"),
    where: and(...parts) ?? sql`true`,
    values: {
      ...viewerValues(viewer),
      users: input.userId ?? [],
      campaigns: input.campaignId ?? [],
      task: input.taskId ?? null,
      from: input.from ?? null,
      to: input.to ?? null,
      billable: String(input.billable ?? ""),
    },
    select: selectRow(anyViewer(viewer)),
    sort: "day",
    direction: "desc",
    limit: input.limit,
    cursor: input.cursor,
    count: false,
  })
  if (page === undefined) throw invalidField("cursor", "This is not a cursor of this list.")
  return { ...page, items: page.items.map(toEntry) }
}

function selectRow(eyes: Viewer): { columns: SQL; joins: SQL } {
  // What an hour costs is the agency's own business, whoever's hour it is.
  const money =
    scopeOf(eyes.role, "campaigns.finances") === null
      ? sql`false`
      : sql`page.campaign_id in (select ${campaigns.id} from ${campaigns} where ${visible.campaigns(eyes, "campaigns.finances")})`
  return {
    columns: sql`page.user_id as "personId", ${users.name} as "personName", shown.id as "campaignId",
      shown.name as "campaignName", ${tasks.id} as "taskId", ${tasks.title} as "taskTitle",
      (page.task_id is not null and ${tasks.id} is null) as "unseenTask", page.day::text as day,
      page.minutes, page.started_at as "startedAt", page.ended_at as "endedAt", page.billable, page.note,
      case when ${money} then page.cost_minor::float8 end as "costMinor",
      case when ${money} then page.bill_minor::float8 end as "billMinor", priced.currency, page.version`,
    joins: sql`
      join campaigns as priced on priced.id = page.campaign_id /* visible campaigns: in whose currency it is */
      left join ${users} on ${users.id} = page.user_id and ${visible.directory(eyes)}
      left join (select ${campaigns.id}, ${campaigns.name} from ${campaigns} where ${visible.campaigns(eyes, "campaigns.read")}) as shown
        on shown.id = page.campaign_id
      left join ${tasks} on ${tasks.id} = page.task_id and ${visible.tasks(eyes, "tasks.read")}`,
  }
}

function toEntry(found: Found): TimeEntry {
  const { personId, personName, campaignId, campaignName, taskId, taskTitle, ...entry } = found
  return {
    ...entry,
    startedAt: entry.startedAt === null ? null : isoInstant(entry.startedAt),
    endedAt: entry.endedAt === null ? null : isoInstant(entry.endedAt),
    person: { id: personId, name: personName ?? "" },
    campaign: campaignId === null ? null : { id: campaignId, name: campaignName ?? "" },
    task: taskId === null ? null : { id: taskId, title: taskTitle ?? "" },
  }
}

/** An entry as the caller sees it; null when they do not. */
export async function readEntry(ctx: SignedIn, reader: Reader, id: string): Promise<TimeEntry | null> {
  const { columns, joins } = selectRow(ctx.identity.viewer)
  const [found] = await reader.execute<Record<string, unknown> & Found>(sql`
    select page.id, ${columns}
    from (
      select ${timeEntries}.* from ${timeEntries}
      where ${timeEntries.id} = ${id} and ${ctx.visible.timeEntries("time.read")}
    ) as page ${joins}`)
  return found === undefined ? null : toEntry(found)
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
  const { columns, joins } = selectRow(viewer)
  const found = await ctx.db.execute<Record<string, unknown> & Found>(sql`
    select page.id, ${columns}
    from (
      select ${timeEntries}.* from ${timeEntries}
      where ${timeEntries.userId} = ${userId} and ${timeEntries.day} between ${monday} and ${days.at(-1)}
        and ${ctx.visible.timeEntries("time.read")}
    ) as page ${joins} order by page.day, page.id`)
  return {
    monday,
    person,
    state: timesheet?.state ?? "open",
    reason: timesheet?.reason ?? null,
    version: timesheet?.version ?? 0,
    lockedDays: days.filter((day) => locked.has(monthOf(day))),
    entries: [...found].map(toEntry),
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
  return rows.map(({ id, name, days, ...week }) => ({
    ...week,
    person: { id, name },
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
