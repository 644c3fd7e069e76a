import { createdFields, fieldChanges } from "@alphas/changes/record"
import type { Reader } from "@alphas/db/connection"
import { campaigns } from "@alphas/db/schema/campaigns"
import { tasks } from "@alphas/db/schema/tasks"
import { timers } from "@alphas/db/schema/time"
import type { FieldChanges } from "@alphas/domain/changes/dto"
import { dayIn } from "@alphas/domain/days"
import type { Saved, Versioned } from "@alphas/domain/ids"
import { timeIn, zoneOfTime } from "@alphas/domain/time/clock"
import type { Timer } from "@alphas/domain/time/dto"
import type { StartTimer, StopTimer, UpdateTimer } from "@alphas/domain/time/input"
import { and, eq } from "drizzle-orm"
import type { Mutating, SignedIn } from "../context"
import { invalidField, notFound, Refusal } from "../refusal"
import type { MutationArgs } from "../trpc"
import { nextVersion } from "../versioned"
import { askWhetherMeant, checkAbout, lockSpent, type Spending } from "./about"
import { clocksOf, onClock, piecesOf } from "./clocks"
import { type Entered, insertEntries } from "./entry"
import { lockPerson, openDays } from "./guard"

/** The caller's timer; null when none runs. */
export const getTimer = ({ ctx }: { ctx: SignedIn }): Promise<Timer | null> => readTimer(ctx, ctx.db)

async function readTimer(ctx: SignedIn, reader: Reader): Promise<Timer | null> {
  const [row] = await reader
    .select({
      id: timers.id,
      campaignId: campaigns.id,
      campaignName: campaigns.name,
      taskId: tasks.id,
      taskTitle: tasks.title,
      note: timers.note,
      billable: timers.billable,
      startedAt: timers.startedAt,
      version: timers.version,
    })
    .from(timers)
    .leftJoin(campaigns, and(eq(campaigns.id, timers.campaignId), ctx.visible.campaigns("campaigns.read")))
    .leftJoin(tasks, and(eq(tasks.id, timers.taskId), ctx.visible.tasks("tasks.read")))
    .where(ctx.visible.timers())
  if (row === undefined) return null
  const { campaignId, campaignName, taskId, taskTitle, ...timer } = row
  return {
    ...timer,
    campaign: campaignId === null ? null : { id: campaignId, name: campaignName ?? "" },
    task: taskId === null ? null : { id: taskId, title: taskTitle ?? "" },
  }
}

const recordTimer = (ctx: Mutating, fields: FieldChanges) => {
  const { id } = ctx.identity.viewer
  ctx.record({ entity: "timer", id, people: [id], fields })
}

/** Starts the caller's timer. @throws Refusal `workflow` when one runs: it is stopped first, or forgotten. */
export async function startTimer({
  ctx,
  input,
}: MutationArgs<typeof StartTimer>): Promise<Saved & { startedAt: string }> {
  const userId = ctx.identity.viewer.id
  await lockPerson(ctx, userId)
  const { confirm, ...about } = input
  askAbout(await checkAbout(ctx, about, { userId, days: [] }), confirm)
  const [started] = await ctx.tx
    .insert(timers)
    .values({ userId, ...about })
    .onConflictDoNothing()
    .returning({ id: timers.id, version: timers.version, startedAt: timers.startedAt })
  if (started === undefined)
    throw new Refusal("workflow", "A timer is already running. Stop it before you start another.")
  recordTimer(ctx, createdFields({ ...about, startedAt: started.startedAt }))
  return started
}

/** Asks whether time is meant to go to a campaign today, on the clock of whoever spends it. */
const askAbout = (campaign: Spending, confirm: boolean): void => {
  const { own, agency } = campaign.zones
  askWhetherMeant(campaign, [dayIn(zoneOfTime(own, agency), new Date())], confirm)
}

/** The timer that the caller sees, locked, and how its time is calculated. @throws Refusal `stale_version` with the one that runs, when it is another or was changed. */
async function lockTimer(ctx: Mutating, seen: Versioned) {
  await lockPerson(ctx, ctx.identity.viewer.id)
  const [[timer], clocks] = await Promise.all([
    ctx.tx.select().from(timers).where(ctx.visible.timers()).for("update"),
    clocksOf(ctx),
  ])
  if (timer === undefined) throw notFound("running timer")
  if (timer.id !== seen.id || timer.version !== seen.version) {
    const what =
      timer.id === seen.id
        ? "This timer was changed elsewhere."
        : "This timer was stopped elsewhere, and another one is running."
    throw new Refusal("stale_version", `${what} Check the running timer, then try again.`, {
      current: await readTimer(ctx, ctx.tx),
    })
  }
  return { timer, clocks }
}

/** Changes what the running timer is about. @throws Refusal `stale_version` with the timer that runs. */
export async function updateTimer({
  ctx,
  input,
}: MutationArgs<typeof UpdateTimer>): Promise<Saved & { startedAt: string }> {
  const { timer } = await lockTimer(ctx, input)
  const { id, version, confirm, ...about } = input
  const campaign = await checkAbout(ctx, about, { userId: timer.userId, days: [] })
  if (about.campaignId !== timer.campaignId) askAbout(campaign, confirm)
  const fields = fieldChanges(timer, about)
  const { startedAt } = timer
  if (Object.keys(fields).length === 0) return { id, version, startedAt }
  await ctx.tx
    .update(timers)
    .set({ ...about, version: nextVersion(timers) })
    .where(eq(timers.userId, timer.userId))
  recordTimer(ctx, fields)
  return { id, version: version + 1, startedAt }
}

/**
 * Stops the caller's timer, in whatever tab it was started, and enters the time: an entry for each day it touches.
 * @throws Refusal `stale_version` with the timer that runs, `workflow` when a day of it is closed, `invalid` at
 * `end.time` for an end before its start or yet to come.
 */
export async function stopTimer({ ctx, input }: MutationArgs<typeof StopTimer>): Promise<Entered> {
  const { timer, clocks } = await lockTimer(ctx, input)
  const { userId, campaignId, taskId, note, billable, startedAt } = timer
  const stopped = () => ctx.tx.delete(timers).where(eq(timers.userId, userId))
  recordTimer(ctx, { startedAt: { before: startedAt } })
  if (input.discard) {
    await stopped()
    return { ids: [], minutes: 0 }
  }
  const start = Date.parse(startedAt)
  const end = input.end === null ? Date.now() : endOf(clocks.zone, start, input.end)
  const pieces = piecesOf(clocks, start, end)
  const { reason } = input
  const hint = " Set an earlier end time, or discard the timer."
  const days = pieces.map(({ day }) => day)
  // What was begun is entered, though the campaign was archived or the task removed meanwhile.
  const [of] = await Promise.all([lockSpent(ctx, { userId, campaignId, days }), stopped()])
  const opened = await openDays(ctx, userId, of, days, reason, hint)
  const owned = { userId, of, campaignId, taskId, note, billable }
  return insertEntries(ctx, owned, pieces, { reason, field: "end.time", hint, opened })
}

function endOf(timeZone: string, start: number, end: { day: string; time: string }): number {
  const field = "end.time"
  const instant = onClock(timeZone, end, field, "Choose a time before or after that hour.")
  if (instant > Date.now())
    throw invalidField(field, "This time is in the future. Choose a time in the past.")
  if (instant <= start) {
    const [day, time] = [dayIn(timeZone, new Date(start)), timeIn(timeZone, start)]
    throw invalidField(
      field,
      `The timer was started on ${day} at ${time}. Choose a later time, or discard the timer.`,
    )
  }
  return instant
}
