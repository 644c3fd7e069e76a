import { dayNumberOf, dayOf } from "@alphas/domain/days"
import type { Move, PlanEdit } from "@alphas/domain/schedule/plan"
import { calendarOf } from "@alphas/domain/schedule/working-calendar"
import type { Gesture } from "../../gantt/rows"
import type { Plan } from "../tasks/plan"

export type PlannedRow = Plan["tasks"][number]

/** The plan with tasks where a preview puts them; with the versions that the server has given them, where it has. */
export function withMoves(plan: Plan, moves: readonly Move[], versions?: ReadonlyMap<string, number>): Plan {
  const moved = new Map(moves.map((move) => [move.id, move.after]))
  const tasks = plan.tasks.map((task) => {
    const after = moved.get(task.id)
    return after === undefined ? task : { ...task, ...after, version: versions?.get(task.id) ?? task.version }
  })
  return { ...plan, tasks }
}

/** What a gesture asks of the plan; null for one that is not about it, or of a task that is gone. */
export function editOf(gesture: Gesture, plan: Plan): PlanEdit | null {
  const { id, kind, amount, row } = gesture
  const task = plan.tasks.find((each) => each.id === id)
  if (task === undefined || kind === "progress") return null
  const calendar = calendarOf(plan.week, plan.startDay)
  const later = (day: string, days: number) => dayOf(dayNumberOf(day) + days)
  const working = gesture.unit === "workingDays"
  if (kind === "move") {
    const startDay = working
      ? calendar.dayAt(calendar.indexOf(row.startDay) + amount)
      : later(row.startDay, amount)
    return { id, startDay }
  }
  const longer = (by: number) => Math.max(1, task.durationDays + by)
  if (kind === "end") {
    const after = (day: string) => calendar.indexOf(later(day, 1))
    const by = working ? amount : after(later(row.endDay, amount)) - after(task.endDay)
    return { id, durationDays: longer(by) }
  }
  const startDay = later(row.startDay, amount)
  const by = calendar.indexOf(task.startDay) - calendar.indexOf(startDay)
  return { id, startDay, durationDays: longer(by) }
}

/** Whether a task is somewhere else afterwards: a wish that changes no day moves nothing. */
export const goesElsewhere = ({ before, after }: Move): boolean =>
  before.startDay !== after.startDay || before.endDay !== after.endDay
