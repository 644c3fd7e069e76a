import { type DependencyType, dependencyTypes, type TaskMode, type TaskStatus } from "../tasks/words"
import { criticalPath, none } from "./critical-path"
import { type Dependencies, networkOf, startPoint } from "./network"
import { SortedGaps } from "./sorted-gaps"
import { calendarOf, type WorkingCalendar, type WorkingWeek } from "./working-calendar"

/** A task as the schedule calculates with it. Days are `YYYY-MM-DD`. */
export interface PlanTask {
  id: string
  version: number
  mode: TaskMode
  status: TaskStatus
  startDay: string
  endDay: string
  /** Working days; 0 for a milestone. */
  durationDays: number
  /** Of an automatic task: not before this day. */
  notBefore: string | null
  /** Whose leave counts. */
  responsibleId: string | null
}

export interface PlanDependency {
  predecessorId: string
  successorId: string
  type: DependencyType
  /** Working days. */
  lagDays: number
}

/** Days on which somebody is away, both included. */
export interface Absence {
  userId: string
  fromDay: string
  toDay: string
}

/** Everything that a campaign's schedule depends on. */
export interface PlanInput {
  /** The campaign's first day: automatic tasks begin there at the earliest. */
  startDay: string
  week: WorkingWeek
  absences: readonly Absence[]
  tasks: readonly PlanTask[]
  dependencies: readonly PlanDependency[]
}

/** Where the schedule puts a task, and how much room it has. Floats are working days. */
export interface PlannedTask {
  startDay: string
  endDay: string
  lateStartDay: string
  lateEndDay: string
  totalFloat: number
  freeFloat: number
  /** Whether the whole is late when it is. */
  critical: boolean
  /** It stays where it is although its predecessors do not allow it. */
  conflict: boolean
}

export interface Schedule {
  tasks: ReadonlyMap<string, PlannedTask>
  /** The last day of work; null without tasks. */
  endDay: string | null
}

/** Whether a task stays where it is: one that a person put there, or that has begun. */
export const stays = (task: Pick<PlanTask, "mode" | "status">): boolean =>
  task.mode === "manual" || task.status !== "not_started"

/**
 * The schedule of a campaign: early days for what moves, what stays where it is, and the room of both.
 *
 * A task that stays keeps its first and last day, weekends too; for its successors the working days among them count.
 * @throws CycleError naming the tasks by their place in `input.tasks`. Links of other tasks are left out.
 */
export function scheduleOf(input: PlanInput): Schedule {
  const { tasks } = input
  const calendar = calendarOf(input.week, input.startDay)
  const count = tasks.length
  const place = new Map(tasks.map((task, index) => [task.id, index]))
  const network = networkOf(count, dependenciesOf(input.dependencies, place))
  const duration = new Int32Array(count)
  const notBefore = new Int32Array(count).fill(none)
  const fixedStart = new Int32Array(count).fill(none)
  const available: (SortedGaps | undefined)[] = new Array(count)
  const away = gapsOf(input.absences, calendar)
  for (let index = 0; index < count; index++) {
    const task = tasks[index]
    if (task === undefined) continue
    if (stays(task)) {
      const first = calendar.indexOf(task.startDay)
      fixedStart[index] = first
      duration[index] = task.durationDays === 0 ? 0 : spanOf(calendar, task)
    } else {
      duration[index] = task.durationDays
      if (task.notBefore !== null) notBefore[index] = calendar.indexOf(task.notBefore)
      available[index] = task.responsibleId === null ? undefined : away.get(task.responsibleId)
    }
  }
  const dates = criticalPath(network, { duration, notBefore, fixedStart, available })
  const conflicts = new Set(dates.conflicts)
  const planned = new Map<string, PlannedTask>()
  let end: string | null = null
  for (let index = 0; index < count; index++) {
    const task = tasks[index]
    if (task === undefined) continue
    const point = startPoint(index)
    const [start, finish] = [dates.early[point] ?? 0, dates.early[point + 1] ?? 0]
    const milestone = task.durationDays === 0
    const fixed = stays(task)
    const startDay = fixed ? task.startDay : calendar.dayAt(start)
    const endDay = fixed ? task.endDay : milestone ? startDay : calendar.dayAt(finish - 1)
    const totalFloat = dates.totalFloat[index] ?? 0
    const [lateStart, lateEnd] = [dates.late[point] ?? 0, dates.late[point + 1] ?? 0]
    planned.set(task.id, {
      startDay,
      endDay,
      lateStartDay: calendar.dayAt(lateStart),
      // A bar over days on which nobody works has no last day of work.
      lateEndDay: calendar.dayAt(duration[index] === 0 ? lateEnd : lateEnd - 1),
      totalFloat,
      freeFloat: dates.freeFloat[index] ?? 0,
      critical: totalFloat <= 0 && task.status !== "completed",
      conflict: conflicts.has(index),
    })
    if (end === null || endDay > end) end = endDay
  }
  return { tasks: planned, endDay: end }
}

