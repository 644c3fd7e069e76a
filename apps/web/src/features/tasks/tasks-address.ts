import type { ListTasks } from "@alphas/domain/tasks/input"
import { priorities, type TaskStatus, taskSorts, taskStatuses } from "@alphas/domain/tasks/words"
import {
  dayOf,
  firstBy,
  idsOf,
  idsOrWithout,
  type ListAddress,
  narrows,
  placeOf,
  textOf,
  wordOf,
  wordsOf,
} from "../../table/address-values"

/** What the pages of tasks keep in their address. */
export interface TasksAddress extends ListAddress {
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
  ...firstBy("endDay"),
  month: "",
  task: null,
}

export const taskViews = ["mine", "all", "board", "calendar"] as const
export type TaskView = (typeof taskViews)[number]

/** The view that an address names. */
export const taskViewOf = (value: string): TaskView => wordOf(taskViews, value, "mine")

const open: TaskStatus[] = taskStatuses.filter((status) => status !== "completed")

/** The statuses that an address lets through; none for all of them. */
function statusesOf({ status, completed }: TasksAddress): TaskStatus[] {
  const wanted = wordsOf(taskStatuses, status)
  if (wanted.length > 0 || completed === "also") return wanted
  return completed === "only" ? ["completed"] : open
}

type Filters = Omit<ListTasks, "cursor" | "limit" | "count" | "sort" | "direction">

/** The filters that an address stands for; what nobody knows is left out. */
export function taskFiltersOf(address: TasksAddress) {
  const { text, campaign, priority, assignee, overdue, from, to } = address
  return {
    text: textOf(text),
    campaignId: idsOf(campaign),
    status: statusesOf(address),
    priority: wordsOf(priorities, priority),
    assigneeId: idsOrWithout(assignee),
    overdue: overdue === "yes",
    from: dayOf(from),
    to: dayOf(to),
  } satisfies Filters
}

/** The question that an address stands for. */
export const tasksQuery = (address: TasksAddress) => ({
  ...taskFiltersOf(address),
  ...placeOf(address, taskSorts, "endDay"),
})

/** The same for the person `me`: what they do and have not completed, by when it is due. */
export function myTasksQuery(address: TasksAddress, me: string) {
  const { status, ...filters } = taskFiltersOf(address)
  const wanted = status.filter((each) => each !== "completed")
  return {
    ...filters,
    status: wanted.length > 0 ? wanted : open,
    assigneeId: [me],
    ...placeOf({ ...address, ...firstBy("endDay"), after: address.after }, taskSorts, "endDay"),
  }
}

/** Whether anything narrows the list. */
export const isFiltered = (address: TasksAddress) =>
  narrows(standardTasks, address, [
    ...([
      "text",
      "campaign",
      "status",
      "priority",
      "assignee",
      "completed",
      "overdue",
      "from",
      "to",
    ] as const),
  ])
