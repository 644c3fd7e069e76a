import { createdFields } from "@alphas/changes/record"
import { campaigns } from "@alphas/db/schema/campaigns"
import { taskDependencies, tasks } from "@alphas/db/schema/tasks"
import { newId, type Saved, type Versioned } from "@alphas/domain/ids"
import type { NewDependency, UpdateDependency } from "@alphas/domain/schedule/input"
import type { TaskDependency } from "@alphas/domain/tasks/dto"
import type { DependencyType } from "@alphas/domain/tasks/words"
import { and, eq, sql } from "drizzle-orm"
import { lockOpenCampaign } from "../campaigns/lock"
import type { Mutating } from "../context"
import { Records } from "../records"
import { invalidField, notFound, Refusal } from "../refusal"
import { lockTask } from "../tasks/store"
import type { MutationArgs } from "../trpc"

/**
 * Lets one task wait for another of the same campaign; what follows moves at once.
 * @throws Refusal `cycle` naming the path, `duplicate` when they are linked already.
 */
export async function createDependency({ ctx, input }: MutationArgs<typeof NewDependency>): Promise<Saved> {
  const { predecessorId, successorId } = input
  if (predecessorId === successorId) throw invalidField("successorId", "A task cannot depend on itself.")
  const { task, campaign } = await lockTask(ctx, { id: predecessorId })
  const [successor] = await ctx.tx
    .select({ campaignId: tasks.campaignId, parentId: tasks.parentId })
    .from(tasks)
    .where(and(eq(tasks.id, successorId), ctx.visible.tasks()))
  if (successor === undefined) throw notFound("task")
  if (successor.campaignId !== task.campaignId)
    throw invalidField("successorId", "Both tasks must be in the same campaign.")
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
      "These two tasks already have a dependency. Change that one, or remove it first.",
    )
  const { clientId, id: campaignId } = campaign
  ctx.record({ entity: "task_dependency", id, clientId, campaignId, fields: createdFields(input) })
  return { id, version: 1 }
}

/** A whole ends with its parts: none of them can wait for that end. @throws Refusal at the field. */
function checkWhole(field: string, type: DependencyType): void {
  if (type === "finish_start" || type === "finish_finish")
    throw invalidField(
      field,
      "A subtask cannot depend on the end of its parent task, because the parent ends with its subtasks. Use the start of the parent, or another task.",
    )
}

const records = new Records({
  table: taskDependencies,
  entity: "task_dependency",
  what: "dependency",
  visible: (ctx) => ctx.visible.taskDependencies(),
  show: (_ctx, { campaignId: _campaign, ...dependency }): TaskDependency => dependency,
})

async function lockDependency(ctx: Mutating, seen: Versioned) {
  const campaign = await lockOpenCampaign(
    ctx,
    sql`${campaigns.id} in (select ${taskDependencies.campaignId} from ${taskDependencies}
      where ${taskDependencies.id} = ${seen.id} and ${ctx.visible.taskDependencies()})
      /* visible campaigns: of a dependency that was checked */`,
  )
  if (campaign === undefined) throw notFound("dependency")
  const { id: campaignId, clientId } = campaign
  return { place: { campaignId, clientId }, dependency: await records.lock(ctx, seen) }
}

/** Changes how two tasks are linked; what follows moves at once. @throws Refusal `stale_version` with the dependency as it is. */
export async function updateDependency({
  ctx,
  input,
}: MutationArgs<typeof UpdateDependency>): Promise<Saved> {
  const { place, dependency } = await lockDependency(ctx, input)
  const { type, lagDays } = input
  return records.edit(ctx, dependency, { type, lagDays }, async (fields) => {
    if (!fields.type) return place
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
    return place
  })
}

/** Removes a dependency; what waited moves up. @throws Refusal `stale_version` with the dependency as it is. */
export async function removeDependency({ ctx, input }: MutationArgs<typeof Versioned>): Promise<Saved> {
  const { place, dependency } = await lockDependency(ctx, input)
  return records.remove(ctx, dependency, ["predecessorId", "successorId", "type", "lagDays"], place)
}
