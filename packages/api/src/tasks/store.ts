import { campaigns } from "@alphas/db/schema/campaigns"
import { tasks } from "@alphas/db/schema/tasks"
import type { FieldChanges } from "@alphas/domain/changes/dto"
import type { Saved } from "@alphas/domain/ids"
import { and, eq, getTableColumns, type SQL, sql } from "drizzle-orm"
import { type Planned, plannedColumns, refuseArchived } from "../campaigns/lock"
import type { Mutating } from "../context"
import { Records } from "../records"
import { notFound, staleVersion } from "../refusal"
import { readTask } from "./read"

export type TaskRecord = typeof tasks.$inferSelect

/**
 * A task that is about to be changed, with its campaign: both locked until the transaction ends, the campaign first.
 * @throws Refusal `not_found`, `workflow` in a campaign that is archived, and `stale_version` when a version is named
 * that is not the task's.
 */
export async function lockTask(
  ctx: Mutating,
  seen: { id: string; version?: number },
  visible: SQL = ctx.visible.tasks(),
): Promise<{ task: TaskRecord; campaign: Planned }> {
  const [found] = await ctx.tx
    .select({ task: getTableColumns(tasks), campaign: plannedColumns })
    .from(tasks)
    .innerJoin(campaigns, sql`/* visible campaigns: the task's own */ ${eq(campaigns.id, tasks.campaignId)}`)
    .where(and(eq(tasks.id, seen.id), visible))
    // Postgres locks the tables of a row in this order, and reads both as they are once it has them.
    .for("no key update", { of: [campaigns, tasks] })
  if (found === undefined) throw notFound("task")
  const { task, campaign } = found
  refuseArchived(campaign)
  if (seen.version !== undefined && task.version !== seen.version)
    throw staleVersion("task", task.deletedAt === null ? await readTask(ctx, ctx.tx, task.id) : null)
  return { task, campaign }
}

/** What a verb answers of a task: the version that the next edit names, for the plan may have moved the task once more. */
export async function settledTask(ctx: Mutating, id: string, version: number): Promise<Saved> {
  const versions = await ctx.settle()
  return { id, version: versions.get(id) ?? version }
}

/** Notes in the log what was done to a task. */
export const recordTask = (
  ctx: Mutating,
  id: string,
  campaign: Planned,
  fields: FieldChanges,
  people: string[] = [],
) => ctx.record({ entity: "task", id, ...placeIn(campaign), people, fields })

/** Where a task's changes belong, for the log. */
export const placeIn = ({ id, clientId }: Planned) => ({ clientId, campaignId: id })

export const taskRecords = new Records({
  table: tasks,
  entity: "task",
  what: "task",
  visible: (ctx) => ctx.visible.tasks(),
  show: (ctx, { id }) => readTask(ctx, ctx.tx, id),
})
