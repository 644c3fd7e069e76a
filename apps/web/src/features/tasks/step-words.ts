import type { TaskRow } from "@alphas/domain/tasks/dto"
import {
  reviewSteps,
  type TaskStatus,
  type TaskStep,
  taskStatusLabels,
  taskSteps,
} from "@alphas/domain/tasks/words"
import { stepsFrom } from "@alphas/domain/workflow"

/** Who looks at a task: whoever is alone at the agency reviews their own work. */
export interface Reviewer {
  id: string
  alone: boolean
}

/** Why somebody may not review a task; null for who may. The server says the same. */
export function whyNotReviewedBy(
  { assignees, submittedBy }: Pick<TaskRow, "assignees" | "submittedBy">,
  { id: me, alone }: Reviewer,
): string | null {
  if (alone) return null
  if (assignees.some(({ id }) => id === me)) return "You are assigned to this task. Somebody else reviews it."
  return submittedBy === me ? "You submitted this task. Somebody else reviews it." : null
}

/** A step as a menu offers it; `refused` says why it cannot be taken. */
export interface OfferedStep {
  step: TaskStep
  label: string
  refused: string | null
}

/** The steps of a task's workflow from where it stands, for the person `me`. */
export const stepsOf = (
  task: Pick<TaskRow, "status" | "assignees" | "submittedBy">,
  me: Reviewer,
): OfferedStep[] =>
  stepsFrom(taskSteps, task.status).map((step) => ({
    step,
    label: taskSteps[step].label,
    refused: reviewSteps.includes(step) ? whyNotReviewedBy(task, me) : null,
  }))

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
