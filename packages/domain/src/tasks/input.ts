import * as z from "zod"
import { Day } from "../days"
import { changesOf, Id } from "../ids"
import { Version, whole } from "../numbers"
import { pageInput } from "../paging-input"
import { line, optionalText, wanted } from "../text"
import { Recurrence } from "./recurrence-input"
import { priorities, taskModes, taskSorts, taskStatuses, taskStepNames } from "./words"

/** Working days; 0 is a milestone. */
const Duration = whole("Enter whole working days.")
  .min(0, "A task cannot have a negative length.")
  .max(2_000, "A task can take at most 2,000 working days.")
/** Minutes. */
const Estimate = whole("Enter whole minutes.")
  .min(0, "An estimate must not be negative.")
  .max(6_000_000, "An estimate can be at most 100,000 hours.")
const Progress = whole("Enter a whole percentage.")
  .min(0, "Progress must be at least 0 %.")
  .max(100, "Progress must be at most 100 %.")
const labels = z
  .array(line(40))
  .max(20, "At most 20 labels.")
  .transform((values) => [...new Map(values.map((value) => [value.toLowerCase(), value])).values()])

const taskFields = {
  title: line(300),
  description: optionalText(50_000),
  priority: z.enum(priorities),
  estimateMinutes: Estimate.nullable(),
  progress: Progress,
  labels,
  /** By which rule it comes again; null for once only. */
  recurrence: Recurrence.nullable(),
}

/** Where a task stands in the schedule. */
export const planFields = {
  mode: z.enum(taskModes),
  durationDays: Duration,
  /** Of an automatic task: not before this day. */
  notBefore: Day.nullable(),
  /** Of a manual task: its first day. */
  startDay: Day,
}

export const NewTask = z.strictObject({
  ...taskFields,
  ...planFields,
  campaignId: Id,
  /** Of which task it is a part; that one must not be a part itself. */
  parentId: Id.nullable().default(null),
  description: taskFields.description.default(null),
  priority: taskFields.priority.default("normal"),
  estimateMinutes: taskFields.estimateMinutes.default(null),
  progress: taskFields.progress.default(0),
  labels: taskFields.labels.default([]),
  recurrence: taskFields.recurrence.default(null),
  mode: planFields.mode.default("automatic"),
  durationDays: planFields.durationDays.default(1),
  notBefore: planFields.notBefore.default(null),
  /** Left out, a manual task begins with its campaign. Of an automatic one it is the same as `notBefore`, which goes first. */
  startDay: planFields.startDay.nullable().default(null),
  responsibleId: Id.nullable().default(null),
  assigneeIds: z.array(Id).max(50, "At most 50 people.").default([]),
  checklist: z.array(line(300)).max(200, "At most 200 checklist items.").default([]),
})
export type NewTask = z.output<typeof NewTask>

export const UpdateTask = z.strictObject({
  id: Id,
  version: Version,
  /** What is absent stays. */
  changes: changesOf(taskFields),
})

export const StepTask = z.strictObject({
  id: Id,
  version: Version,
  step: z.enum(taskStepNames),
  /** Why, for the steps that ask for it. */
  reason: optionalText(1_000).default(null),
})

/** Who does a task: one is responsible, others help. */
export const AssignTask = z.strictObject({
  id: Id,
  version: Version,
  responsibleId: Id.nullable(),
  assigneeIds: z.array(Id).max(50, "At most 50 people."),
})

/** Puts a card behind another one, or first; `step` is what leads to its new column, when that is another. */
export const PlaceTask = z.strictObject({
  id: Id,
  afterId: Id.nullable(),
  step: z.enum(taskStepNames).nullable().default(null),
  /** Why, for the steps that ask for it. */
  reason: optionalText(1_000).default(null),
})

/** Filters of a list; an absent filter lets everything pass. Several values of one filter are alternatives. */
export const ListTasks = z.strictObject({
  ...pageInput,
  text: wanted(200).nullish(),
  /** Without it, what archived campaigns have left open is left out. */
  campaignId: z.array(Id).max(100).nullish(),
  status: z.array(z.enum(taskStatuses)).max(taskStatuses.length).nullish(),
  priority: z.array(z.enum(priorities)).max(priorities.length).nullish(),
  /** Whoever is responsible or helps; `null` in the list stands for nobody. */
  assigneeId: z.array(Id.nullable()).max(100).nullish(),
  /** Tasks that end on this day or later. */
  from: Day.nullish(),
  /** Tasks that begin on this day or earlier. */
  to: Day.nullish(),
  /** Not completed, and its last day has passed. */
  overdue: z.boolean().nullish(),
  sort: z.enum(taskSorts).default("endDay"),
  direction: z.enum(["asc", "desc"]).default("asc"),
})
export type ListTasks = z.output<typeof ListTasks>

export const OfCampaign = z.strictObject({ campaignId: Id })

export const NewChecklistItem = z.strictObject({ taskId: Id, text: line(300) })
export const UpdateChecklistItem = z.strictObject({
  id: Id,
  changes: changesOf({ text: line(300), done: z.boolean() }),
})
