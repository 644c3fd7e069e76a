import { dayNumberOf, dayOf } from "../days"
import type { Absence } from "../schedule/plan"
import { WorkingCalendar, type WorkingWeek } from "../schedule/working-calendar"
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

/** Somebody who does tasks, with the minutes that they work on a working day. */
export interface Worker {
  id: string
  dailyMinutes: number
}

/** The weeks that are looked at, and who works on which of their days. */
export interface Span {
  monday: string
  weeks: number
  week: WorkingWeek
  absences: readonly Absence[]
}

export interface LoadInput extends Span {
  /** The agency's day of today. */
  today: string
  people: readonly Worker[]
  tasks: readonly OpenTask[]
  booked: readonly Booked[]
}

/** A span made ready for asking. */
interface Days {
  calendar: WorkingCalendar
  /** `person + day` of everybody's leave. */
  away: ReadonlySet<string>
  weeks: number
  /** Of a day, the place of its week; below 0 or beyond the last one for days outside. */
  weekOf: (day: string) => number
}

function daysOf({ monday, weeks, week, absences }: Span): Days {
  const first = dayNumberOf(monday)
  return {
    calendar: new WorkingCalendar(week, monday),
    away: awayDays(absences),
    weeks,
    weekOf: (day) => Math.floor((dayNumberOf(day) - first) / 7),
  }
}

/** Each person's weeks. What a task asks of somebody is said at `partsOf`. */
export function loadOf(input: LoadInput): Map<string, WeekLoad[]> {
  const days = daysOf(input)
  const loads = new Map(input.people.map((person) => [person.id, emptyWeeks(input, days, person)]))
  const workers = new Map(input.people.map((person) => [person.id, person]))
  for (const task of input.tasks) {
    for (const id of task.assigneeIds) {
      const [load, worker] = [loads.get(id), workers.get(id)]
      if (load === undefined || worker === undefined) continue
      for (const [index, minutes] of partOf(days, worker, task).entries()) {
        const week = load[index]
        if (week !== undefined) week.assigned += minutes
      }
    }
  }
  for (const { userId, day, minutes, billable } of input.booked) {
    const week = loads.get(userId)?.[days.weekOf(day)]
    if (week === undefined) continue
    week.booked += minutes
    if (!billable) continue
    week.billable += minutes
    if (day <= input.today) week.worked.billable += minutes
  }
  for (const load of loads.values()) for (const week of load) week.assigned = Math.round(week.assigned)
  return loads
}

function emptyWeeks(
  { monday, week, today }: LoadInput,
  { calendar, away, weeks }: Days,
  person: Worker,
): WeekLoad[] {
  const first = dayNumberOf(monday)
  return Array.from({ length: weeks }, (_, index) => {
    const days = Array.from({ length: 7 }, (_, day) => dayOf(first + index * 7 + day))
    const weekdays = days.filter((_, weekday) => week.weekdays[weekday]).length
    const working = days.filter((day) => calendar.works(day))
    const there = working.filter((day) => !away.has(person.id + day))
    const over = there.filter((day) => day <= today)
    return {
      monday: dayOf(first + index * 7),
      capacity: there.length * person.dailyMinutes,
      ...{ assigned: 0, booked: 0, billable: 0 },
      worked: { capacity: over.length * person.dailyMinutes, billable: 0 },
      daysOff: weekdays - working.length,
      daysAway: working.length - there.length,
    }
  })
}

/**
 * What each of the tasks asks of a person who does them: minutes by week, not rounded. What is left of a task is its
 * estimate, or without one a full day's work for each of its working days, less the share that is done; its people do
 * equal parts of it, evenly over those of its days on which each of them works. Of a task none of whose days somebody
 * works, they do all on its last day.
 */
export function partsOf(span: Span, person: Worker, tasks: readonly OpenTask[]): number[][] {
  const days = daysOf(span)
  return tasks.map((task) => partOf(days, person, task))
}

function partOf({ calendar, away, weeks, weekOf }: Days, person: Worker, task: OpenTask): number[] {
  const left = (100 - task.progress) / 100 / Math.max(1, task.assigneeIds.length)
  const whole = task.estimateMinutes ?? task.durationDays * person.dailyMinutes
  const working = workingDays(calendar, task).filter((day) => !away.has(person.id + day))
  const on = working.length > 0 ? working : [task.endDay]
  const minutes = new Array<number>(weeks).fill(0)
  for (const day of on) {
    const week = weekOf(day)
    const before = minutes[week]
    if (before !== undefined) minutes[week] = before + (whole * left) / on.length
  }
  return minutes
}

/**
 * Load and utilisation in percent, rounded, and whether more is assigned than there is room for. Load looks at all of
 * the days; utilisation at those until today, for nobody has worked the others yet.
 */
export const sharesOf = ({
  capacity,
  assigned,
  worked,
}: Pick<WeekLoad, "capacity" | "assigned" | "worked">): Shares => ({
  load: percentOf(assigned, capacity),
  utilisation: percentOf(worked.billable, worked.capacity),
  overbooked: assigned > capacity,
})

const percentOf = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 100)

/** Minutes of several weeks, or of several people's, together. */
export function sumOf(
  weeks: readonly WeekLoad[],
): Pick<WeekLoad, "capacity" | "assigned" | "booked" | "billable" | "worked"> {
  const sum = { capacity: 0, assigned: 0, booked: 0, billable: 0, worked: { capacity: 0, billable: 0 } }
  for (const week of weeks) {
    sum.capacity += week.capacity
    sum.assigned += week.assigned
    sum.booked += week.booked
    sum.billable += week.billable
    sum.worked.capacity += week.worked.capacity
    sum.worked.billable += week.worked.billable
  }
  return sum
}

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
