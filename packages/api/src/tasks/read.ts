import { isoInstant } from "@alphas/db/columns"
import type { Reader } from "@alphas/db/connection"
import { byDay, byInstant, byText, byWord, KeysetList } from "@alphas/db/keyset-list"
import { campaigns } from "@alphas/db/schema/campaigns"
import { checklistItems, taskAssignees, taskDependencies, tasks } from "@alphas/db/schema/tasks"
import { users } from "@alphas/db/schema/users"
import { slot } from "@alphas/db/statement"
import { anyViewer, type Viewer, viewerValues, visible } from "@alphas/db/visible"
import type { ById } from "@alphas/domain/ids"
import type { Page } from "@alphas/domain/paging"
import { scopeOf } from "@alphas/domain/permissions"
import type { Task, TaskRow } from "@alphas/domain/tasks/dto"
import type { ListTasks, OfCampaign } from "@alphas/domain/tasks/input"
import { priorities, type TaskSort, taskStatuses } from "@alphas/domain/tasks/words"
import { and, asc, eq, type SQL, sql } from "drizzle-orm"
import { today } from "../agency"
import type { SignedIn } from "../context"
import { invalidField, notFound } from "../refusal"
import type { QueryArgs } from "../trpc"

interface Found extends Omit<TaskRow, "campaign" | "responsible"> {
  campaignName: string | null
  responsibleId: string | null
}

const list = new KeysetList<Found, TaskSort>({
  table: tasks,
  sorts: {
    title: byText(sql`lower(${tasks.title})`),
    status: byWord(sql`${tasks.status}`, "task_status", taskStatuses),
    priority: byWord(sql`${tasks.priority}`, "task_priority", priorities),
    startDay: byDay(sql`${tasks.startDay}`),
    endDay: byDay(sql`${tasks.endDay}`),
    createdAt: byInstant(sql`${tasks.createdAt}`),
    updatedAt: byInstant(sql`${tasks.updatedAt}`),
  },
})

/**
 * A page of the tasks that the caller may see, in any order, by keyset. What an archived campaign has left open is in it
 * only when that campaign is asked for.
 */
export async function listTasks({ ctx, input }: QueryArgs<typeof ListTasks>): Promise<Page<TaskRow>> {
  const { viewer } = ctx.identity
  const page = await list.page(ctx.services.sql, {
    ...input,
    ...condition(viewer, input),
    values: {
      ...viewerValues(viewer),
      text: `%${(input.text ?? "").toLowerCase().replace(/[\\%_]/g, "\\$&")}%`,
      campaigns: input.campaignId ?? [],
      status: input.status ?? [],
      priority: input.priority ?? [],
      people: (input.assigneeId ?? []).filter((id) => id !== null),
      from: input.from ?? null,
      to: input.to ?? null,
      today: input.overdue ? await today(ctx.db) : null,
    },
    select: selectRow(anyViewer(viewer)),
  })
  if (page === undefined) throw invalidField("cursor", "This is not a cursor of this list.")
  return { ...page, items: page.items.map(toRow) }
}

function condition(viewer: Viewer, filters: ListTasks): { shape: string; where: SQL } {
  const parts: SQL[] = [visible.tasks(anyViewer(viewer))]
  const shape: (string | null)[] = [viewer.role, scopeOf(viewer.role, "tasks.read")]
  const given = (name: string, part: SQL) => {
    shape.push(name)
    parts.push(part)
  }
  if (filters.campaignId?.length)
    given("campaign", sql`${tasks.campaignId} = any(${slot("campaigns")}::text[]::uuid[])`)
  else parts.push(notLeftOpen)
  if (filters.text) given("text", sql`lower(${tasks.title}) like ${slot("text")}::text`)
  if (filters.status?.length)
    given("status", sql`${tasks.status} = any(${slot("status")}::text[]::task_status[])`)
  if (filters.priority?.length)
    given("priority", sql`${tasks.priority} = any(${slot("priority")}::text[]::task_priority[])`)
  if (filters.assigneeId?.length) {
    const theirs = sql`${tasks.id} in (select done.task_id from ${taskAssignees} as done /* visible task_assignees: of tasks that are */ where done.user_id = any(${slot("people")}::text[]::uuid[]))`
    const nobodys = sql`not exists (select from ${taskAssignees} as done where done.task_id = ${tasks.id} /* visible task_assignees: of tasks that are */)`
    if (filters.assigneeId.includes(null)) given("somebody or nobody", sql`(${theirs} or ${nobodys})`)
    else given("somebody", theirs)
  }
  if (filters.from) given("from", sql`${tasks.endDay} >= ${slot("from")}::text::date`)
  if (filters.to) given("to", sql`${tasks.startDay} <= ${slot("to")}::text::date`)
  if (filters.overdue)
    given("overdue", sql`${tasks.status} <> 'completed' and ${tasks.endDay} < ${slot("today")}::text::date`)
  return { shape: shape.join("|"), where: and(...parts) ?? sql`true` }
}

/** Whether somebody can still do something about a task: what an archived campaign has left open nobody can change. */
export const notLeftOpen = sql`(${tasks.status} = 'completed' or not exists (select from ${campaigns} as put_away where put_away.id = ${tasks.campaignId} and put_away.archived_at is not null /* visible campaigns: whether they are archived */))`

/** Who does a task, the responsible person first, as far as the viewer sees the directory. */
const assigneesOf = (viewer: Viewer): SQL => sql`coalesce((
  select json_agg(json_build_object('id', ${users.id}, 'name', ${users.name})
    order by ${users.id} <> page.responsible_id nulls last, ${users.name}, ${users.id})
  from ${taskAssignees} as done
  join ${users} on ${users.id} = done.user_id and ${visible.directory(viewer)}
  where done.task_id = page.id /* visible task_assignees: of a task that is */
), '[]'::json)`

