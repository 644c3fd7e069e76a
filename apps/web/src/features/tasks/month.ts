import { dayNumberOf, dayOf, weekdayOf } from "@alphas/domain/days"
import { monthFrom } from "../../format/months"

/** A month as its calendar shows it: whole weeks from Monday to Sunday, days as `YYYY-MM-DD`. */
export function weeksOf(month: string): string[][] {
  const first = dayNumberOf(`${month}-01`)
  const last = dayNumberOf(`${monthFrom(month, 1)}-01`) - 1
  const begin = first - weekdayOf(first)
  const count = Math.ceil((last - begin + 1) / 7)
  return Array.from({ length: count }, (_, week) =>
    Array.from({ length: 7 }, (_, day) => dayOf(begin + week * 7 + day)),
  )
}

interface Spanning {
  id: string
  startDay: string
  endDay: string
}

/** A task in one week of the calendar: in which row, from which weekday to which (0 to 6), and where it goes on. */
export interface Bar<Task> {
  task: Task
  lane: number
  from: number
  to: number
  /** It began in an earlier week, or goes on into a later one. */
  before: boolean
  after: boolean
}

/**
 * Lays the tasks of a week out in rows, so that none covers another: earlier and longer ones above, each in the first row
 * that is free on its days.
 */
export function layWeek<Task extends Spanning>(week: readonly string[], tasks: readonly Task[]): Bar<Task>[] {
  const [first = "", last = ""] = [week[0], week.at(-1)]
  const shown = tasks
    .filter(({ startDay, endDay }) => startDay <= last && endDay >= first)
    .map((task) => {
      const from = task.startDay < first ? 0 : week.indexOf(task.startDay)
      const to = task.endDay > last ? week.length - 1 : week.indexOf(task.endDay)
      return { task, from, to, before: task.startDay < first, after: task.endDay > last }
    })
    .sort(
      (one, other) => one.from - other.from || other.to - one.to || (one.task.id < other.task.id ? -1 : 1),
    )
  const ends: number[] = []
  return shown.map((bar) => {
    const free = ends.findIndex((end) => end < bar.from)
    const lane = free === -1 ? ends.length : free
    ends[lane] = bar.to
    return { ...bar, lane }
  })
}
