import { isoInstant } from "@alphas/db/columns"
import { byDay, byId, byInstant, byText, byWord } from "@alphas/db/keyset"
import { campaignMembers, campaigns } from "@alphas/db/schema/campaigns"
import { taskAssignees, tasks } from "@alphas/db/schema/tasks"
import { slot } from "@alphas/db/statement"
import { visible } from "@alphas/db/visible"
import type { Page } from "@alphas/domain/paging"
import { scopeOf } from "@alphas/domain/permissions"
import type { TaskRow } from "@alphas/domain/tasks/dto"
import type { ListTasks } from "@alphas/domain/tasks/input"
import { priorities, type TaskSort, taskStatuses } from "@alphas/domain/tasks/words"
import type { PersonRef } from "@alphas/domain/users/dto"
import { type SQL, sql } from "drizzle-orm"
import { today } from "../agency"
import { List } from "../list"
import { type FiltersOf, type Gate, type Path, type Question, shown } from "../list-declaration"
import { anyOf, bounded, filterSlot, holds, when } from "../list-filters"
import type { NameOf } from "../names"
import type { QueryArgs } from "../trpc"

type Found = Omit<TaskRow, "campaign" | "responsible" | "assignees">
interface Aside {
  assigneeIds: string
  campaignName: string | null
  responsibleId: string | null
}

/** `overdue` is the day that it is now, when overdue tasks are asked for. */
type TaskFilters = Omit<FiltersOf<ListTasks>, "overdue"> & { overdue: string | null }
type Asked = Question<TaskFilters, TaskSort>

const byEndDay = [byDay(sql`${tasks.endDay}`)]
const ofCampaigns = ({ filters }: Asked) => !!filters.campaignId?.length
/** Whose tasks are asked for, when it is somebody's. */
const peopleOf = ({ filters: { assigneeId } }: Asked): readonly (string | null)[] =>
  assigneeId?.length && !assigneeId.includes(null) ? assigneeId : []
const onlyOwn = (asked: Asked) =>
  peopleOf(asked).every((id) => id === asked.viewer.id) && peopleOf(asked).length > 0
const state = {
  type: "task_status",
  values: ({ filters: { status, overdue } }: Asked) =>
    (status?.length ? status : taskStatuses).filter((each) => overdue === null || each !== "completed"),
}

const paths: Path<TaskFilters, TaskSort>[] = [
  {
    name: "campaigns",
    answers: (asked) => asked.sort === "endDay" && ofCampaigns(asked),
    ranges: { campaign: { type: "uuid", values: ({ filters }) => filters.campaignId ?? [] } },
    instead: { campaignId: null },
    where: sql`${tasks.campaignId} = campaign.value`,
  },
  {
    // An assignment carries its task's status and last day.
    name: "people",
    answers: (asked) => asked.sort === "endDay" && peopleOf(asked).length > 0,
    ranges: { person: { type: "uuid", values: peopleOf }, state },
    instead: {
      assigneeId: null,
      status: null,
      from: bounded(sql`done.end_day`, ">=", "date").where,
      overdue: bounded(sql`done.end_day`, "<", "date").where,
    },
    from: sql`${taskAssignees} as done join ${tasks} on ${tasks.id} = done.task_id /* visible task_assignees: of tasks that are */`,
    where: sql`done.user_id = person.value and done.status = state.value and done.listed`,
    order: [byDay(sql`done.end_day`), byId(sql`done.task_id`)],
    repeats: (asked) => peopleOf(asked).length > 1,
  },
  {
    // Nobody does what nobody is responsible for, unless somebody helps.
    name: "nobody",
    answers: ({ sort, filters: { assigneeId } }) =>
      sort === "endDay" && assigneeId?.length === 1 && assigneeId[0] === null,
    instead: {},
    where: sql`${tasks.responsibleId} is null`,
  },
  {
    name: "states",
    answers: ({ sort, filters: { status, overdue } }) =>
      sort === "endDay" && (!!status?.length || overdue !== null),
    ranges: { state },
    instead: { status: null },
    where: sql`${tasks.status} = state.value`,
  },
]

const gates: Gate<TaskFilters, TaskSort>[] = [
  {
    name: "working",
    stands: (asked) =>
      scopeOf(asked.viewer.role, "tasks.read") === "assigned" && !ofCampaigns(asked) && !onlyOwn(asked),
    keys: ({ id }) =>
      sql`select working.campaign_id as key from ${campaignMembers} as working where working.user_id = ${id}`,
    column: sql`${tasks.campaignId}`,
  },
  {
    name: "assigned",
    stands: (asked) => asked.sort !== "endDay" && !ofCampaigns(asked) && peopleOf(asked).length > 0,
    keys: () => sql`
      select done.task_id as key from ${taskAssignees} as done /* visible task_assignees: of tasks that are */
      where done.user_id = any(${slot(filterSlot("assigneeId"))}::text[]::uuid[]) and done.listed`,
    column: sql`${tasks.id}`,
    whose: (asked) => peopleOf(asked).join(),
  },
]

