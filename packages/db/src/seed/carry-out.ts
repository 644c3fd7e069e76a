import { type PlanDependency, type Schedule, scheduleOf } from "@alphas/domain/schedule/plan"
import type { Faker } from "@faker-js/faker"
import type { AgencyCalendar } from "./agency-calendar"
import type { Draft, TaskNetwork } from "./task-network"

/** Puts every task where the schedule has it when the campaign begins on a day. */
export function place(
  agency: AgencyCalendar,
  { tasks, dependencies }: TaskNetwork,
  startDay: string,
): Schedule {
  const people = new Set(tasks.map(({ responsibleId }) => responsibleId))
  const absences = [...people].flatMap((id) => (id === null ? [] : (agency.absences.get(id) ?? [])))
  const week = { ...agency.week, off: offAfter(agency, startDay) }
  const schedule = scheduleOf({ startDay, week, absences, tasks, dependencies })
  for (const task of tasks) {
    const planned = schedule.tasks.get(task.id)
    if (planned === undefined) throw new Error("Every task has its place.")
    task.startDay = planned.startDay
    task.endDay = planned.endDay
  }
  return schedule
}

/** The days off that a campaign can come to: reading all of them again and again would take most of the time. */
function offAfter({ week }: AgencyCalendar, startDay: string): string[] {
  const yearAfterNext = `${Number(startDay.slice(0, 4)) + 2}`
  return week.off.filter((day) => day >= startDay && day < yearAfterNext)
}

interface Course {
  startDay: string
  /** The morning up to which work was done. */
  until: string
  /** Everything is done by then, if it fits; else some of what should be done of late is not. */
  complete: boolean
  /** Whether tasks take longer than planned now and then. */
  smooth?: boolean
  /** A task that is late whatever else is. */
  late?: string | undefined
}

/** Nobody is late by more working days than this; what is older is done. */
const latest = 6
/** Working days by which a campaign is delayed in all. */
const delayAtMost = 4

/**
 * Lets time pass over a campaign that is planned: what should have been done by `until` is done, nearly, some of it
 * later than planned; what should be going on is. Whatever has not begun is where the schedule then puts it.
 */
export function carryOut(random: Faker, agency: AgencyCalendar, network: TaskNetwork, course: Course): void {
  const { startDay, until, complete, smooth = false, late } = course
  const { days } = agency
  const chance = (percent: number) => random.number.int(99) < percent
  const now = days.indexOf(until)
  const tasks = new Map(network.tasks.map((task) => [task.id, task]))
  let delayed = 0
  place(agency, network, startDay)
  for (const task of network.tasks) {
    if (task.startDay >= until) continue
    const dependencies = network.dependencies.filter(({ successorId }) => successorId === task.id)
    if (dependencies.some((dependency) => keepsFromBeginning(dependency, tasks))) continue
    const age = now - days.indexOf(task.endDay)
    const mayEnd =
      task.endDay < until && !dependencies.some((dependency) => keepsFromEnding(dependency, tasks))
    const isLate =
      !complete && task.durationDays > 0 && age <= latest && (task.id === late || chance(smooth ? 0 : 20))
    if (mayEnd && !isLate) {
      task.status = "completed"
      task.progress = 100
      const longer =
        smooth || task.durationDays === 0 || !chance(18) ? 0 : random.number.int({ min: 1, max: 2 })
      if (longer === 0 || delayed + longer > delayAtMost || age <= longer) continue
      delayed += longer
      task.endDay = days.dayAt(days.indexOf(task.endDay) + longer)
      task.durationDays += longer
      place(agency, network, startDay)
    } else {
      const share = (now - days.indexOf(task.startDay)) / Math.max(1, task.durationDays)
      const reviewed = share >= 0.7 && chance(40)
      task.status = reviewed ? "under_review" : "in_progress"
      task.progress = reviewed ? 90 : Math.min(80, Math.max(10, Math.round(share * 10) * 10))
    }
  }
  for (const whole of network.tasks) takeFromParts(whole, network.tasks)
  place(agency, network, startDay)
}

const statusOf = (id: string, tasks: ReadonlyMap<string, Draft>) => tasks.get(id)?.status

function keepsFromBeginning(
  { type, predecessorId }: PlanDependency,
  tasks: ReadonlyMap<string, Draft>,
): boolean {
  const status = statusOf(predecessorId, tasks)
  if (type === "finish_start") return status !== "completed"
  return type === "start_start" && status === "not_started"
}

const keepsFromEnding = (
  { type, predecessorId }: PlanDependency,
  tasks: ReadonlyMap<string, Draft>,
): boolean => type === "finish_finish" && statusOf(predecessorId, tasks) !== "completed"

/** How far a task that is going on has come, if it has parts. */
function takeFromParts(whole: Draft, tasks: readonly Draft[]): void {
  const parts = tasks.filter(({ parentId }) => parentId === whole.id)
  if (parts.length === 0 || whole.status === "completed" || whole.status === "not_started") return
  const weights = parts.reduce((sum, part) => sum + part.durationDays, 0)
  const done = parts.reduce((sum, part) => sum + part.durationDays * part.progress, 0)
  whole.status = "in_progress"
  whole.progress = Math.min(90, Math.floor(done / weights))
}
