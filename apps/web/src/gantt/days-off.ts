import { type DayNumber, dayOf, weekdayOf } from "@alphas/domain/days"
import type { WorkingWeek } from "@alphas/domain/schedule/working-calendar"

/** The days from `from` up to `until` on which nobody works, neighbours together. */
export function daysOff(week: WorkingWeek, from: DayNumber, until: DayNumber): [DayNumber, DayNumber][] {
  const off = new Set(week.off)
  const found: [DayNumber, DayNumber][] = []
  for (let day = from; day < until; day++) {
    if (week.weekdays[weekdayOf(day)] && !off.has(dayOf(day))) continue
    const last = found.at(-1)
    if (last !== undefined && last[1] === day) last[1] = day + 1
    else found.push([day, day + 1])
  }
  return found
}
