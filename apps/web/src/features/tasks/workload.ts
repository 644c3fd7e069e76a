import { dayNumberOf, dayOf, weekdayOf } from "@alphas/domain/days"
import type { TaskRow } from "@alphas/domain/tasks/dto"
import type { PersonLoad } from "@alphas/domain/workload/dto"

/** Weeks from this one on that say how busy somebody is. */
export const loadWeeks = 4

/** The question for how busy people are in these weeks. */
export const loadQuery = (today: string) => {
  const number = dayNumberOf(today)
  return { monday: dayOf(number - weekdayOf(number)), weeks: loadWeeks }
}

/** How busy somebody is: minutes that are assigned to them, of those that they work. */
export interface Busy {
  assigned: number
  capacity: number
}

/** Adds up each person's weeks. */
export const busyOf = (loads: readonly PersonLoad[]): Map<string, Busy> =>
  new Map(
    loads.map(({ person, weeks }) => [
      person.id,
      {
        assigned: weeks.reduce((sum, week) => sum + week.assigned, 0),
        capacity: weeks.reduce((sum, week) => sum + week.capacity, 0),
      },
    ]),
  )

/** How many open tasks each person does, of these. */
export function countsOf(tasks: readonly TaskRow[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { status, assignees } of tasks) {
    if (status === "completed") continue
    for (const { id } of assignees) counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return counts
}