const itemsOf = (what: SQL): SQL =>
  sql`(select count(*)::int from ${checklistItems} as point where point.task_id = page.id and ${what} /* visible checklist_items: counted, of a task that is */)`

function selectRow(eyes: Viewer): { columns: SQL; joins: SQL } {
  return {
    columns: sql`page.campaign_id as "campaignId", ${campaigns.name} as "campaignName", page.parent_id as "parentId",
      page.title, page.status, page.priority, page.mode, page.start_day::text as "startDay",
      page.end_day::text as "endDay", page.duration_days as "durationDays", page.not_before::text as "notBefore",
      page.estimate_minutes as "estimateMinutes", page.minutes, page.progress, page.labels, page.recurrence,
      page.responsible_id as "responsibleId", page.submitted_by as "submittedBy", ${assigneesOf(eyes)} as assignees,
      ${itemsOf(sql`true`)} as "checklistTotal", ${itemsOf(sql`point.done`)} as "checklistDone", page.rank,
      page.created_at as "createdAt", page.updated_at as "updatedAt", page.version`,
    joins: sql`left join ${campaigns} on ${campaigns.id} = page.campaign_id and ${visible.campaigns(eyes)}`,
  }
}

function toRow({ campaignName, responsibleId, ...row }: Found): TaskRow {
  return {
    ...row,
    campaign: campaignName === null ? null : { id: row.campaignId, name: campaignName },
    responsible: row.assignees.find(({ id }) => id === responsibleId) ?? null,
    createdAt: isoInstant(row.createdAt),
    updatedAt: isoInstant(row.updatedAt),
  }
}

/** Rows of a read that needs no paging; `where` narrows them to what the viewer may see, `order` speaks of `page`. */
export async function taskRows(
  reader: Reader,
  viewer: Viewer,
  where: SQL | undefined,
  order: SQL,
): Promise<TaskRow[]> {
  const { columns, joins } = selectRow(viewer)
  const found = await reader.execute<Record<string, unknown> & Found>(sql`
    select page.id, ${columns} from (select ${tasks}.* from ${tasks} where ${where}) as page ${joins} order by ${order}`)
  return [...found].map(toRow)
}

/** Every task of a campaign, in the order of its board's columns. */
export async function boardOf({ ctx, input }: QueryArgs<typeof OfCampaign>): Promise<TaskRow[]> {
  await campaignOf(ctx, input.campaignId)
  const where = and(eq(tasks.campaignId, input.campaignId), ctx.visible.tasks())
  return taskRows(ctx.db, ctx.identity.viewer, where, sql`page.status, page.rank, page.id`)
}

/** The campaign whose tasks are read. @throws Refusal `not_found`. */
export async function campaignOf(ctx: SignedIn, id: string) {
  const [campaign] = await ctx.db
    .select({
      id: campaigns.id,
      clientId: campaigns.clientId,
      startDay: campaigns.startDay,
      endDay: campaigns.endDay,
      archivedAt: campaigns.archivedAt,
    })
    .from(campaigns)
    .where(and(eq(campaigns.id, id), ctx.visible.campaignTasks()))
  if (campaign === undefined) throw notFound("campaign")
  return campaign
}

/** What a task's page and a plan show of a dependency. */
export const shownDependency = {
  id: taskDependencies.id,
  predecessorId: taskDependencies.predecessorId,
  successorId: taskDependencies.successorId,
  type: taskDependencies.type,
  lagDays: taskDependencies.lagDays,
  version: taskDependencies.version,
}

/** One task with what its page shows. @throws Refusal `not_found`. */
export async function getTask({ ctx, input }: QueryArgs<typeof ById>): Promise<Task> {
  return readTask(ctx, ctx.db, input.id)
}

/** A task as its page shows it, to whom may see it. @throws Refusal `not_found`. */
export async function readTask(ctx: SignedIn, reader: Reader, id: string): Promise<Task> {
  const seen = ctx.visible.tasks("tasks.read")
  const [row] = await taskRows(reader, ctx.identity.viewer, and(eq(tasks.id, id), seen), sql`page.id`)
  if (row === undefined) throw notFound("task")
  const [own] = await reader
    .select({ description: tasks.description })
    .from(tasks)
    .where(and(eq(tasks.id, id), seen))
  const checklist = await reader
    .select({ id: checklistItems.id, text: checklistItems.text, done: checklistItems.done })
    .from(checklistItems)
    .where(and(eq(checklistItems.taskId, id), ctx.visible.checklistItems("tasks.read")))
    .orderBy(asc(checklistItems.id))
  const dependencies = await reader
    .select({ ...shownDependency, otherId: tasks.id, otherTitle: tasks.title })
    .from(taskDependencies)
    .innerJoin(
      tasks,
      sql`${tasks.id} = case when ${taskDependencies.predecessorId} = ${id} then ${taskDependencies.successorId} else ${taskDependencies.predecessorId} end and ${seen}`,
    )
    .where(
      and(
        sql`${id} in (${taskDependencies.predecessorId}, ${taskDependencies.successorId})`,
        ctx.visible.taskDependencies("tasks.read"),
      ),
    )
    .orderBy(asc(taskDependencies.id))
  const subtasks = await reader
    .select({ id: tasks.id, title: tasks.title, status: tasks.status })
    .from(tasks)
    .where(and(eq(tasks.parentId, id), seen))
    .orderBy(asc(tasks.rank), asc(tasks.id))
  return {
    ...row,
    description: own?.description ?? null,
    checklist,
    dependencies: dependencies.map(({ otherId, otherTitle, ...dependency }) => ({
      ...dependency,
      other: { id: otherId, title: otherTitle },
    })),
    subtasks,
  }
}
