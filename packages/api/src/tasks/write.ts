import { fieldChanges } from "@alphas/changes/record"
import { campaigns } from "@alphas/db/schema/campaigns"
import { taskAssignees, tasks } from "@alphas/db/schema/tasks"
import { Statements, slot } from "@alphas/db/statement"
import { anyViewer, type Viewer, viewerValues, visibleTo } from "@alphas/db/visible"
import type { Saved, Versioned } from "@alphas/domain/ids"
import type { WorkingWeek } from "@alphas/domain/schedule/working-calendar"
import type { AssignTask, NewTask, UpdateTask } from "@alphas/domain/tasks/input"
import { and, eq, isNull, sql } from "drizzle-orm"
import { type CalendarParts, calendarWithin, weekFrom } from "../calendar/week"
import { type Planned, refuseArchived } from "../campaigns/lock"
import { campaignMembership } from "../campaigns/members"
import type { Mutating } from "../context"
import { invalidField, notFound, Refusal } from "../refusal"
import type { MutationArgs } from "../trpc"
import { nextVersion } from "../versioned"
import { insertTask } from "./insert"
import { checkMayJoin, idsOf, type Joining, joinAgain, joiningColumns } from "./joining"
import { checkComesAgain, seriesDayOf } from "./recur"
import { lockTask, placeIn, recordTask, settledTask, type TaskRecord, taskRecords } from "./store"

/** A new task, where the schedule puts it. Whoever it is assigned to works on the campaign from now on. */
export async function createTask({ ctx, input }: MutationArgs<typeof NewTask>): Promise<Saved> {
  const { checklist, assigneeIds, startDay, ...fields } = input
  const people = withResponsible(fields.responsibleId, assigneeIds)
  const { campaign, week } = await lockForTask(ctx, input, people)
  if (fields.parentId !== null) checkParent(campaign.parent, campaign.id)
  await checkMayJoin(ctx, campaign, campaign, { fresh: people, responsibleId: fields.responsibleId })
  // As when it is dragged: the first day of an automatic task is the day before which it must not begin.
  const notBefore = fields.mode === "automatic" ? (fields.notBefore ?? startDay) : null
  const occursOn = fields.recurrence === null ? null : (notBefore ?? startDay)
  const task = { ...fields, notBefore, startDay: startDay ?? campaign.startDay, occursOn }
  const made = insertTask(ctx, campaign, task, { people, checklist, week })
  const bearer = { ...made, durationDays: fields.durationDays }
  await checkComesAgain(ctx, "recurrence", fields.recurrence, bearer, campaign)
  const [saved] = await Promise.all([settledTask(ctx, made.id, 1), made.noteJoined()])
  return saved
}

type Parent = Pick<TaskRecord, "campaignId" | "parentId"> | null

interface ForTask extends Joining, Planned {
  archivedAt: string | null
  calendar: CalendarParts | null
  parent: Parent
}

const forTasks = new Statements<ForTask>()

const lockingForTask = (viewer: Viewer) => () => {
  const visible = visibleTo(anyViewer(viewer), "tasks.write")
  const day = sql`${slot("startDay")}::text::date`
  const ids = sql`select unnest(${slot("people")}::text::uuid[])`
  const { lets, people } = joiningColumns(visible, ids)
  return sql`
    select ${campaigns.id} as id, ${campaigns.clientId} as "clientId", ${campaigns.startDay} as "startDay",
      ${campaigns.endDay} as "endDay", ${campaigns.status} as status, ${campaigns.archivedAt} as "archivedAt",
      ${lets} as lets, ${people} as people,
      ${calendarWithin(sql`least(${campaigns.startDay}, ${day})`, sql`greatest(${campaigns.endDay}, ${day})`)} as calendar,
      (
        select json_build_object('campaignId', ${tasks.campaignId}, 'parentId', ${tasks.parentId}) from ${tasks}
        where ${tasks.id} = ${slot("parentId")}::text::uuid and ${visible.tasks()}
      ) as parent
    from ${campaigns}
    where ${campaigns.id} = ${slot("campaignId")}::text::uuid and ${visible.campaignTasks()}
    for no key update of campaigns`
}

/** The campaign that gets a new task: one that the caller may add tasks to, locked; with all else that decides about it. */
async function lockForTask(
  { tx, identity: { viewer } }: Mutating,
  { campaignId, parentId, startDay }: NewTask,
  people: readonly string[],
): Promise<{ campaign: ForTask; week: WorkingWeek }> {
  const [campaign] = await forTasks.within(
    tx,
    `${viewer.role} ${viewer.clientId === null}`,
    lockingForTask(viewer),
    {
      ...viewerValues(viewer),
      ...{ campaignId, parentId, startDay, people: `{${people.join(",")}}` },
    },
  )
  if (campaign === undefined) throw notFound("campaign")
  refuseArchived(campaign)
  const reach = [campaign.startDay, campaign.endDay, startDay ?? campaign.startDay].sort()
  const week = await weekFrom(campaign.calendar, reach[0] ?? campaign.startDay, reach[2] ?? campaign.endDay)
  return { campaign, week }
}

function checkParent(parent: Parent, campaignId: string): void {
  if (parent === null) throw notFound("task")
  if (parent.campaignId !== campaignId)
    throw invalidField(
      "parentId",
      "A subtask belongs to the campaign of its parent task. Choose that campaign.",
    )
  if (parent.parentId !== null)
    throw invalidField(
      "parentId",
      "That task is a subtask. Subtasks cannot have subtasks. Choose another parent task.",
    )
}

