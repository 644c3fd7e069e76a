import { timeEntries, timers, timesheets } from "@alphas/db/schema/time"
import { dayIn } from "@alphas/domain/days"
import { may } from "@alphas/domain/permissions"
import { timeIn } from "@alphas/domain/time/clock"
import type { StepSheet } from "@alphas/domain/time/input"
import { sayUnusual, type Unusual } from "@alphas/domain/time/unusual"
import {
  ownTimesheetSteps,
  type TimesheetState,
  timesheetStateLabels,
  timesheetSteps,
} from "@alphas/domain/time/words"
import { and, eq, inArray, sql } from "drizzle-orm"
import type { Mutating } from "../context"
import { Refusal, staleVersion, unconfirmed } from "../refusal"
import type { MutationArgs } from "../trpc"
import { nextVersion } from "../versioned"
import { stepFrom } from "../workflow"
import { clocksOf } from "./clocks"
import { daysAtWork } from "./expected"
import { daysOf, lockedAmong, lockPerson, openWeek } from "./guard"

type Kept = Pick<typeof timesheets.$inferSelect, "state" | "reason" | "version">

/**
 * Takes a step with a week: the person submits and withdraws it, somebody else approves it or sends it back.
 * @throws Refusal `stale_version` with its state when it is not the week that the caller saw, `workflow` for a step
 * that it cannot take, when its time is locked, or when a timer still runs whose time belongs to what is submitted,
 * `unconfirmed` for working days without time in a week that is submitted.
 */
export async function stepSheet({
  ctx,
  input,
}: MutationArgs<typeof StepSheet>): Promise<{ state: TimesheetState; version: number }> {
  const { viewer } = ctx.identity
  const { monday, step: name, reason } = input
  const userId = input.userId ?? viewer.id
  const own = ownTimesheetSteps.includes(name)
  if (own !== (userId === viewer.id)) {
    const why = own
      ? "Only the person whose week it is can do this."
      : "You cannot approve your own week. Somebody else has to approve it."
    throw new Refusal("forbidden", why)
  }
  if (!own && !may(viewer.role, "time.approve"))
    throw new Refusal("forbidden", "Your role cannot approve weeks. Ask a manager.")
  await lockPerson(ctx, userId)
  const ofWeek = and(
    eq(timesheets.userId, userId),
    eq(timesheets.monday, monday),
    ctx.visible.timesheets("time.read"),
  )
  const [found] = await ctx.tx.execute<{ timesheet: Kept | null; months: string[] }>(sql`
    select (
      select json_build_object('state', ${timesheets.state}, 'reason', ${timesheets.reason}, 'version', ${timesheets.version})
      from ${timesheets} where ${ofWeek}
    ) as timesheet, ${lockedAmong(daysOf(monday))} as months`)
  const { timesheet = null, months = [] } = found ?? {}
  const now = timesheet ?? { state: "open" as const, reason: null, version: 0 }
  if (now.version !== input.version) throw staleVersion("week", now)
  const { state } = now
  const { to } = stepFrom(timesheetSteps, timesheetStateLabels, { what: "week", state }, name, reason)
  await openWeek(ctx, { userId, monday, months }, name, reason)
  if (name === "submit") {
    await checkTimer(ctx, monday)
    if (!input.confirm) await checkEmptyDays(ctx, monday)
  }
  const row = {
    state: to,
    reason,
    ...(name === "submit" ? { submittedAt: sql`now()` } : {}),
    ...(own ? {} : { decidedBy: viewer.id, decidedAt: sql`now()` }),
  }
  await ctx.tx
    .insert(timesheets)
    .values({ userId, monday, ...row })
    .onConflictDoUpdate({
      target: [timesheets.userId, timesheets.monday],
      set: { ...row, version: nextVersion(timesheets) },
    })
  ctx.record({
    entity: "timesheet",
    id: userId,
    people: [userId],
    fields: {
      monday: { after: monday },
      state: { before: state, after: to },
      ...(reason === null ? {} : { reason: { after: reason } }),
    },
  })
  return { state: to, version: now.version + 1 }
}

/** @throws Refusal `unconfirmed` with the caller's working days of the week on which there is no time. */
async function checkEmptyDays(ctx: Mutating, monday: string): Promise<void> {
  const userId = ctx.identity.viewer.id
  const entered = await ctx.tx
    .selectDistinct({ day: timeEntries.day })
    .from(timeEntries)
    .where(
      and(
        eq(timeEntries.userId, userId),
        inArray(timeEntries.day, daysOf(monday)),
        ctx.visible.timeEntries("time.track"),
      ),
    )
  const [working = []] = await daysAtWork(ctx, [{ monday, userId }])
  const days = working.filter((day) => !entered.some((entry) => entry.day === day))
  if (days.length === 0) return
  const unusual: Unusual = { kind: "emptyDays", days }
  throw unconfirmed(sayUnusual(unusual), unusual)
}

/**
 * What a timer has measured in a week that is submitted could no longer be entered: whoever submits stops it first.
 * @throws Refusal `workflow`.
 */
async function checkTimer(ctx: Mutating, monday: string): Promise<void> {
  const [timer] = await ctx.tx
    .select({ startedAt: timers.startedAt })
    .from(timers)
    .where(ctx.visible.timers())
  if (timer === undefined) return
  const { zone } = await clocksOf(ctx)
  const start = Date.parse(timer.startedAt)
  const [from, to] = [dayIn(zone, new Date(start)), dayIn(zone, new Date())]
  if (from > (daysOf(monday).at(-1) ?? monday) || to < monday) return
  const since = `${from} at ${timeIn(zone, start)}`
  throw new Refusal(
    "workflow",
    `Your timer has been running since ${since}, which is in this week. Stop or discard it, then submit the week.`,
  )
}
