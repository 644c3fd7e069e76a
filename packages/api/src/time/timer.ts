import { createdFields, fieldChanges } from "@alphas/changes/record"
import { campaigns } from "@alphas/db/schema/campaigns"
import { tasks } from "@alphas/db/schema/tasks"
import { timers } from "@alphas/db/schema/time"
import type { Timer } from "@alphas/domain/time/dto"
import type { StartTimer, StopTimer, UpdateTimer } from "@alphas/domain/time/input"
import { and, eq, sql } from "drizzle-orm"
import type { Mutating, SignedIn } from "../context"
import { notFound, Refusal } from "../refusal"
import type { MutationArgs } from "../trpc"
import { lockPerson } from "./guard"
import { checkAbout, type Entered, enterStretch } from "./write"

/** The caller's timer; null when none runs. */
export async function getTimer({ ctx }: { ctx: SignedIn }): Promise<Timer | null> {
  const [row] = await ctx.db
    .select({
      campaignId: campaigns.id,
      campaignName: campaigns.name,
      taskId: tasks.id,
      taskTitle: tasks.title,
      note: timers.note,
      billable: timers.billable,
      startedAt: timers.startedAt,
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

const recordTimer = (ctx: Mutating, fields: NonNullable<Parameters<Mutating["record"]>[0]["fields"]>) => {
  const { id } = ctx.identity.viewer
  ctx.record({ entity: "timer", id, people: [id], fields })
}

/** Starts the caller's timer. @throws Refusal `workflow` when one runs: it is stopped first, or forgotten. */
export async function startTimer({
  ctx,
  input,
}: MutationArgs<typeof StartTimer>): Promise<{ startedAt: string }> {
  const userId = ctx.identity.viewer.id
  await checkAbout(ctx, input)
  const [started] = await ctx.tx
    .insert(timers)
    .values({ userId, ...input })
    .onConflictDoNothing()
    .returning({ startedAt: timers.startedAt })
  if (started === undefined)
    throw new Refusal("workflow", "A timer is running already. Stop it first, then start another.")
  recordTimer(ctx, createdFields({ ...input, startedAt: started.startedAt }))
  return started
}

async function lockTimer(ctx: Mutating) {
  await lockPerson(ctx, ctx.identity.viewer.id)
  const [timer] = await ctx.tx.select().from(timers).where(ctx.visible.timers()).for("update")
  if (timer === undefined) throw notFound("timer that runs")
  return timer
}

/** Changes what the running timer is about. */
export async function updateTimer({
  ctx,
  input,
}: MutationArgs<typeof UpdateTimer>): Promise<{ startedAt: string }> {
  const timer = await lockTimer(ctx)
  await checkAbout(ctx, input)
  const fields = fieldChanges(timer, input)
  if (Object.keys(fields).length > 0) {
    await ctx.tx.update(timers).set(input).where(eq(timers.userId, timer.userId))
    recordTimer(ctx, fields)
  }
  return { startedAt: timer.startedAt }
}

/** Stops the caller's timer, in whatever tab it was started, and enters the time: an entry for each day it touches. */
export async function stopTimer({ ctx, input }: MutationArgs<typeof StopTimer>): Promise<Entered> {
  const timer = await lockTimer(ctx)
  await ctx.tx.delete(timers).where(eq(timers.userId, timer.userId))
  recordTimer(ctx, { startedAt: { before: timer.startedAt } })
  if (input.discard) return { ids: [], minutes: 0 }
  // What was begun is entered, though the campaign was archived or the task removed meanwhile.
  const [campaign] = await ctx.tx
    .select({ clientId: campaigns.clientId })
    .from(campaigns)
    .where(sql`/* visible campaigns: of one's own timer */ ${eq(campaigns.id, timer.campaignId)}`)
  if (campaign === undefined) throw new Error("A timer runs for a campaign.")
  const { clientId } = campaign
  return enterStretch(ctx, { ...timer, clientId }, Date.parse(timer.startedAt), Date.now(), input.reason)
}
