import { campaigns } from "@alphas/db/schema/campaigns"
import { taskAssignees, taskChecks } from "@alphas/db/schema/tasks"
import { type Following, following } from "@alphas/domain/tasks/occurrences"
import { ruleOf, writeRule } from "@alphas/domain/tasks/recurrence"
import { WorkingCalendar } from "@alphas/domain/tasks/schedule/working-calendar"
import { asc, eq, sql } from "drizzle-orm"
import { workingWeek } from "../calendar/week"
import type { Mutating } from "../context"
import { invalidField } from "../refusal"
import { activeStaff } from "../users/staff"
import { insertTask } from "./insert"
import { withoutGain } from "./joining"
import type { Planned } from "./plan"
import type { TaskRecord } from "./store"

/** @throws Refusal at `field` when a rule brings nothing after the task that bears it. */
export function checkComesAgain(
  field: string,
  recurrence: string | null | undefined,
  anchor: string,
  startDay: string,
): void {
  const rule = recurrence == null ? null : ruleOf(recurrence)
  if (rule !== null && following(rule, anchor, startDay) === null)
    throw invalidField(
      field,
      `By this rule nothing follows the task, which begins on ${startDay}. Choose a later end, or another day.`,
    )
}

/**
 * What follows a task that is about to be completed: null for a task without a rule or whose rule is over, and in a
 * campaign that is completed.
 */
export async function followingOf(
  ctx: Mutating,
  task: TaskRecord,
  campaign: Planned,
): Promise<Following | null> {
  const rule = task.recurrence === null ? null : ruleOf(task.recurrence)
  if (rule === null) return null
  const [now] = await ctx.tx
    .select({ status: campaigns.status })
    .from(campaigns)
    .where(sql`/* visible campaigns: of a task that was checked */ ${eq(campaigns.id, campaign.id)}`)
  if (now === undefined || now.status === "completed") return null
  return following(rule, task.occursOn ?? task.startDay, task.startDay)
}

/**
 * Makes the task that follows a completed one, which has passed its rule on to it: the same work by the same people as
 * far as they are still here and it lets nobody in who was let go, with its checklist unticked. The caller plans anew, which puts it on a working day.
 */
export async function recur(
  ctx: Mutating,
  task: TaskRecord,
  campaign: Planned,
  { day, rule }: Following,
): Promise<string> {
  const { campaignId, parentId, title, description, priority, labels, estimateMinutes, mode, durationDays } =
    task
  const active = await activeStaff(ctx.tx, await peopleOf(ctx, task.id), "tasks.write")
  const people = await withoutGain(ctx, campaign, active)
  const responsibleId = people.find((id) => id === task.responsibleId) ?? null
  const fields = {
    ...{ campaignId, parentId, title, description, priority, labels, estimateMinutes, mode, durationDays },
    progress: 0,
    responsibleId,
    recurrence: rule && writeRule(rule),
    occursOn: day,
    notBefore: mode === "automatic" ? day : null,
    startDay: mode === "automatic" ? day : await workingDayFrom(ctx, day),
  }
  const checks = await checksOf(ctx, task.id)
  const { id } = await insertTask(ctx, campaign, fields, { people, checks, verb: "tasks.recur" })
  return id
}

/** The first working day on or after a day. */
async function workingDayFrom(ctx: Mutating, day: string): Promise<string> {
  const calendar = new WorkingCalendar(await workingWeek(ctx.tx, day, day), day)
  return calendar.dayAt(0)
}

async function peopleOf(ctx: Mutating, taskId: string): Promise<string[]> {
  const rows = await ctx.tx
    .select({ userId: taskAssignees.userId })
    .from(taskAssignees)
    .where(sql`/* visible task_assignees: of a task that was checked */ ${eq(taskAssignees.taskId, taskId)}`)
    .orderBy(asc(taskAssignees.userId))
  return rows.map(({ userId }) => userId)
}

async function checksOf(ctx: Mutating, taskId: string): Promise<string[]> {
  const rows = await ctx.tx
    .select({ text: taskChecks.text })
    .from(taskChecks)
    .where(sql`/* visible task_checks: of a task that was checked */ ${eq(taskChecks.taskId, taskId)}`)
    .orderBy(asc(taskChecks.id))
  return rows.map(({ text }) => text)
}
