import type { DependencyType } from "@alphas/domain/tasks/words"

/** Pixels of a row, and of a bar in it. */
export const rowHeight = 36
export const barHeight = 18

/** A line of the chart. Days are `YYYY-MM-DD`. */
export interface GanttRow {
  id: string
  title: string
  /** How deep it stands below the others, from 0. */
  depth: number
  kind: "group" | "task" | "milestone"
  startDay: string
  endDay: string
  /** 0 to 100. */
  progress: number
  /** Whether what is below it shows; null when nothing is. */
  expanded: boolean | null
  tone: "normal" | "critical" | "done" | "late"
  /** Until when it can end without anything else being late; null without such room. */
  floatUntil: string | null
  /** Its last day has passed, and it is not done. */
  late: boolean
  /** Stands where a person put it. */
  manual: boolean
  /** Stands where its predecessors do not allow it. */
  conflict: boolean
  /** What its list line says at the right, such as who does it. */
  note: string
  /** All of it in words, for whoever does not see the bar. */
  words: string
  movable: boolean
  loading?: boolean
}

export interface GanttDependency {
  id: string
  from: string
  to: string
  type: DependencyType
  critical: boolean
}

/** Where a row would stand if a gesture were kept. */
export interface Ghost {
  startDay: string
  endDay: string
  /** By how much, such as `+3 d`. */
  note: string
}

/** What somebody does to a bar, by pointer or by keys, before it is kept. */
export interface Gesture {
  id: string
  kind: "move" | "start" | "end" | "progress"
  /** Days as calendars count, from the place where it was taken; percents for progress; working days from the keys. */
  amount: number
  unit: "days" | "workingDays" | "percent"
  /** The row as it was when it was taken: what is fetched meanwhile does not move the hand. */
  row: GanttRow
}
