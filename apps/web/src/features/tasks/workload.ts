import { dayNumberOf, laterDay } from "@alphas/domain/days"
import type { TaskRow } from "@alphas/domain/tasks/dto"
import type { PersonLoad, Shares, WeekLoad } from "@alphas/domain/workload/dto"
import { mostWeeks } from "@alphas/domain/workload/input"
import { sharesOf, sumOf } from "@alphas/domain/workload/load"
import { mondayOf } from "../../format/weeks"

/**
 * The question for how busy people are in the weeks of a task, from this one on: nobody works in weeks that are over. Of
 * a task that is very long only the first weeks are asked for.
 */
export function loadWeeksOf({ startDay, endDay }: Pick<TaskRow, "startDay" | "endDay">, today: string) {
  const monday = mondayOf(laterDay(startDay, today))
  const weeks = Math.floor((dayNumberOf(laterDay(endDay, today)) - dayNumberOf(monday)) / 7) + 1
  return { monday, weeks: Math.min(Math.max(1, weeks), mostWeeks) }
}

/** How busy somebody is in some weeks: minutes that are assigned to them, of those that they work. */
export type Busy = Pick<WeekLoad, "assigned" | "capacity"> & Pick<Shares, "overbooked">

/** Adds up each person's weeks. */
export const busyOf = (loads: readonly PersonLoad[]): Map<string, Busy> =>
  new Map(
    loads.map(({ person, weeks }) => {
      const sum = sumOf(weeks)
      const { overbooked } = sharesOf(sum)
      return [person.id, { assigned: sum.assigned, capacity: sum.capacity, overbooked }]
    }),
  )
