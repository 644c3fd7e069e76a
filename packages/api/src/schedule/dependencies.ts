import { createdFields, fieldChanges } from "@alphas/changes/record"
import { taskDependencies, tasks } from "@alphas/db/schema/tasks"
import { newId, type Saved, type Versioned } from "@alphas/domain/ids"
import type { NewDependency, UpdateDependency } from "@alphas/domain/schedule/input"
import type { TaskDependency } from "@alphas/domain/tasks/dto"
import type { DependencyType } from "@alphas/domain/tasks/words"
import { and, eq, sql } from "drizzle-orm"
import { lockOpenCampaign, type Planned } from "../campaigns/lock"
import type { Mutating } from "../context"
import { invalidField, notFound, Refusal } from "../refusal"
import { lockTask } from "../tasks/store"
import type { MutationArgs } from "../trpc"
import { lockVersion, nextVersion } from "../versioned"

type Fields = NonNullable<Parameters<Mutating["record"]>[0]["fields"]>

const recordLink = (ctx: Mutating, id: string, campaign: Planned, fields: Fields) =>
  ctx.record({ entity: "task_dependency", id, clientId: campaign.clientId, campaignId: campaign.id, fields })

/**
 * Lets one task wait for another of the same campaign; what follows moves at once.
 * @throws Refusal `cycle` naming the path, `duplicate` when they are linked already.
 */
export async function createDependency({ ctx, input }: MutationArgs<typeof NewDependency>): Promise<Saved> {
  const { predecessorId, successorId } = input
  if (predecessorId === successorId) throw invalidField("successorId", "A task cannot wait for itself.")
  const { task, campaign } = await lockTask(ctx, { id: predecessorId })
  const [successor] = await ctx.tx
    .select({ campaignId: tasks.campaignId, parentId: tasks.parentId })
    .from(tasks)
    .where(and(eq(tasks.id, successorId), ctx.visible.tasks()))
  if (successor === undefined) throw notFound("task")
  if (successor.campaignId !== task.campaignId)
    throw invalidField("successorId", "Both tasks must belong to one campaign.")
  if (successor.parentId === task.id) checkWhole("successorId", input.type)
  const id = newId()
  const added = await ctx.tx
    .insert(taskDependencies)
    .values({ id, campaignId: campaign.id, ...input })
    .onConflictDoNothing()
    .returning({ id: taskDependencies.id })
  if (added.length === 0)
    throw new Refusal(
      "duplicate",
      "These two tasks are linked already. Change that dependency, or remove it first.",
    )
  recordLink(ctx, id, campaign, createdFields(input))
  return { id, version: 1 }
}

/** A whole ends with its parts: none of them can wait for that end. @throws Refusal at the field. */
function checkWhole(field: string, type: DependencyType): void {
  if (type === "finish_start" || type === "finish_finish")
    throw invalidField(
      field,
      "A subtask cannot wait for the end of its own task, which is done when its subtasks are. Tie it to the start, or to another task.",
    )
}

const shown = ({
  id,
  predecessorId,
  successorId,
  type,
  lagDays,
  version,
}: TaskDependency): TaskDependency => ({
  id,
  predecessorId,
  successorId,
  type,
  lagDays,
  version,
})

async function lockDependency(ctx: Mutating, seen: Versioned) {
  const where = and(eq(taskDependencies.id, seen.id), ctx.visible.taskDependencies())
  const [found] = await ctx.tx
    .select({ campaignId: taskDependencies.campaignId })
    .from(taskDependencies)
    .where(where)
  const its = sql`/* visible campaigns: of a dependency that was checked */ true`
  const campaign = found && (await lockOpenCampaign(ctx, found.campaignId, its))
  if (campaign === undefined) throw notFound("dependency")
  const dependency = await lockVersion(
    ctx.tx,
    taskDependencies,
    ctx.visible.taskDependencies(),
    seen,
    "dependency",
    shown,
  )
  return { campaign, dependency }
}

/** Changes how two tasks are linked; what follows moves at once. @throws Refusal `stale_version` with the dependency as it is. */
export async function updateDependency({
  ctx,
  input,
}: MutationArgs<typeof UpdateDependency>): Promise<Saved> {
  const { campaign, dependency } = await lockDependency(ctx, input)
  const { type, lagDays } = input
  const fields = fieldChanges(dependency, { type, lagDays })
  if (Object.keys(fields).length === 0) return { id: dependency.id, version: dependency.version }
  if (fields.type) {
    const [part] = await ctx.tx
      .select({ id: tasks.id })
      .from(tasks)
      .where(
        and(
          eq(tasks.id, dependency.successorId),
          eq(tasks.parentId, dependency.predecessorId),
          ctx.visible.tasks(),
        ),
      )
    if (part !== undefined) checkWhole("type", type)
  }
  await ctx.tx
    .update(taskDependencies)
    .set({ type, lagDays, version: nextVersion(taskDependencies) })
    .where(eq(taskDependencies.id, dependency.id))
  recordLink(ctx, dependency.id, campaign, fields)
  return { id: dependency.id, version: dependency.version + 1 }
}

/** Removes a dependency; what waited moves up. @throws Refusal `stale_version` with the dependency as it is. */
export async function removeDependency({ ctx, input }: MutationArgs<typeof Versioned>): Promise<Saved> {
  const { campaign, dependency } = await lockDependency(ctx, input)
  const { predecessorId, successorId, type, lagDays } = dependency
  await ctx.tx.delete(taskDependencies).where(eq(taskDependencies.id, dependency.id))
  recordLink(ctx, dependency.id, campaign, {
    predecessorId: { before: predecessorId },
    successorId: { before: successorId },
    type: { before: type },
    lagDays: { before: lagDays },
  })
  return { id: dependency.id, version: dependency.version }
}
