import type { PlanInput } from "@alphas/domain/schedule/plan"
import type { Outputs } from "../../data/trpc"

/** A campaign's plan as the server reads it. */
export type Plan = Outputs["schedule"]["plan"]

/** What the schedule is calculated from: the same as on the server. */
export function planInput(plan: Plan): PlanInput {
  const { startDay, week, absences, dependencies } = plan
  const tasks = plan.tasks.map(
    ({ id, version, mode, status, startDay, endDay, durationDays, notBefore, responsible }) => {
      const task = { id, version, mode, status, startDay, endDay, durationDays, notBefore }
      return { ...task, responsibleId: responsible?.id ?? null }
    },
  )
  return { startDay, week, absences, tasks, dependencies }
}
