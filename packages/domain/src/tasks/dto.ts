import type { Saved } from "../ids"
import type { PersonRef } from "../users/dto"
import type { LinkType } from "./schedule/network"
import type { Priority, TaskMode, TaskStatus } from "./words"

/** A task as a row of a list and a card of the board. Days are `YYYY-MM-DD` in the agency's zone. */
export interface TaskRow {
  id: string
  /** Null for readers who may not see the campaign. */
  campaign: { id: string; name: string } | null
  campaignId: string
  parentId: string | null
  title: string
  status: TaskStatus
  priority: Priority
  mode: TaskMode
  /** First and last day; of a milestone both are the day on whose morning it is. */
  startDay: string
  endDay: string
  /** Working days; 0 for a milestone. */
  durationDays: number
  notBefore: string | null
  estimateMinutes: number | null
  /** Minutes that were logged. */
  minutes: number
  /** 0 to 100. */
  progress: number
  labels: string[]
  /** By which rule it comes again when it is completed: a RRULE of RFC 5545, days only. */
  recurrence: string | null
  responsible: PersonRef | null
  /** Who last submitted it for review. */
  submittedBy: string | null
  /** Everybody who does it, the responsible person first. */
  assignees: PersonRef[]
  checksTotal: number
  checksDone: number
  /** Where its card stands in its column: ascending, then by id. */
  rank: number
  createdAt: string
  updatedAt: string
  version: number
}

export interface Check {
  id: string
  text: string
  done: boolean
}

/** A tie between two tasks of one campaign. */
export interface TaskLink {
  id: string
  predecessorId: string
  successorId: string
  type: LinkType
  /** Working days, negative for an overlap. */
  lagDays: number
  version: number
}

/** A task with what its page shows at once. */
export interface Task extends TaskRow {
  description: string | null
  checks: Check[]
  /** The links that lead to it and away from it, with the other task's title. */
  links: (TaskLink & { other: { id: string; title: string } })[]
  subtasks: { id: string; title: string; status: TaskStatus }[]
}

/** What a step of a task answers. */
export interface Stepped extends Saved {
  /** The task that follows one that repeats, and with this step was completed. */
  next: { id: string; startDay: string } | null
}

/** A task whose days a change of the plan moved. */
export interface Moved {
  id: string
  version: number
  startDay: string
  endDay: string
}

/** What a change of the plan did. `undo` takes it back; null when nothing moved. */
export interface Rescheduled {
  undo: string | null
  moved: Moved[]
}
