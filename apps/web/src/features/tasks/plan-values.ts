import { PlanChange } from "@alphas/domain/schedule/input"
import { type PlanEdit, stays } from "@alphas/domain/schedule/plan"
import type { Task } from "@alphas/domain/tasks/dto"
import type { TaskMode } from "@alphas/domain/tasks/words"

/** When a task is done, as its form holds it. */
export interface PlanValues extends Record<string, unknown> {
  mode: TaskMode
  milestone: boolean
  /** What a field of numbers holds while it is empty is a text. */
  durationDays: number | string
  /** `YYYY-MM-DD`, or empty. */
  notBefore: string
  startDay: string
}

export const planValues = (
  task: Pick<Task, "mode" | "durationDays" | "notBefore" | "startDay">,
): PlanValues => ({
  mode: task.mode,
  milestone: task.durationDays === 0,
  durationDays: Math.max(1, task.durationDays),
  notBefore: task.notBefore ?? "",
  startDay: task.startDay,
})

/**
 * What the form asks of the plan: only what the person changed, or what somebody else has done meanwhile would be taken
 * back, and only what counts in the chosen mode. What the plan could not calculate with is left out, with what is wrong.
 */
export function planEdit(
  { id, status }: Pick<Task, "id" | "status">,
  values: PlanValues,
  changes: Partial<PlanValues>,
): { edit: PlanEdit; problems: Record<string, string> } {
  const { mode, milestone, notBefore, startDay } = values
  const fixed = stays({ mode, status })
  const longer = "milestone" in changes || (!milestone && "durationDays" in changes)
  const asked = {
    id,
    ...("mode" in changes ? { mode } : {}),
    ...(longer ? { durationDays: milestone ? 0 : values.durationDays } : {}),
    ...(fixed && "startDay" in changes ? { startDay } : {}),
    ...(!fixed && "notBefore" in changes ? { notBefore: notBefore || null } : {}),
  }
  const { error } = PlanChange.safeParse(asked)
  const problems: Record<string, string> = {}
  for (const { path, message } of error?.issues ?? []) problems[path.join(".")] ??= message
  if (asked.durationDays !== undefined && !milestone && Number(asked.durationDays) < 1)
    problems.durationDays ??= "Enter 1 or more, or make it a milestone."
  const right = Object.entries(asked).filter(([name]) => !(name in problems))
  return { edit: PlanChange.parse(Object.fromEntries(right)), problems }
}