/** Arrays are filled in place: a preview runs at every step of a drag, and building an object for each link costs most of it. */
function dependenciesOf(
  dependencies: readonly PlanDependency[],
  place: ReadonlyMap<string, number>,
): Dependencies {
  const [from, to] = [new Int32Array(dependencies.length), new Int32Array(dependencies.length)]
  const [type, lag] = [new Uint8Array(dependencies.length), new Int32Array(dependencies.length)]
  let known = 0
  for (const dependency of dependencies) {
    const [before, after] = [place.get(dependency.predecessorId), place.get(dependency.successorId)]
    if (before === undefined || after === undefined) continue
    from[known] = before
    to[known] = after
    type[known] = dependencyTypes.indexOf(dependency.type)
    lag[known] = dependency.lagDays
    known++
  }
  return {
    from: from.subarray(0, known),
    to: to.subarray(0, known),
    type: type.subarray(0, known),
    lag: lag.subarray(0, known),
  }
}

/** The number after the last working day up to this day. */
const indexAfter = (calendar: WorkingCalendar, day: string): number =>
  calendar.indexOf(day) + (calendar.works(day) ? 1 : 0)

/** The agency's working days from a task's first day to its last, whoever is away on them. */
const spanOf = (calendar: WorkingCalendar, { startDay, endDay }: Pick<PlanTask, "startDay" | "endDay">) =>
  Math.max(0, indexAfter(calendar, endDay) - calendar.indexOf(startDay))

/** Per person, the agency's working days on which they are away. */
function gapsOf(absences: readonly Absence[], calendar: WorkingCalendar): Map<string, SortedGaps> {
  const days = new Map<string, Set<number>>()
  for (const { userId, fromDay, toDay } of absences) {
    const theirs = days.get(userId) ?? new Set()
    days.set(userId, theirs)
    const end = indexAfter(calendar, toDay)
    for (let index = calendar.indexOf(fromDay); index < end; index++) theirs.add(index)
  }
  return new Map([...days].map(([userId, set]) => [userId, new SortedGaps(Int32Array.from(set).sort())]))
}

/** The fields of some tasks that somebody wants to change, as dragging and forms name them. */
export interface PlanEdit {
  id: string
  mode?: TaskMode | undefined
  durationDays?: number | undefined
  notBefore?: string | null | undefined
  startDay?: string | undefined
}

/** A task whose place in the plan a change touches. */
export interface Move {
  id: string
  version: number
  before: Placed
  after: Placed
  /** Working days by which it begins later, negative for earlier. */
  days: number
}

/** What of a task the plan decides. */
export interface Placed {
  mode: TaskMode
  startDay: string
  endDay: string
  durationDays: number
  notBefore: string | null
}

export interface Preview {
  moves: Move[]
  schedule: Schedule
  /** The last day of the whole before and after. */
  endBefore: string | null
  endAfter: string | null
}

