import { dayNumberOf, dayOf } from "../days"
import type { Absence } from "../tasks/schedule/plan"
import { WorkingCalendar, type WorkingWeek } from "../tasks/schedule/working-calendar"
import type { Shares, WeekLoad } from "./dto"

/** A task that is not completed, as far as it keeps people busy. */
export interface OpenTask {
  startDay: string
  endDay: string
  durationDays: number
  /** Minutes; null when nobody has estimated it. */
  estimateMinutes: number | null
  /** 0 to 100. */
  progress: number
  assigneeIds: readonly string[]
}

/** Time that was entered. */
export interface Booked {
  userId: string
  day: string
  minutes: number
  billable: boolean
}

export interface LoadInput {
  monday: string
  weeks: number
  week: WorkingWeek
  people: readonly { id: string; dailyMinutes: number }[]
  absences: readonly Absence[]
  tasks: readonly OpenTask[]
  booked: readonly Booked[]
}

/**
 * Each person's weeks. What is left of a task is its estimate, or without one a full day's work for each of its working
 * days, less the share that is done; its people do equal parts of it, evenly over those of its days on which each of
 * them works. Of a task none of whose days somebody works, they do all on its last day.
 */
export function loadOf(input: LoadInput): Map<string, WeekLoad[]> {
  const { monday, weeks, people } = input
  const calendar = new WorkingCalendar(input.week, monday)
  const first = dayNumberOf(monday)
  const mondays = Array.from({ length: weeks }, (_, index) => dayOf(first + index * 7))
  const away = awayDays(input.absences)
  const loads = new Map(
    people.map(({ id, dailyMinutes }) => [
      id,
      mondays.map((of, index): WeekLoad => {
        const days = Array.from({ length: 7 }, (_, day) => dayOf(first + index * 7 + day))
        const working = days.filter((day) => calendar.works(day) && !away.has(id + day)).length
        return { monday: of, capacity: working * dailyMinutes, assigned: 0, booked: 0, billable: 0 }
      }),
    ]),
  )
  const daily = new Map(people.map(({ id, dailyMinutes }) => [id, dailyMinutes]))
  const weekOf = (day: string) => Math.floor((dayNumberOf(day) - first) / 7)
  for (const task of input.tasks) {
    const left = (100 - task.progress) / 100 / Math.max(1, task.assigneeIds.length)
    for (const id of task.assigneeIds) {
      const load = loads.get(id)
      if (load === undefined) continue
      const whole = task.estimateMinutes ?? task.durationDays * (daily.get(id) ?? 0)
      const days = workingDays(calendar, task).filter((day) => !away.has(id + day))
      const on = days.length > 0 ? days : [task.endDay]
      for (const day of on) {
        const week = load[weekOf(day)]
        if (week !== undefined) week.assigned += (whole * left) / on.length
      }
    }
  }
  for (const { userId, day, minutes, billable } of input.booked) {
    const week = loads.get(userId)?.[weekOf(day)]
    if (week === undefined) continue
    week.booked += minutes
    if (billable) week.billable += minutes
  }
  for (const load of loads.values()) for (const week of load) week.assigned = Math.round(week.assigned)
  return loads
}

/** Utilisation in percent, rounded, and whether more is assigned than there is room for. */
export const sharesOf = ({ capacity, assigned, billable }: WeekLoad): Shares => ({
  utilisation: capacity === 0 ? null : Math.round((billable / capacity) * 100),
  overbooked: assigned > capacity,
})

function awayDays(absences: readonly Absence[]): Set<string> {
  const days = new Set<string>()
  for (const { userId, fromDay, toDay } of absences) {
    for (let day = dayNumberOf(fromDay); day <= dayNumberOf(toDay); day++) days.add(userId + dayOf(day))
  }
  return days
}

function workingDays(calendar: WorkingCalendar, { startDay, endDay }: OpenTask): string[] {
  const days: string[] = []
  for (let index = calendar.indexOf(startDay); ; index++) {
    const day = calendar.dayAt(index)
    if (day > endDay) return days
    days.push(day)
  }
}
