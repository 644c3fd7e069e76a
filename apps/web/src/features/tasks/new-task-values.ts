import type { NewTask } from "@alphas/domain/tasks/input"
import type { Priority, TaskMode } from "@alphas/domain/tasks/words"
import { invalidFields } from "../../data/refusal"
import { recurrenceOf } from "./repeats"
import { estimateOf } from "./task-values"

/** A new task as its form holds it: an empty text is the absence of a value. */
export interface NewTaskValues extends Record<string, unknown> {
  title: string
  campaignId: string | null
  parentId: string | null
  description: string
  responsibleId: string | null
  assigneeIds: string[]
  mode: TaskMode
  milestone: boolean
  /** What a field of numbers holds while it is empty is a text. */
  durationDays: number | string
  /** `YYYY-MM-DD`, or empty. */
  notBefore: string
  startDay: string
  priority: Priority
  estimateMinutes: string
  labels: string[]
  /** The rule by which it comes again; empty for none. */
  recurrence: string
}

export const newTaskValues = (campaignId: string | null, parentId: string | null): NewTaskValues => ({
  title: "",
  campaignId,
  parentId,
  description: "",
  responsibleId: null,
  assigneeIds: [],
  mode: "automatic",
  milestone: false,
  durationDays: 1,
  notBefore: "",
  startDay: "",
  priority: "normal",
  estimateMinutes: "",
  labels: [],
  recurrence: "",
})

/** What the API takes. @throws AlphasError at the campaign, the estimate and the rule. */
export function newTaskForApi(
  values: NewTaskValues,
): Partial<NewTask> & Pick<NewTask, "title" | "campaignId"> {
  const { title, campaignId, parentId, description, responsibleId, assigneeIds, mode, priority, labels } =
    values
  if (campaignId === null) throw invalidFields({ campaignId: "Choose a campaign." })
  return {
    ...{ title, campaignId, parentId, responsibleId, assigneeIds, mode, priority, labels },
    description: description || null,
    recurrence: recurrenceOf(values.recurrence),
    estimateMinutes: estimateOf(values.estimateMinutes),
    durationDays: values.milestone ? 0 : Number(values.durationDays) || 1,
    notBefore: mode === "automatic" ? values.notBefore || null : null,
    startDay: mode === "manual" ? values.startDay || null : null,
  }
}