/** Who does a task, as the text of an array. */
const assigneeIds = sql`array(
  select done.user_id from ${taskAssignees} as done
  where done.task_id = page.id /* visible task_assignees: of a task that is */
)::text`

/** People by their names, the responsible person first, as far as the viewer sees the directory. */
function assigneesOf(ids: string, responsibleId: string | null, nameOf: NameOf): PersonRef[] {
  const people: PersonRef[] = []
  if (ids === "{}") return people
  for (const id of ids.slice(1, -1).split(",")) {
    const name = nameOf(id)
    if (name !== null) people.push({ id, name })
  }
  return people.length < 2 ? people : people.sort((one, other) => inOrder(one, other, responsibleId))
}

function inOrder(one: PersonRef, other: PersonRef, first: string | null): number {
  if (one.id === first || other.id === first) return one.id === first ? -1 : 1
  if (one.name !== other.name) return one.name < other.name ? -1 : 1
  return one.id < other.id ? -1 : 1
}

export const taskList = new List<Found, TaskRow, TaskFilters, TaskSort, Aside>({
  table: tasks,
  permission: "tasks.read",
  visible: "tasks",
  unique: byId(sql`${tasks.id}`),
  sorts: {
    title: [byText(sql`lower(${tasks.title})`)],
    status: [byWord(sql`${tasks.status}`, "task_status", taskStatuses)],
    priority: [byWord(sql`${tasks.priority}`, "task_priority", priorities)],
    startDay: [byDay(sql`${tasks.startDay}`)],
    endDay: byEndDay,
    createdAt: [byInstant(sql`${tasks.createdAt}`)],
    updatedAt: [byInstant(sql`${tasks.updatedAt}`)],
  },
  filters: {
    campaignId: { ...anyOf(tasks.campaignId, "uuid"), absent: sql`${tasks.listed}` },
    text: holds(sql`lower(${tasks.title})`),
    status: anyOf(tasks.status, "task_status"),
    priority: anyOf(tasks.priority, "task_priority"),
    assigneeId: {
      form: (people) => (people.length === 0 ? null : people.includes(null) ? "any or none" : "any"),
      where: (people, form) => {
        const theirs = (whose: SQL) =>
          sql`exists (select from ${taskAssignees} as done where done.task_id = ${tasks.id} ${whose} offset 0 /* visible task_assignees: of tasks that are */)`
        const any = theirs(sql`and done.user_id = any(${people}::text[]::uuid[])`)
        return form === "any" ? any : sql`(not ${theirs(sql``)} or ${any})`
      },
      bind: (people) => people.filter((id) => id !== null),
    },
    from: bounded(tasks.endDay, ">=", "date"),
    to: bounded(tasks.startDay, "<=", "date"),
    overdue: when(
      (day) => sql`${tasks.status} <> 'completed' and ${tasks.endDay} < ${day}::text::date`,
      (day: string) => day,
    ),
  },
  paths,
  gates,
  columns: () => ({
    ...shown(
      tasks,
      "id",
      "campaignId",
      "parentId",
      "title",
      "status",
      "priority",
      "mode",
      "startDay",
      "endDay",
    ),
    ...shown(
      tasks,
      "durationDays",
      "notBefore",
      "estimateMinutes",
      "minutes",
      "progress",
      "labels",
      "recurrence",
    ),
    ...shown(
      tasks,
      "submittedBy",
      "rank",
      "checklistTotal",
      "checklistDone",
      "createdAt",
      "updatedAt",
      "version",
    ),
  }),
  names: true,
  aside: () => ({ ...shown(tasks, "responsibleId"), assigneeIds, campaignName: sql`${campaigns.name}` }),
  joins: (eyes) => sql`
    left join ${campaigns} on ${campaigns.id} = page.campaign_id and ${visible.campaigns(eyes)}`,
  toRow: (row, { campaignName, responsibleId, assigneeIds }, nameOf) => {
    const assignees = assigneesOf(assigneeIds, responsibleId, nameOf)
    return {
      ...row,
      assignees,
      campaign: campaignName === null ? null : { id: row.campaignId, name: campaignName },
      responsible: assignees.find(({ id }) => id === responsibleId) ?? null,
      createdAt: isoInstant(row.createdAt),
      updatedAt: isoInstant(row.updatedAt),
    }
  },
})

/**
 * A page of the tasks that the caller may see, in any order, by keyset. What an archived campaign has left open is in it
 * only when that campaign is asked for.
 */
export async function listTasks({ ctx, input }: QueryArgs<typeof ListTasks>): Promise<Page<TaskRow>> {
  const overdue = input.overdue ? await today(ctx.db) : null
  return taskList.page(ctx.services, ctx.identity.viewer, { ...input, filters: { ...input, overdue } })
}
