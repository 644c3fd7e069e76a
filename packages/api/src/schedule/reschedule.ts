import { campaigns } from "@alphas/db/schema/campaigns"
import { changes } from "@alphas/db/schema/changes"
import type { Rescheduled } from "@alphas/domain/schedule/dto"
import type { PlanChange, Reschedule, UndoReschedule } from "@alphas/domain/schedule/input"
import { type Placed, type PlanTask, stays } from "@alphas/domain/schedule/plan"
import { and, eq, sql } from "drizzle-orm"
import { lockOpenCampaign } from "../campaigns/lock"
import type { Mutating } from "../context"
import { invalidField, notFound, Refusal, staleVersion } from "../refusal"
import type { MutationArgs } from "../trpc"
import { loadPlan, movesOf, type Plan, replan, writePlan } from "./plan"

/** The plan of a campaign that the caller may change, locked. Who sees the campaign's tasks sees all of them. */
async function planOf(ctx: Mutating, id: string): Promise<Plan> {
  const campaign = await lockOpenCampaign(ctx, and(eq(campaigns.id, id), ctx.visible.campaignTasks()))
  if (campaign === undefined) throw notFound("campaign")
  return loadPlan(ctx.tx, id)
}

/**
 * Applies what a preview of dragged tasks showed: all of it in one transaction and one entry of the log, or nothing.
 * @throws Refusal `stale_version` when a task that moves is not the version that the preview calculated with,
 * `not_found` when a task was removed meanwhile, `cycle`.
 */
export async function reschedule({ ctx, input }: MutationArgs<typeof Reschedule>): Promise<Rescheduled> {
  const plan = await planOf(ctx, input.campaignId)
  const seen = new Map(input.seen.map(({ id, version }) => [id, version]))
  const ids = [...new Set(input.changes.map(({ id }) => id))]
  const found = plan.tasks.filter(({ id }) => ids.includes(id))
  if (found.length < ids.length) throw notFound("task")
  const changed = found.filter(({ id, version }) => seen.get(id) !== version)
  if (changed.length > 0)
    throw staleVersion(
      "plan",
      changed.map(({ id, version }) => ({ id, version })),
    )
  checkNotBefore(input.changes, found)
  return replan(ctx, plan, { edits: input.changes, seen, puts: ids })
}

/** @throws Refusal at the field for a "not before" of a task that stays where it is, which would be dropped. */
function checkNotBefore(
  edits: readonly PlanChange[],
  found: readonly Pick<PlanTask, "id" | "mode" | "status" | "notBefore">[],
): void {
  const tasksById = new Map(found.map((task) => [task.id, task]))
  for (const [index, { id, mode, notBefore }] of edits.entries()) {
    const task = tasksById.get(id)
    if (task === undefined || notBefore == null || notBefore === task.notBefore) continue
    if (!stays({ ...task, mode: mode ?? task.mode })) continue
    throw invalidField(
      `changes.${index}.notBefore`,
      "This task cannot move because it has started or is scheduled manually. Set its first day, or change its scheduling to automatic.",
    )
  }
}

/**
 * Takes back what one change of the plan did, as an entry of its own, so that it can be taken back again.
 * @throws Refusal `stale_version` when one of its tasks has been changed or removed since, `workflow` when they cannot
 * stand there any more.
 */
export async function undoReschedule({
  ctx,
  input,
}: MutationArgs<typeof UndoReschedule>): Promise<Rescheduled> {
  const plan = await planOf(ctx, input.campaignId)
  const [entry] = await ctx.tx
    .select({ fields: changes.fields })
    .from(changes)
    .where(
      and(
        sql`/* visible changes: of a plan that was checked */ ${eq(changes.entity, "schedule")}`,
        eq(changes.entityId, input.id),
        eq(changes.campaignId, plan.campaign.id),
      ),
    )
  if (entry === undefined) throw notFound("change of the plan")
  const done = Object.entries(entry.fields).map(([id, { before, after }]) => {
    // As `replan` wrote them.
    return { id, before: before as Placed, after: after as Placed & { version: number } }
  })
  const versions = new Map(plan.tasks.map(({ id, version }) => [id, version]))
  const changed = done.filter(({ id, after }) => versions.get(id) !== after.version)
  if (changed.length > 0)
    throw staleVersion(
      "plan",
      changed.map(({ id }) => ({ id, version: versions.get(id) })),
    )
  const places = new Map(done.map(({ id, before }) => [id, before]))
  const back = { ...plan, tasks: plan.tasks.map((task) => ({ ...task, ...places.get(task.id) })) }
  // Links, leave or the campaign's first day may be others by now, and would move what was just put back.
  if ((await movesOf(ctx, back, { edits: [], puts: [] })).length > 0)
    throw new Refusal(
      "workflow",
      "The plan has changed since, so these tasks cannot go back to their old dates. Move them instead.",
    )
  const moves = done.map(({ id, before, after: { version, ...after } }) => ({
    ...{ id, version },
    ...{ before: after, after: before },
  }))
  return writePlan(ctx, plan, moves)
}
