import { readLength, writeLength } from "@alphas/domain/length"
import type { Task } from "@alphas/domain/tasks/dto"
import type { Priority } from "@alphas/domain/tasks/words"
import { invalidFields } from "../../data/refusal"
import { recurrenceOf } from "./repeats"

/** A task as its form holds it: an empty text is the absence of a value. */
export interface TaskValues extends Record<string, unknown> {
  title: string
  description: string
  priority: Priority
  /** The estimate as it is typed. */
  estimateMinutes: string
  /** Percent; what a field of numbers holds while it is empty is a text. */
  progress: number | string
  labels: string[]
  /** The rule by which it comes again; empty for none. */
  recurrence: string
}

/** What the fields are called, in the form and in the dialog that shows two versions. */
export const taskLabels: Record<keyof TaskValues & string, string> = {
  title: "Title",
  description: "Description",
  priority: "Priority",
  estimateMinutes: "Estimate",
  progress: "Progress",
  labels: "Labels",
  recurrence: "Repeats",
}

export const taskValues = (task: Task): TaskValues => ({
  title: task.title,
  description: task.description ?? "",
  priority: task.priority,
  estimateMinutes: task.estimateMinutes === null ? "" : writeLength(task.estimateMinutes),
  progress: task.progress,
  labels: task.labels,
  recurrence: task.recurrence ?? "",
})

/** What was typed as an estimate, in minutes; null without one. @throws AlphasError at the field. */
export function estimateOf(typed: string): number | null {
  if (typed.trim() === "") return null
  const minutes = readLength(typed)
  if (minutes === null) throw invalidFields({ estimateMinutes: "Enter hours, like 2.5 or 2:30." })
  return minutes
}

/** The changed fields as the API takes them. @throws AlphasError at the estimate or the rule when it is none. */
export function changesForApi(changes: Partial<TaskValues>) {
  const { title, description, priority, estimateMinutes, progress, labels, recurrence } = changes
  return {
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description: description || null }),
    ...(priority === undefined ? {} : { priority }),
    ...(estimateMinutes === undefined ? {} : { estimateMinutes: estimateOf(estimateMinutes) }),
    ...(progress === undefined ? {} : { progress: Number(progress) }),
    ...(labels === undefined ? {} : { labels }),
    ...(recurrence === undefined ? {} : { recurrence: recurrenceOf(recurrence) }),
  }
}
