import { campaigns } from "@alphas/db/schema/campaigns"
import { changes } from "@alphas/db/schema/changes"
import { tasks } from "@alphas/db/schema/tasks"
import { newId } from "@alphas/domain/ids"
import type { Rescheduled } from "@alphas/domain/schedule/dto"
import type { PlanChange, Reschedule, UndoReschedule } from "@alphas/domain/schedule/input"
import { type Placed, type PlanTask, stays } from "@alphas/domain/schedule/plan"
import { and, eq, inArray, sql } from "drizzle-orm"
import type { Mutating } from "../context"
import { invalidField, notFound, Refusal, staleVersion } from "../refusal"
import type { MutationArgs } from "../trpc"
import { isPlanned, lockOpenCampaign, type Planned, recount, replan, write } from "./plan"

/** The campaign whose plan the caller may change, locked. */
async function planOf(ctx: Mutating, id: string): Promise<Planned> {
  const [found] = await ctx.tx
    .select({ id: campaigns.id })
    .from(campaigns)
    .where(and(eq(campaigns.id, id), ctx.visible.campaignTasks()))
  if (found === undefined) throw notFound("campaign")
  return lockOpenCampaign(ctx, id)
}

/**
 * Applies what a preview of dragged tasks showed: all of it in one transaction and one entry of the log, or nothing.
 * @throws Refusal `stale_version` when a task that moves is not the version that the preview calculated with,
 * `not_found` when a task was removed meanwhile, `cycle`.
 */
export async function reschedule({ ctx, input }: MutationArgs<typeof Reschedule>): Promise<Rescheduled> {
  const campaign = await planOf(ctx, input.campaignId)
  const seen = new Map(input.seen.map(({ id, version }) => [id, version]))
  const ids = [...new Set(input.changes.map(({ id }) => id))]
  const found = await ctx.tx
    .select({
      id: tasks.id,
      version: tasks.version,
      mode: tasks.mode,
      status: tasks.status,
      notBefore: tasks.notBefore,
    })
    .from(tasks)
    .where(and(inArray(tasks.id, ids), eq(tasks.campaignId, campaign.id), ctx.visible.tasks()))
  if (found.length < ids.length) throw notFound("task")
  const changed = found.filter(({ id, version }) => seen.get(id) !== version)
  if (changed.length > 0)
    throw staleVersion(
      "plan",
      changed.map(({ id, version }) => ({ id, version })),
    )
  checkNotBefore(input.changes, found)
  return replan(ctx, campaign, { edits: input.changes, seen, puts: ids })
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
      "This task stays where it is: it has begun, or somebody put it there by hand. Name its first day instead, or make one by hand automatic.",
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
  const campaign = await planOf(ctx, input.campaignId)
  const [entry] = await ctx.tx
    .select({ fields: changes.fields })
    .from(changes)
    .where(
      and(
        sql`/* visible changes: of a plan that was checked */ ${eq(changes.entity, "schedule")}`,
        eq(changes.entityId, input.id),
        eq(changes.campaignId, campaign.id),
      ),
    )
  if (entry === undefined) throw notFound("change of the plan")
  const done = Object.entries(entry.fields).map(([id, { before, after }]) => {
    // As `replan` wrote them.
    return { id, before: before as Placed, after: after as Placed & { version: number } }
  })
  const now = await ctx.tx
    .select({ id: tasks.id, version: tasks.version })
    .from(tasks)
    .where(
      and(
        inArray(
          tasks.id,
          done.map(({ id }) => id),
        ),
        ctx.visible.tasks(),
      ),
    )
  const versions = new Map(now.map(({ id, version }) => [id, version]))
  const changed = done.filter(({ id, after }) => versions.get(id) !== after.version)
  if (changed.length > 0)
    throw staleVersion(
      "plan",
      changed.map(({ id }) => ({ id, version: versions.get(id) })),
    )
  await write(
    ctx,
    done.map(({ id, before }) => ({ id, after: before })),
  )
  // Links, leave or the campaign's first day may be others by now, and would move what was just put back.
  if (!(await isPlanned(ctx, campaign)))
    throw new Refusal(
      "workflow",
      "The plan has changed since: these tasks cannot stand where they were. Move them instead.",
    )
  await recount(ctx, campaign.id)
  const undo = newId()
  ctx.record({
    entity: "schedule",
    id: undo,
    clientId: campaign.clientId,
    campaignId: campaign.id,
    fields: Object.fromEntries(
      done.map(({ id, before, after: { version, ...after } }) => [
        id,
        { before: after, after: { ...before, version: version + 1 } },
      ]),
    ),
  })
  const moved = done.map(({ id, before, after }) => ({
    id,
    version: after.version + 1,
    startDay: before.startDay,
    endDay: before.endDay,
  }))
  return { undo, moved }
}
