import { fieldChanges } from "@alphas/changes/record"
import { campaigns } from "@alphas/db/schema/campaigns"
import { taskAssignees, tasks } from "@alphas/db/schema/tasks"
import type { Saved, Versioned } from "@alphas/domain/ids"
import type { AssignTask, NewTask, UpdateTask } from "@alphas/domain/tasks/input"
import { and, eq, inArray, isNull, sql } from "drizzle-orm"
import type { Mutating } from "../context"
import { invalidField, notFound, Refusal, staleVersion } from "../refusal"
import { lockOpenCampaign, type Planned, replan } from "../schedule/plan"
import type { MutationArgs } from "../trpc"
import { nextVersion } from "../versioned"
import { assign, insertTask } from "./insert"
import { checkMayJoin, joinAgain } from "./joining"
import { checkComesAgain } from "./recur"
import { lockTask, recordTask, savedTask, saveTask } from "./store"

/** A new task, where the schedule puts it. Whoever it is assigned to works on the campaign from now on. */
export async function createTask({ ctx, input }: MutationArgs<typeof NewTask>): Promise<Saved> {
  const campaign = await campaignFor(ctx, input.campaignId)
  const { checklist, assigneeIds, startDay, ...fields } = input
  if (fields.parentId !== null) await checkParent(ctx, fields.parentId, campaign.id)
  const people = withResponsible(fields.responsibleId, assigneeIds)
  await checkMayJoin(ctx, campaign, people)
  // As when it is dragged: the first day of an automatic task is the day before which it must not begin.
  const notBefore = fields.mode === "automatic" ? (fields.notBefore ?? startDay) : null
  const task = { ...fields, notBefore, startDay: startDay ?? campaign.startDay, occursOn: null }
  const made = await insertTask(ctx, campaign, task, { people, checklist })
  const { startDay: begins } = made
  const bearer = { occursOn: null, startDay: begins, durationDays: fields.durationDays }
  await checkComesAgain(ctx, "recurrence", fields.recurrence, bearer, campaign)
  await replan(ctx, campaign)
  return savedTask(ctx, made.id)
}

/** The campaign that gets a new task: one that the caller may add tasks to, locked. */
async function campaignFor(ctx: Mutating, id: string): Promise<Planned> {
  const reach = ctx.visible.campaignTasks()
  const [found] = await ctx.tx
    .select({ id: campaigns.id })
    .from(campaigns)
    .where(and(eq(campaigns.id, id), reach))
  if (found === undefined) throw notFound("campaign")
  return lockOpenCampaign(ctx, id)
}

async function checkParent(ctx: Mutating, parentId: string, campaignId: string): Promise<void> {
  const [parent] = await ctx.tx
    .select({ campaignId: tasks.campaignId, parentId: tasks.parentId })
    .from(tasks)
    .where(and(eq(tasks.id, parentId), ctx.visible.tasks()))
  if (parent === undefined) throw notFound("task")
  if (parent.campaignId !== campaignId)
    throw invalidField("parentId", "A subtask belongs to the campaign of its task.")
  if (parent.parentId !== null)
    throw invalidField("parentId", "That is a subtask itself; subtasks have no parts of their own.")
}

/** Changes the named fields of a task. @throws Refusal `stale_version` with the task as it is now. */
export async function updateTask({ ctx, input }: MutationArgs<typeof UpdateTask>): Promise<Saved> {
  const { task, campaign } = await lockTask(ctx, input)
  const fields = fieldChanges(task, input.changes)
  if (Object.keys(fields).length === 0) return { id: task.id, version: task.version }
  if (fields.progress && task.status === "completed")
    throw invalidField("changes.progress", "A completed task is at 100 %. Reopen it first.")
  if (fields.recurrence && task.status === "completed")
    throw invalidField(
      "changes.recurrence",
      "This task is completed. Say how the next one repeats, or reopen it.",
    )
  if (fields.recurrence)
    await checkComesAgain(ctx, "changes.recurrence", input.changes.recurrence, task, campaign)
  await saveTask(ctx, task.id, input.changes)
  recordTask(ctx, task.id, campaign, fields)
  if (fields.progress) await replan(ctx, campaign)
  return savedTask(ctx, task.id)
}

const withResponsible = (responsibleId: string | null, assigneeIds: readonly string[]): string[] => [
  ...new Set([...(responsibleId === null ? [] : [responsibleId]), ...assigneeIds]),
]