/** Changes the named fields of a task. @throws Refusal `stale_version` with the task as it is now. */
export async function updateTask({ ctx, input }: MutationArgs<typeof UpdateTask>): Promise<Saved> {
  const { task, campaign } = await lockTask(ctx, input)
  const { recurrence } = input.changes
  // A rule that is set later goes from the day for which the task stands, as one that is set at once.
  const setsRule = recurrence != null && recurrence !== task.recurrence && task.status !== "completed"
  const occursOn = setsRule ? await seriesDayOf(ctx, task, campaign) : task.occursOn
  const changes = { ...input.changes, occursOn }
  const { version } = await taskRecords.edit(ctx, task, changes, async (fields) => {
    if (fields.progress && task.status === "completed")
      throw invalidField("changes.progress", "A completed task is at 100 %. Reopen it first.")
    if (fields.recurrence && task.status === "completed")
      throw invalidField(
        "changes.recurrence",
        "This task is completed. Change how the next one repeats, or reopen this one.",
      )
    if (fields.recurrence)
      await checkComesAgain(ctx, "changes.recurrence", recurrence, { ...task, occursOn }, campaign)
    return placeIn(campaign)
  })
  return settledTask(ctx, task.id, version)
}

const withResponsible = (responsibleId: string | null, assigneeIds: readonly string[]): string[] => [
  ...new Set([...(responsibleId === null ? [] : [responsibleId]), ...assigneeIds]),
]

/** Says who does a task; whoever is new to the campaign works on it from now on. @throws Refusal `stale_version`. */
export async function assignTask({ ctx, input }: MutationArgs<typeof AssignTask>): Promise<Saved> {
  const { task, campaign } = await lockTask(ctx, input)
  const wanted = withResponsible(input.responsibleId, input.assigneeIds)
  const { before, ...joining } = await assigneesAnd(ctx, campaign, task.id, wanted)
  const fields = fieldChanges(
    { responsibleId: task.responsibleId, assigneeIds: [...before].sort() },
    { responsibleId: input.responsibleId, assigneeIds: [...wanted].sort() },
  )
  if (Object.keys(fields).length === 0) return { id: task.id, version: task.version }
  const gone = before.filter((id) => !wanted.includes(id))
  const fresh = wanted.filter((id) => !before.includes(id))
  const people = joining.people.filter(({ id }) => fresh.includes(id))
  const { responsibleId } = input
  await checkMayJoin(ctx, campaign, { ...joining, people }, { fresh, responsibleId })
  const noted = { ...placeIn(campaign), people: [...gone, ...fresh], fields }
  const { version } = await taskRecords.save(ctx, task, { responsibleId }, noted)
  if (fields.assigneeIds) await giveTo(ctx, campaign, task.id, { gone, fresh })
  return settledTask(ctx, task.id, version)
}

/** Gives a task to people who can do it and takes it from others; who is new works on the campaign from now on. */
async function giveTo(
  ctx: Mutating,
  campaign: Planned,
  taskId: string,
  { gone, fresh }: { gone: readonly string[]; fresh: readonly string[] },
): Promise<void> {
  const joined = await ctx.tx.execute<{ userId: string }>(sql`
    with gone as (
      delete from task_assignees where task_id = ${taskId}::uuid and user_id in (${idsOf(gone)})
    ), given as (
      insert into task_assignees (task_id, user_id) select ${taskId}::uuid, id from (${idsOf(fresh)}) as fresh (id)
    )
    insert into campaign_members (campaign_id, user_id)
    select ${campaign.id}::uuid, id from (${idsOf(fresh)}) as fresh (id)
    on conflict do nothing
    returning user_id as "userId" /* visible task_assignees: of a task that is locked */`)
  campaignMembership.record(
    ctx,
    campaign,
    joined.map(({ userId }) => userId),
  )
}

/** Who does a task, and what decides whether others can. */
async function assigneesAnd(
  ctx: Mutating,
  campaign: Planned,
  taskId: string,
  wanted: readonly string[],
): Promise<Joining & { before: string[] }> {
  const [found] = await ctx.tx
    .select({
      ...joiningColumns(ctx.visible, idsOf(wanted)),
      before: sql<string[]>`(
        select coalesce(json_agg(${taskAssignees.userId}), '[]') from ${taskAssignees}
        where ${taskAssignees.taskId} = ${taskId} and ${ctx.visible.taskAssignees()})`,
    })
    .from(campaigns)
    .where(sql`/* visible campaigns: that is locked */ ${eq(campaigns.id, campaign.id)}`)
  if (found === undefined) throw new Error("A campaign that is locked is there.")
  return found
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
  return { id: task.id, version: task.version + 1 }
}

/**
 * Brings back a task with the parts that were removed with it; whoever does them works on the campaign again.
 * @throws Refusal `cycle` when others took its place, `workflow` for a part of what is removed itself.
 */
export async function restoreTask({ ctx, input }: MutationArgs<typeof Versioned>): Promise<Saved> {
  const { tx } = ctx
  const { task, campaign } = await lockTask(ctx, input, ctx.visible.removedTasks())
  if (task.parentId !== null) {
    const whole = and(eq(tasks.id, task.parentId), ctx.visible.tasks())
    const [there] = await tx.select({ id: tasks.id }).from(tasks).where(whole)
    if (there === undefined)
      throw new Refusal("workflow", "The parent of this subtask was deleted. Restore the parent task first.")
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
  return settledTask(ctx, task.id, task.version + 1)
}
