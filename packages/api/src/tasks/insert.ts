import { createdFields } from "@alphas/changes/record"
import { taskAssignees, tasks } from "@alphas/db/schema/tasks"
import { laterDay } from "@alphas/domain/days"
import { newId } from "@alphas/domain/ids"
import { endOf, type PlanTask, scheduleOf } from "@alphas/domain/schedule/plan"
import { WorkingCalendar } from "@alphas/domain/schedule/working-calendar"
import type { NewTask } from "@alphas/domain/tasks/input"
import { workingWeek } from "../calendar/week"
import { insertMembers } from "../campaigns/write"
import type { Mutating } from "../context"
import type { Planned } from "../schedule/plan"
import { checkStaff } from "../users/staff"
import { insertChecklist } from "./checklist"
import { lastRank } from "./ranks"
import { checkReach } from "./reach"

/** What a new task says of itself; its days follow from the schedule. */
export interface TaskFields extends Omit<NewTask, "assigneeIds" | "checklist" | "startDay"> {
  /** Of a manual task: its first day. */
  startDay: string
  /** Of one that came again: the day of its rule. */
  occursOn: string | null
}

interface Hanging {
  /** Whoever does it, the responsible person too. */
  people: string[]
  checklist: string[]
  /** What made it, for the log; left out, the verb that runs. */
  verb?: string
}

/** Puts a new task at the end of the first column of a locked campaign. The caller plans anew. */
export async function insertTask(
  ctx: Mutating,
  campaign: Planned,
  { startDay, ...fields }: TaskFields,
  { people, checklist, verb }: Hanging,
): Promise<{ id: string; startDay: string }> {
  const id = newId()
  const task: PlanTask = { ...fields, id, version: 1, status: "not_started", startDay, endDay: startDay }
  const days = await daysOf(ctx, campaign, task)
  checkReach(campaign.startDay, [days])
  const row = { ...fields, ...days, id, notBefore: fields.mode === "manual" ? null : fields.notBefore }
  await ctx.tx.insert(tasks).values({
    ...row,
    rank: await lastRank(ctx, campaign.id, "not_started"),
    createdBy: ctx.identity.viewer.id,
  })
  ctx.record({
    ...(verb === undefined ? {} : { verb }),
    entity: "task",
    id,
    clientId: campaign.clientId,
    campaignId: campaign.id,
    people,
    fields: createdFields({ ...row, assigneeIds: people, checklist }),
  })
  await assign(ctx, campaign, id, people, fields.responsibleId)
  await insertChecklist(ctx, id, checklist)
  return { id, startDay: days.startDay }
}

/** Where a task without links goes; a manual one begins on the very day that was named, a working day or not. */
async function daysOf(
  ctx: Mutating,
  campaign: Planned,
  task: PlanTask,
): Promise<{ startDay: string; endDay: string }> {
  const { startDay } = task
  if (task.mode === "manual") {
    const week = await workingWeek(ctx.tx, startDay, laterDay(startDay, campaign.endDay))
    return { startDay, endDay: endOf(new WorkingCalendar(week, startDay), startDay, task.durationDays) }
  }
  const week = await workingWeek(ctx.tx, campaign.startDay, campaign.endDay)
  const alone = { startDay: campaign.startDay, week, absences: [], dependencies: [] }
  const planned = scheduleOf({ ...alone, tasks: [task] }).tasks.get(task.id)
  if (planned === undefined) throw new Error("A task that is planned has days.")
  return { startDay: planned.startDay, endDay: planned.endDay }
}

/**
 * Gives a task to people, who work on its campaign from now on.
 * @throws Refusal at `responsibleId` or `assigneeIds` for somebody who cannot do it.
 */
export async function assign(
  ctx: Mutating,
  campaign: Planned,
  taskId: string,
  userIds: readonly string[],
  responsibleId: string | null,
): Promise<void> {
  if (userIds.length === 0) return
  // Each at the field that named them.
  const responsible = userIds.filter((id) => id === responsibleId)
  await checkStaff(ctx.tx, responsible, "responsibleId", "tasks.write")
  await checkStaff(ctx.tx, [...userIds], "assigneeIds", "tasks.write")
  await ctx.tx.insert(taskAssignees).values(userIds.map((userId) => ({ taskId, userId })))
  await insertMembers(ctx, campaign, userIds)
}