/** Says who does a task; whoever is new to the campaign works on it from now on. @throws Refusal `stale_version`. */
export async function assignTask({ ctx, input }: MutationArgs<typeof AssignTask>): Promise<Saved> {
  const { task, campaign } = await lockTask(ctx, input)
  const before = await assigneesOf(ctx, task.id)
  const wanted = withResponsible(input.responsibleId, input.assigneeIds)
  const fields = fieldChanges(
    { responsibleId: task.responsibleId, assigneeIds: [...before].sort() },
    { responsibleId: input.responsibleId, assigneeIds: [...wanted].sort() },
  )
  if (Object.keys(fields).length === 0) return { id: task.id, version: task.version }
  const gone = before.filter((id) => !wanted.includes(id))
  if (gone.length > 0) {
    await ctx.tx
      .delete(taskAssignees)
      .where(and(eq(taskAssignees.taskId, task.id), inArray(taskAssignees.userId, gone)))
  }
  await saveTask(ctx, task.id, { responsibleId: input.responsibleId })
  const fresh = wanted.filter((id) => !before.includes(id))
  recordTask(ctx, task.id, campaign, fields, [...gone, ...fresh])
  await checkMayJoin(ctx, campaign, fresh)
  await assign(ctx, campaign, task.id, fresh, input.responsibleId)
  if (fields.responsibleId) await replan(ctx, campaign, { puts: [task.id] })
  return savedTask(ctx, task.id)
}

async function assigneesOf(ctx: Mutating, taskId: string): Promise<string[]> {
  const rows = await ctx.tx
    .select({ userId: taskAssignees.userId })
    .from(taskAssignees)
    .where(and(eq(taskAssignees.taskId, taskId), ctx.visible.taskAssignees()))
  return rows.map(({ userId }) => userId)
}

/** Removes a task and its parts; what waited for it moves up. `restore` brings all of it back. */
export async function removeTask({ ctx, input }: MutationArgs<typeof Versioned>): Promise<Saved> {
  const { task, campaign } = await lockTask(ctx, input)
  const removed = await ctx.tx
    .update(tasks)
    .set({ deletedAt: sql`now()`, updatedAt: sql`now()`, version: nextVersion(tasks) })
    .where(and(sql`(${tasks.id} = ${task.id} or ${tasks.parentId} = ${task.id})`, isNull(tasks.deletedAt)))
    .returning({ id: tasks.id, deletedAt: tasks.deletedAt })
  for (const { id, deletedAt } of removed) recordTask(ctx, id, campaign, { deletedAt: { after: deletedAt } })
  await replan(ctx, campaign)
  return { id: task.id, version: task.version + 1 }
}

/**
 * Brings back a task with the parts that were removed with it; whoever does them works on the campaign again.
 * @throws Refusal `cycle` when others took its place, `workflow` for a part of what is removed itself.
 */
export async function restoreTask({ ctx, input }: MutationArgs<typeof Versioned>): Promise<Saved> {
  const { tx } = ctx
  const gone = and(eq(tasks.id, input.id), ctx.visible.removedTasks())
  const [found] = await tx.select({ campaignId: tasks.campaignId }).from(tasks).where(gone)
  if (found === undefined) throw notFound("task")
  const campaign = await lockOpenCampaign(ctx, found.campaignId)
  const [task] = await tx.select().from(tasks).where(gone).for("no key update")
  if (task === undefined) throw notFound("task")
  if (task.version !== input.version) throw staleVersion("task", null)
  if (task.parentId !== null) {
    const whole = and(eq(tasks.id, task.parentId), ctx.visible.tasks())
    const [there] = await tx.select({ id: tasks.id }).from(tasks).where(whole)
    if (there === undefined)
      throw new Refusal("workflow", "This is a part of a task that was removed. Restore that one first.")
  }
  const restored = await tx
    .update(tasks)
    .set({ deletedAt: null, updatedAt: sql`now()`, version: nextVersion(tasks) })
    .where(
      and(
        sql`(${tasks.id} = ${task.id} or ${tasks.parentId} = ${task.id})`,
        eq(tasks.deletedAt, task.deletedAt ?? ""),
      ),
    )
    .returning({ id: tasks.id, status: tasks.status })
  for (const { id } of restored) recordTask(ctx, id, campaign, { deletedAt: { before: task.deletedAt } })
  const open = restored.filter(({ status }) => status !== "completed")
  if (open.length > 0)
    await joinAgain(
      ctx,
      campaign,
      open.map(({ id }) => id),
    )
  await replan(ctx, campaign)
  return savedTask(ctx, task.id)
}
