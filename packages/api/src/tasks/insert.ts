import { createdFields } from "@alphas/changes/record"
import { Statements, slot } from "@alphas/db/statement"
import { newId } from "@alphas/domain/ids"
import { endOf, type PlanTask, scheduleOf } from "@alphas/domain/schedule/plan"
import { calendarOf, type WorkingWeek } from "@alphas/domain/schedule/working-calendar"
import type { NewTask } from "@alphas/domain/tasks/input"
import { sql } from "drizzle-orm"
import type { Planned } from "../campaigns/lock"
import { campaignMembership } from "../campaigns/members"
import type { Mutating } from "../context"
import { rankBehindAll } from "./ranks"
import { checkReach } from "./reach"

/** What a new task says of itself; its days follow from the schedule. */
export interface TaskFields extends Omit<NewTask, "assigneeIds" | "checklist" | "startDay"> {
  /** Of a manual task: its first day. */
  startDay: string
  /** Of a series: the day of its rule; null for the day on which the schedule puts it. */
  occursOn: string | null
}

interface Hanging {
  /** Whoever does it, the responsible person too; they can. */
  people: string[]
  checklist: string[]
  /** The agency's working days, where the task may be. */
  week: WorkingWeek
  /** What made it, for the log; left out, the verb that runs. */
  verb?: string
}

const insertions = new Statements<{ userId: string }>()

/** A task with who does it and its checklist; whoever does it works on the campaign from now on, and who is new is answered. */
const insertion = () => sql`
  with made as (
    insert into tasks (id, campaign_id, parent_id, title, description, priority, labels, estimate_minutes, progress,
      mode, start_day, end_day, duration_days, not_before, recurrence, occurs_on, responsible_id, created_by, rank)
    select id, "campaignId", "parentId", title, description, priority, labels, "estimateMinutes", progress,
      mode, "startDay", "endDay", "durationDays", "notBefore", recurrence, "occursOn", "responsibleId", "createdBy",
      ${rankBehindAll(sql`given."campaignId"`, sql`'not_started'`)}
    from jsonb_to_record(${slot("task")}::text::jsonb) as given
      (id uuid, "campaignId" uuid, "parentId" uuid, title text, description text, priority task_priority,
        labels text[], "estimateMinutes" int, progress int, mode task_mode, "startDay" date, "endDay" date,
        "durationDays" int, "notBefore" date, recurrence text, "occursOn" date, "responsibleId" uuid,
        "createdBy" uuid)
    returning id, status, end_day, listed
  ), listed as (
    insert into checklist_items (id, task_id, text)
    select id, ${slot("id")}::uuid, text
    from jsonb_to_recordset(${slot("checklist")}::text::jsonb) as given (id uuid, text text)
  ), given as (
    insert into task_assignees (task_id, user_id, status, end_day, listed)
    select id, unnest(${slot("people")}::text::uuid[]), status, end_day, listed from made
  )
  insert into campaign_members (campaign_id, user_id)
  select ${slot("campaignId")}::uuid, id from unnest(${slot("people")}::text::uuid[]) as doing (id)
  where not exists (
    select from campaign_members working
    where working.campaign_id = ${slot("campaignId")}::uuid and working.user_id = doing.id)
  on conflict do nothing
  returning user_id as "userId"`

interface Inserted {
  id: string
  startDay: string
  occursOn: string | null
  /** Notes who works on the campaign from now on, once Postgres has answered; until then other statements may follow. */
  noteJoined: () => Promise<void>
}

/** Puts a new task at the end of the first column of a locked campaign. */
export function insertTask(
  ctx: Mutating,
  campaign: Planned,
  { startDay, ...fields }: TaskFields,
  { people, checklist, week, verb }: Hanging,
): Inserted {
  const id = newId()
  const task: PlanTask = { ...fields, id, version: 1, status: "not_started", startDay, endDay: startDay }
  const days = daysOf(campaign, week, task)
  checkReach(campaign.startDay, [days])
  const row = {
    ...fields,
    ...days,
    id,
    notBefore: fields.mode === "manual" ? null : fields.notBefore,
    occursOn: fields.occursOn ?? (fields.recurrence === null ? null : days.startDay),
  }
  const joined = insertions.within(ctx.tx, "task", insertion, {
    id,
    campaignId: campaign.id,
    task: JSON.stringify({ ...row, createdBy: ctx.identity.viewer.id }),
    checklist: JSON.stringify(checklist.map((text) => ({ id: newId(), text }))),
    people: `{${people.join(",")}}`,
  })
  ctx.later(joined)
  ctx.record({
    ...(verb === undefined ? {} : { verb }),
    entity: "task",
    id,
    clientId: campaign.clientId,
    campaignId: campaign.id,
    people,
    fields: createdFields({ ...row, assigneeIds: people, checklist }),
  })
  const noteJoined = async () => {
    const fresh = (await joined).map(({ userId }) => userId)
    campaignMembership.record(ctx, campaign, fresh)
  }
  return { id, startDay: days.startDay, occursOn: row.occursOn, noteJoined }
}

/** Where a task without links goes; a manual one begins on the very day that was named, a working day or not. */
function daysOf(
  { startDay: campaignStart }: Planned,
  week: WorkingWeek,
  task: PlanTask,
): { startDay: string; endDay: string } {
  const { startDay } = task
  if (task.mode === "manual")
    return { startDay, endDay: endOf(calendarOf(week, campaignStart), startDay, task.durationDays) }
  const alone = { startDay: campaignStart, week, absences: [], dependencies: [], tasks: [task] }
  const planned = scheduleOf(alone).tasks.get(task.id)
  if (planned === undefined) throw new Error("A task that is planned has days.")
  return { startDay: planned.startDay, endDay: planned.endDay }
}
