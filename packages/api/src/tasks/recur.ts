import { leaves } from "@alphas/db/schema/calendar"
import { checklistItems } from "@alphas/db/schema/tasks"
import { laterDay } from "@alphas/domain/days"
import { endOf } from "@alphas/domain/schedule/plan"
import { seriesDay } from "@alphas/domain/schedule/series-day"
import { WorkingCalendar } from "@alphas/domain/schedule/working-calendar"
import { type Following, following } from "@alphas/domain/tasks/occurrences"
import { ruleOf, writeRule } from "@alphas/domain/tasks/recurrence"
import { asc, eq, sql } from "drizzle-orm"
import { workingWeek } from "../calendar/week"
import type { Planned } from "../campaigns/lock"
import type { Mutating } from "../context"
import { invalidField } from "../refusal"
import { insertTask } from "./insert"
import { joiningOf, mayGoOn } from "./joining"
import { isBeyondReach } from "./reach"
import type { TaskRecord } from "./store"

/** What of a task decides where the next one stands. */
type Bearer = Pick<TaskRecord, "occursOn" | "startDay" | "durationDays">

/** The day of its rule for which a task stands that is given one: see `seriesDay`. */
export async function seriesDayOf(ctx: Mutating, task: TaskRecord, campaign: Planned): Promise<string> {
  const { occursOn, notBefore, responsibleId } = task
  const named = [occursOn, notBefore]
  const first = [...named, campaign.startDay].filter((day) => day !== null).sort()[0] ?? campaign.startDay
  const week = await workingWeek(ctx.tx, first, laterDay(task.startDay, campaign.endDay))
  const absences =
    responsibleId === null
      ? []
      : await ctx.tx
          .select({ userId: leaves.userId, fromDay: leaves.fromDay, toDay: leaves.toDay })
          .from(leaves)
          .where(sql`/* visible leaves: days of whoever does the task */ ${eq(leaves.userId, responsibleId)}`)
  return seriesDay({ week, absences }, task, named)
}

/**
 * @throws Refusal at `field` when a rule brings nothing after the task that bears it, or something that goes where no
 * plan reaches.
 */
export async function checkComesAgain(
  ctx: Mutating,
  field: string,
  recurrence: string | null | undefined,
  task: Bearer,
  campaign: Planned,
): Promise<void> {
  const rule = recurrence == null ? null : ruleOf(recurrence)
  if (rule === null) return
  const next = following(rule, task.occursOn ?? task.startDay, task.startDay)
  if (next === null)
    throw invalidField(
      field,
      `With this rule, the task never repeats after ${task.startDay}. Choose a later end or another day.`,
    )
  if (await goesTooFar(ctx, campaign, next.day, task.durationDays))
    throw invalidField(
      field,
      `With this rule, the next task would be on ${next.day}, too far from the start of the campaign. Repeat the task sooner.`,
    )
}

/** Whether a task that is planned on a day or, where nobody works on it, after it ends where no plan reaches. */
async function goesTooFar(
  ctx: Mutating,
  campaign: Planned,
  day: string,
  durationDays: number,
): Promise<boolean> {
  if (isBeyondReach(campaign.startDay, day)) return true
  const calendar = new WorkingCalendar(await workingWeek(ctx.tx, day, laterDay(day, campaign.endDay)), day)
  return isBeyondReach(campaign.startDay, endOf(calendar, calendar.dayAt(0), durationDays))
}

/**
 * What follows a task that is about to be completed: null for a task without a rule or whose rule is over, in a campaign
 * that is completed, and where no plan reaches any more.
 */
export async function followingOf(
  ctx: Mutating,
  task: TaskRecord,
  campaign: Planned,
): Promise<Following | null> {
  const rule = task.recurrence === null ? null : ruleOf(task.recurrence)
  if (rule === null || campaign.status === "completed") return null
  const next = following(rule, task.occursOn ?? task.startDay, task.startDay)
  return next === null || (await goesTooFar(ctx, campaign, next.day, task.durationDays)) ? null : next
}

/**
 * Makes the task that follows a completed one, which has passed its rule on to it: the same work by the same people as
 * far as they are still here and it lets nobody in who was let go, with its checklist unticked. The plan puts it on a working day.
 */
export async function recur(
  ctx: Mutating,
  task: TaskRecord,
  campaign: Planned,
  { day, rule }: Following,
): Promise<string> {
  const { campaignId, parentId, title, description, priority, labels, estimateMinutes, mode, durationDays } =
    task
  const joining = await joiningOf(
    ctx,
    campaign,
    sql`select a.user_id from task_assignees a where a.task_id = ${task.id} /* visible task_assignees: of a task that was checked */`,
  )
  const people = await mayGoOn(ctx, campaign, joining)
  const responsibleId = people.find((id) => id === task.responsibleId) ?? null
  const [first = day, last = day] = [[day, campaign.startDay].sort()[0], laterDay(day, campaign.endDay)]
  const week = await workingWeek(ctx.tx, first, last)
  const fields = {
    ...{ campaignId, parentId, title, description, priority, labels, estimateMinutes, mode, durationDays },
    progress: 0,
    responsibleId,
    recurrence: rule && writeRule(rule),
    occursOn: day,
    notBefore: mode === "automatic" ? day : null,
    startDay: mode === "automatic" ? day : new WorkingCalendar(week, day).dayAt(0),
  }
  const checklist = await itemsOf(ctx, task.id)
  const { id, noteJoined } = insertTask(ctx, campaign, fields, {
    people,
    checklist,
    week,
    verb: "tasks.recur",
  })
  await noteJoined()
  return id
}

async function itemsOf(ctx: Mutating, taskId: string): Promise<string[]> {
  const rows = await ctx.tx
    .select({ text: checklistItems.text })
    .from(checklistItems)
    .where(
      sql`/* visible checklist_items: of a task that was checked */ ${eq(checklistItems.taskId, taskId)}`,
    )
    .orderBy(asc(checklistItems.id))
  return rows.map(({ text }) => text)
}
