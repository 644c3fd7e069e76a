import { defaultPageSize } from "@alphas/domain/paging"
import type { ListTasks } from "@alphas/domain/tasks/input"
import {
  type Priority,
  priorities,
  type TaskSort,
  type TaskStatus,
  taskSorts,
  taskStatuses,
} from "@alphas/domain/tasks/words"
import type { Address } from "../../table/address"

/** What the pages of tasks keep in their address. */
export interface TasksAddress extends Address {
  /** One of `taskViews`. */
  view: string
  text: string
  /** Ids of campaigns. */
  campaign: readonly string[]
  status: readonly string[]
  priority: readonly string[]
  /** Ids of people; `none` for tasks that nobody does. */
  assignee: readonly string[]
  /** Whether completed tasks are shown: `no`, `only`, `also`. A status that is asked for goes before. */
  completed: string
  /** `yes` for those that are not completed though their last day has passed. */
  overdue: string
  /** Tasks that end on this day or later, and begin on that one or earlier; empty for no bound. */
  from: string
  to: string
  sort: string
  direction: string
  page: number
  after: string | null
  /** The month of the calendar, `YYYY-MM`; empty for the present one. */
  month: string
  /** Whose drawer is open. */
  task: string | null
}

export const standardTasks: TasksAddress = {
  view: "mine",
  text: "",
  campaign: [],
  status: [],
  priority: [],
  assignee: [],
  completed: "no",
  overdue: "",
  from: "",
  to: "",
  sort: "endDay",
  direction: "asc",
  page: 1,
  after: null,
  month: "",
  task: null,
}

export const taskViews = ["mine", "all", "board", "calendar"] as const
export type TaskView = (typeof taskViews)[number]

/** The view that an address names. */
export const taskViewOf = (value: string): TaskView => taskViews.find((view) => view === value) ?? "mine"

/** The filter that stands for "nobody does it". */
export const nobody = "none"

const isStatus = (value: string): value is TaskStatus => taskStatuses.some((status) => status === value)
const isPriority = (value: string): value is Priority => priorities.some((each) => each === value)
const isSort = (value: string): value is TaskSort => taskSorts.some((sort) => sort === value)
export const isId = (value: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)
const isDay = (value: string) => /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value))

const open: TaskStatus[] = taskStatuses.filter((status) => status !== "completed")

/** The statuses that an address lets through; none for all of them. */
function statusesOf({ status, completed }: TasksAddress): TaskStatus[] {
  const wanted = status.filter(isStatus)
  if (wanted.length > 0 || completed === "also") return wanted
  return completed === "only" ? ["completed"] : open
}

type Filters = Omit<ListTasks, "cursor" | "limit" | "count" | "sort" | "direction">

/** The filters that an address stands for; what nobody knows is left out. */
export function taskFiltersOf(address: TasksAddress) {
  const { text, campaign, priority, assignee, overdue, from, to } = address
  return {
    text: text.slice(0, 200),
    campaignId: campaign.filter(isId),
    status: statusesOf(address),
    priority: priority.filter(isPriority),
    assigneeId: assignee.filter((id) => id === nobody || isId(id)).map((id) => (id === nobody ? null : id)),
    overdue: overdue === "yes",
    from: isDay(from) ? from : null,
    to: isDay(to) ? to : null,
  } satisfies Filters
}

/** The question that an address stands for. */
export function tasksQuery(address: TasksAddress) {
  const { sort, direction, after } = address
  return {
    ...taskFiltersOf(address),
    sort: isSort(sort) ? sort : ("endDay" as const),
    direction: direction === "desc" ? ("desc" as const) : ("asc" as const),
    cursor: after,
    limit: defaultPageSize,
    count: true,
  }
}

/** The same for the person `me`: what they do and have not completed, by when it is due. */
export function myTasksQuery(address: TasksAddress, me: string) {
  const { status, ...filters } = taskFiltersOf(address)
  const wanted = status.filter((each) => each !== "completed")
  return {
    ...filters,
    status: wanted.length > 0 ? wanted : open,
    assigneeId: [me],
    sort: "endDay" as const,
    direction: "asc" as const,
    cursor: address.after,
    limit: defaultPageSize,
    count: true,
  }
}

/** Whether anything narrows the list. */
export const isFiltered = (address: TasksAddress) =>
  address.completed !== "no" ||
  [address.text, address.overdue, address.from, address.to].some((value) => value !== "") ||
  [address.campaign, address.status, address.priority, address.assignee].some((filter) => filter.length > 0)
