import type { PlanTask } from "@alphas/domain/schedule/plan"

/** A task as its campaign counts it. */
export interface CountedTask extends PlanTask {
  parentId: string | null
  /** 0 to 100. */
  progress: number
}

/** What a campaign keeps of its tasks. Days are `YYYY-MM-DD`. */
export interface Totals {
  total: number
  done: number
  /** 0 to 100, weighted by duration; a task of parts counts by its parts. */
  progress: number
  /** The last planned day. */
  forecastDay: string | null
  /** The first and the last day on which something open is due. */
  nextDueDay: string | null
  lastDueDay: string | null
}

/** The totals of a campaign's tasks. */
export function totalsOf(tasks: readonly CountedTask[]): Totals {
  const wholes = new Set(tasks.map(({ parentId }) => parentId))
  const totals: Totals = {
    ...{ total: tasks.length, done: 0, progress: 0 },
    ...{ forecastDay: null, nextDueDay: null, lastDueDay: null },
  }
  let [weight, worked] = [0, 0]
  for (const { id, status, endDay, durationDays, progress } of tasks) {
    totals.forecastDay = later(totals.forecastDay, endDay)
    if (status === "completed") totals.done++
    else {
      totals.lastDueDay = later(totals.lastDueDay, endDay)
      totals.nextDueDay =
        totals.nextDueDay === null || endDay < totals.nextDueDay ? endDay : totals.nextDueDay
    }
    if (wholes.has(id)) continue
    weight += Math.max(durationDays, 1)
    worked += Math.max(durationDays, 1) * progress
  }
  if (weight > 0) totals.progress = Math.floor(worked / weight)
  return totals
}

const later = (day: string | null, other: string): string => (day === null || other > day ? other : day)

export const sameTotals = (one: Totals, other: Totals): boolean =>
  one.total === other.total &&
  one.done === other.done &&
  one.progress === other.progress &&
  one.forecastDay === other.forecastDay &&
  one.nextDueDay === other.nextDueDay &&
  one.lastDueDay === other.lastDueDay
