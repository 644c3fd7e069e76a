import { type PlanInput, type PlanTask, scheduleOf } from "./plan"

/**
 * The day of its rule for which a task of a series stands: of the days that were named for it the first from which
 * nothing but days off and leave took it to where it is planned, else the day on which it is planned.
 */
export function seriesDay(
  { week, absences }: Pick<PlanInput, "week" | "absences">,
  task: PlanTask,
  named: readonly (string | null)[],
): string {
  const leads = (day: string) => {
    const alone = { ...task, mode: "automatic", status: "not_started", notBefore: day } as const
    const schedule = scheduleOf({ startDay: day, week, absences, tasks: [alone], dependencies: [] })
    return schedule.tasks.get(task.id)?.startDay === task.startDay
  }
  return named.find((day) => day !== null && leads(day)) ?? task.startDay
}
