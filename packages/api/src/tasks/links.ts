import { createdFields, fieldChanges } from "@alphas/changes/record"
import { taskLinks, tasks } from "@alphas/db/schema/tasks"
import { newId, type Saved, type Versioned } from "@alphas/domain/ids"
import type { TaskLink } from "@alphas/domain/tasks/dto"
import type { NewLink, UpdateLink } from "@alphas/domain/tasks/input"
import type { LinkType } from "@alphas/domain/tasks/schedule/network"
import { and, eq } from "drizzle-orm"
import type { Mutating } from "../context"
import { invalidField, notFound, Refusal } from "../refusal"
import type { MutationArgs } from "../trpc"
import { lockVersion, nextVersion } from "../versioned"
import { lockOpenCampaign, type Planned, replan } from "./plan"
import { lockTask } from "./store"

type Fields = NonNullable<Parameters<Mutating["record"]>[0]["fields"]>

const recordLink = (ctx: Mutating, id: string, campaign: Planned, fields: Fields) =>
  ctx.record({ entity: "task_link", id, clientId: campaign.clientId, campaignId: campaign.id, fields })

/**
 * Lets one task wait for another of the same campaign; what follows moves at once.
 * @throws Refusal `cycle` naming the path, `duplicate` when they are tied already.
 */
export async function createLink({ ctx, input }: MutationArgs<typeof NewLink>): Promise<Saved> {
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
    .insert(taskLinks)
    .values({ id, campaignId: campaign.id, ...input })
    .onConflictDoNothing()
    .returning({ id: taskLinks.id })
  if (added.length === 0)
    throw new Refusal("duplicate", "These two tasks are tied already. Change that tie, or remove it first.")
  recordLink(ctx, id, campaign, createdFields(input))
  await replan(ctx, campaign, { puts: [successorId] })
  return { id, version: 1 }
}

/** A whole ends with its parts: none of them can wait for that end. @throws Refusal at the field. */
function checkWhole(field: string, type: LinkType): void {
  if (type === "finish_start" || type === "finish_finish")
    throw invalidField(
      field,
      "A subtask cannot wait for the end of its own task, which is done when its subtasks are. Tie it to the start, or to another task.",
    )
}

const shown = ({ id, predecessorId, successorId, type, lagDays, version }: TaskLink): TaskLink => ({
  id,
  predecessorId,
  successorId,
  type,
  lagDays,
  version,
})

async function lockLink(ctx: Mutating, seen: Versioned) {
  const where = and(eq(taskLinks.id, seen.id), ctx.visible.taskLinks())
  const [found] = await ctx.tx.select({ campaignId: taskLinks.campaignId }).from(taskLinks).where(where)
  if (found === undefined) throw notFound("tie")
  const campaign = await lockOpenCampaign(ctx, found.campaignId)
  const link = await lockVersion(ctx.tx, taskLinks, ctx.visible.taskLinks(), seen, "tie", shown)
  return { campaign, link }
}

/** Changes how two tasks are tied; what follows moves at once. @throws Refusal `stale_version` with the tie as it is. */
export async function updateLink({ ctx, input }: MutationArgs<typeof UpdateLink>): Promise<Saved> {
  const { campaign, link } = await lockLink(ctx, input)
  const { type, lagDays } = input
  const fields = fieldChanges(link, { type, lagDays })
  if (Object.keys(fields).length === 0) return { id: link.id, version: link.version }
  if (fields.type) {
    const [part] = await ctx.tx
      .select({ id: tasks.id })
      .from(tasks)
      .where(and(eq(tasks.id, link.successorId), eq(tasks.parentId, link.predecessorId), ctx.visible.tasks()))
    if (part !== undefined) checkWhole("type", type)
  }
  await ctx.tx
    .update(taskLinks)
    .set({ type, lagDays, version: nextVersion(taskLinks) })
    .where(eq(taskLinks.id, link.id))
  recordLink(ctx, link.id, campaign, fields)
  await replan(ctx, campaign, { puts: [link.successorId] })
  return { id: link.id, version: link.version + 1 }
}

/** Unties two tasks; what waited moves up. @throws Refusal `stale_version` with the tie as it is. */
export async function removeLink({ ctx, input }: MutationArgs<typeof Versioned>): Promise<Saved> {
  const { campaign, link } = await lockLink(ctx, input)
  const { predecessorId, successorId, type, lagDays } = link
  await ctx.tx.delete(taskLinks).where(eq(taskLinks.id, link.id))
  recordLink(ctx, link.id, campaign, {
    predecessorId: { before: predecessorId },
    successorId: { before: successorId },
    type: { before: type },
    lagDays: { before: lagDays },
  })
  await replan(ctx, campaign)
  return { id: link.id, version: link.version }
}