/**
 * What becomes of the plan when some tasks are changed: the same for the preview in the browser and the decision on the
 * server. Without edits: what the plan has to catch up with.
 *
 * An automatic task that is given a first day begins there or as soon after it as it can. What stays where it is begins
 * there and is moved as the bar that it is: over as many of the agency's working days as before, and longer or shorter by
 * what it is made longer or shorter.
 * @throws CycleError
 */
export function preview(input: PlanInput, edits: readonly PlanEdit[]): Preview {
  const calendar = calendarOf(input.week, input.startDay)
  const wanted = new Map(edits.map((edit) => [edit.id, edit]))
  const tasks = input.tasks.map((task) => {
    const edit = wanted.get(task.id)
    return edit === undefined ? task : edited(task, edit, calendar)
  })
  const schedule = scheduleOf({ ...input, tasks })
  const moves: Move[] = []
  let endBefore: string | null = null
  let index = 0
  for (const was of input.tasks) {
    if (endBefore === null || was.endDay > endBefore) endBefore = was.endDay
    const task = tasks[index++]
    const planned = schedule.tasks.get(was.id)
    if (task === undefined || planned === undefined) continue
    // Nearly all tasks stay, and this runs at every step of a drag.
    if (!isMoved(was, task, planned)) continue
    const [before, after] = [placed(was, was), placed(task, planned)]
    const days = calendar.indexOf(after.startDay) - calendar.indexOf(before.startDay)
    moves.push({ id: was.id, version: was.version, before, after, days })
  }
  return { moves, schedule, endBefore, endAfter: schedule.endDay }
}

const placed = (
  { mode, notBefore, durationDays }: Pick<PlanTask, "mode" | "notBefore" | "durationDays">,
  { startDay, endDay }: Pick<PlannedTask, "startDay" | "endDay">,
): Placed => ({ mode, startDay, endDay, durationDays, notBefore })

const isMoved = (was: PlanTask, task: PlanTask, planned: PlannedTask): boolean =>
  was.mode !== task.mode ||
  was.startDay !== planned.startDay ||
  was.endDay !== planned.endDay ||
  was.durationDays !== task.durationDays ||
  was.notBefore !== task.notBefore

function edited(task: PlanTask, edit: PlanEdit, calendar: WorkingCalendar): PlanTask {
  const mode = edit.mode ?? task.mode
  const durationDays = edit.durationDays ?? task.durationDays
  const next = { ...task, mode, durationDays }
  if (!stays(next)) {
    const notBefore = edit.notBefore === undefined ? (edit.startDay ?? task.notBefore) : edit.notBefore
    return { ...next, notBefore }
  }
  const startDay = edit.startDay ?? task.startDay
  const keeps = startDay === task.startDay && durationDays === task.durationDays
  return {
    ...next,
    startDay,
    endDay: keeps ? task.endDay : endOf(calendar, startDay, barOf(calendar, task, durationDays)),
    notBefore: mode === "manual" ? null : task.notBefore,
  }
}

/** How many of the agency's working days a task that stays covers when its length becomes another. */
const barOf = (calendar: WorkingCalendar, task: PlanTask, durationDays: number): number =>
  durationDays === 0 || task.durationDays === 0
    ? durationDays
    : Math.max(
        1,
        spanOf(calendar, task) + (calendar.works(task.startDay) ? 0 : 1) + durationDays - task.durationDays,
      )

/**
 * The last day of so many days of work from a day on; of a milestone the day itself. A first day on which the agency does
 * not work is one of them: somebody has chosen it.
 */
export function endOf(calendar: WorkingCalendar, startDay: string, durationDays: number): string {
  const further = durationDays - (calendar.works(startDay) ? 1 : 2)
  return durationDays === 0 || further < 0 ? startDay : calendar.dayAt(calendar.indexOf(startDay) + further)
}
