import type { Saved } from "../ids"
import type { PersonRef } from "../users/dto"
import type { DependencyType, Priority, TaskMode, TaskStatus } from "./words"

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
  checklistTotal: number
  checklistDone: number
  /** Where its card stands in its column: ascending, then by id. */
  rank: number
  createdAt: string
  updatedAt: string
  version: number
}

export interface ChecklistItem {
  id: string
  text: string
  done: boolean
}

/** A dependency between two tasks of one campaign. */
export interface TaskDependency {
  id: string
  predecessorId: string
  successorId: string
  type: DependencyType
  /** Working days, negative for an overlap. */
  lagDays: number
  version: number
}

/** A task with what its page shows at once. */
export interface Task extends TaskRow {
  description: string | null
  /** Of a series: the day of its rule for which it stands, wherever the schedule put it. */
  occursOn: string | null
  checklist: ChecklistItem[]
  /** The dependencies that lead to it and away from it, with the other task's title. */
  dependencies: (TaskDependency & { other: { id: string; title: string } })[]
  subtasks: { id: string; title: string; status: TaskStatus }[]
}

/** What a step of a task answers. */
export interface Stepped extends Saved {
  /** The task that follows one that repeats, and with this step was completed. */
  next: { id: string; startDay: string } | null
}
