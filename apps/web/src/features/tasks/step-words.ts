import type { TaskRow } from "@alphas/domain/tasks/dto"
import {
  reviewSteps,
  type TaskStatus,
  type TaskStep,
  taskStatusLabels,
  taskSteps,
} from "@alphas/domain/tasks/words"
import { stepsFrom } from "@alphas/domain/workflow"

/** Why somebody may not review a task; the server says the same. */
export const ownWork = "You work on this task yourself. Somebody else reviews it."

/** The same for who submitted it. */
export const ownSubmission = "You submitted this task yourself. Somebody else reviews it."

/** Whether this person does the task, and so cannot review it. */
export const isOwn = ({ assignees }: Pick<TaskRow, "assignees">, me: string): boolean =>
  assignees.some(({ id }) => id === me)

/** A step as a menu offers it; `refused` says why it cannot be taken. */
export interface OfferedStep {
  step: TaskStep
  label: string
  refused: string | null
}

/** The steps of a task's workflow from where it stands, for the person `me`. */
export const stepsOf = (
  task: Pick<TaskRow, "status" | "assignees" | "submittedBy">,
  me: string,
): OfferedStep[] =>
  stepsFrom(taskSteps, task.status).map((step) => ({
    step,
    label: taskSteps[step].label,
    refused: reviewSteps.includes(step) ? whyNotBy(task, me) : null,
  }))

const whyNotBy = (task: Pick<TaskRow, "assignees" | "submittedBy">, me: string): string | null =>
  isOwn(task, me) ? ownWork : task.submittedBy === me ? ownSubmission : null

/** The step that leads on, towards completed; null where there is none. */
export const stepAhead = (status: TaskStatus): TaskStep | null =>
  stepsFrom(taskSteps, status).find((step) => step === "start" || step === "submit" || step === "approve") ??
  null

/** The step that takes a card from one column to another; null where the workflow has none. */
export const stepBetween = (from: TaskStatus, to: TaskStatus): TaskStep | null =>
  stepsFrom(taskSteps, from).find((step) => taskSteps[step].to === to) ?? null

/** Why a card cannot go from one column to another. */
export function noStep(from: TaskStatus, to: TaskStatus): string {
  const possible = stepsFrom(taskSteps, from).map((step) => taskStatusLabels[taskSteps[step].to])
  return `A task that is ${taskStatusLabels[from].toLowerCase()} cannot become ${taskStatusLabels[
    to
  ].toLowerCase()} at once. It can go to: ${possible.join(", ")}.`
}
