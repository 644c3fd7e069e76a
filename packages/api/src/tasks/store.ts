import { tasks } from "@alphas/db/schema/tasks"
import type { Saved } from "@alphas/domain/ids"
import { and, eq, sql } from "drizzle-orm"
import type { Mutating } from "../context"
import { notFound, staleVersion } from "../refusal"
import { lockOpenCampaign, type Planned } from "../schedule/plan"
import { nextVersion } from "../versioned"
import { readTask } from "./read"

export type TaskRecord = typeof tasks.$inferSelect

/**
 * A task that is about to be changed, with its campaign: both locked until the transaction ends, the campaign first.
 * @throws Refusal `not_found`, and `stale_version` when a version is named that is not the task's.
 */
export async function lockTask(
  ctx: Mutating,
  seen: { id: string; version?: number },
): Promise<{ task: TaskRecord; campaign: Planned }> {
  const where = and(eq(tasks.id, seen.id), ctx.visible.tasks())
  const [found] = await ctx.tx.select({ campaignId: tasks.campaignId }).from(tasks).where(where)
  if (found === undefined) throw notFound("task")
  const campaign = await lockOpenCampaign(ctx, found.campaignId)
  const [task] = await ctx.tx.select().from(tasks).where(where).for("no key update")
  if (task === undefined) throw notFound("task")
  if (seen.version !== undefined && task.version !== seen.version)
    throw staleVersion("task", await readTask(ctx, ctx.tx, task.id))
  return { task, campaign }
}

/** The version that the next edit names: the plan may have moved the task once more. */
export async function savedTask(ctx: Mutating, id: string): Promise<Saved> {
  const [row] = await ctx.tx
    .select({ id: tasks.id, version: tasks.version })
    .from(tasks)
    .where(and(eq(tasks.id, id), ctx.visible.tasks()))
  if (row === undefined) throw notFound("task")
  return row
}

type Fields = NonNullable<Parameters<Mutating["record"]>[0]["fields"]>

/** Notes in the log what was done to a task. */
export const recordTask = (
  ctx: Mutating,
  id: string,
  campaign: Planned,
  fields: Fields,
  people: string[] = [],
) => ctx.record({ entity: "task", id, clientId: campaign.clientId, campaignId: campaign.id, people, fields })

/** Writes fields of a task that is locked, as its next version. */
export async function saveTask(
  ctx: Mutating,
  id: string,
  values: Parameters<ReturnType<typeof ctx.tx.update<typeof tasks>>["set"]>[0],
): Promise<void> {
  await ctx.tx
    .update(tasks)
    .set({ ...values, updatedAt: sql`now()`, version: nextVersion(tasks) })
    .where(eq(tasks.id, id))
}
