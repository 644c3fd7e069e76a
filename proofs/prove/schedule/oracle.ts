/**
 * The same plan by other means: on a list of days that are counted one by one, and again and again over all links until
 * nothing moves. It shares no line with the scheduler, and no notion but days.
 */
export interface OracleTask {
  id: string
  mode: "automatic" | "manual"
  status: "not_started" | "in_progress" | "under_review" | "completed"
  startDay: string
  endDay: string
  durationDays: number
  notBefore: string | null
  responsibleId: string | null
}

export interface OracleDependency {
  predecessorId: string
  successorId: string
  type: "finish_start" | "start_start" | "finish_finish" | "start_finish"
  lagDays: number
}

export interface OraclePlan {
  startDay: string
  tasks: readonly OracleTask[]
  dependencies: readonly OracleDependency[]
  absences: readonly { userId: string; fromDay: string; toDay: string }[]
}

export interface OracleDates {
  startDay: string
  endDay: string
  lateStartDay: string
  lateEndDay: string
  totalFloat: number
  freeFloat: number
  critical: boolean
  conflict: boolean
}

/** The working days in order, and where each is. */
export class Line {
  private readonly places: Map<string, number>

  constructor(readonly days: readonly string[]) {
    this.places = new Map(days.map((day, place) => [day, place]))
  }

  works(day: string): boolean {
    return this.places.has(day)
  }

  place(day: string): number {
    const place = this.places.get(day)
    if (place === undefined) throw new Error(`${day} is no working day, or too far away.`)
    return place
  }

  /** So many working days later. */
  later(day: string, by: number): string {
    const found = this.days[this.place(day) + by]
    if (found === undefined) throw new Error("Further away than the line of days is long.")
    return found
  }

  /** The first working day on or after any day. */
  from(day: string): string {
    let next = day
    while (!this.works(next)) next = dayAfter(next, 1)
    return next
  }

  between(from: string, to: string): number {
    return this.place(to) - this.place(from)
  }
}

export function dayAfter(day: string, by: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + by)
  return date.toISOString().slice(0, 10)
}

/** A task as something that takes working days. It begins on a morning, and ends on the morning after its last day. */
interface Job {
  /** On the morning of this day whatever else is; null for what moves. */
  fixed: string | null
  earliest: string
  work: number
  away: ReadonlySet<string>
}

interface Ends {
  start: string
  end: string
}

const staysPut = (task: OracleTask) => task.mode === "manual" || task.status !== "not_started"

/** Working days from one day to another, both included. */
function workingDays(line: Line, from: string, to: string): number {
  let count = 0
  for (let day = from; day <= to; day = dayAfter(day, 1)) if (line.works(day)) count++
  return count
}

function jobOf(line: Line, plan: OraclePlan, task: OracleTask): Job {
  const begin = line.from(plan.startDay)
  if (staysPut(task)) {
    const work = task.durationDays === 0 ? 0 : workingDays(line, task.startDay, task.endDay)
    return { fixed: line.from(task.startDay), earliest: begin, work, away: new Set() }
  }
  const away = new Set<string>()
  for (const { userId, fromDay, toDay } of plan.absences)
    if (userId === task.responsibleId)
      for (let day = fromDay; day <= toDay; day = dayAfter(day, 1)) away.add(day)
  const named = line.from(task.notBefore ?? plan.startDay)
  return {
    fixed: null,
    earliest: line.between(begin, named) < 0 ? begin : named,
    work: task.durationDays,
    away,
  }
}

/** Where the plan puts every task, by id. */
export function oracle(line: Line, plan: OraclePlan): Map<string, OracleDates> {
  const jobs = new Map(plan.tasks.map((task) => [task.id, jobOf(line, plan, task)]))
  const dependencies = plan.dependencies.filter(
    (dependency) => jobs.has(dependency.predecessorId) && jobs.has(dependency.successorId),
  )
  const begin = line.from(plan.startDay)
  const known = <T>(of: ReadonlyMap<string, T>, id: string): T => {
    const found = of.get(id)
    if (found === undefined) throw new Error(`There is no task ${id}.`)
    return found
  }
  const canBegin = ({ work, away }: Job, day: string) => work === 0 || !away.has(day)
  /** Where it ends that begins on a day: count its days one by one. */
  const from = ({ work, away }: Job, start: string): Ends => {
    let [left, day] = [work, start]
    while (left > 0) {
      if (!away.has(day)) left--
      day = line.later(day, 1)
    }
    return { start, end: day }
  }
  /** Where it begins that ends on a day: count its days back one by one. */
  const until = ({ work, away }: Job, end: string): string => {
    let [left, day] = [work, end]
    while (left > 0) {
      day = line.later(day, -1)
      if (!away.has(day)) left--
    }
    return day
  }
  const room = ({ type, lagDays }: OracleDependency, before: Ends, after: Ends): number => {
    const leaves = type === "finish_start" || type === "finish_finish" ? before.end : before.start
    const reaches = type === "finish_start" || type === "start_start" ? after.start : after.end
    return line.between(leaves, reaches) - lagDays
  }

  // The earliest days: whatever is too early moves by one day, until nothing is.
  const early = new Map([...jobs].map(([id, job]) => [id, from(job, job.fixed ?? job.earliest)]))
  const early0 = (id: string) => known(early, id)
  const isTooEarly = (id: string) =>
    dependencies.some(
      (dependency) =>
        dependency.successorId === id &&
        room(dependency, early0(dependency.predecessorId), early0(dependency.successorId)) < 0,
    )
  for (let moved = true; moved; ) {
    moved = false
    for (const [id, job] of jobs) {
      const { start } = early0(id)
      if (job.fixed !== null || (!isTooEarly(id) && canBegin(job, start))) continue
      early.set(id, from(job, line.later(start, 1)))
      moved = true
    }
  }
  const finish = [begin, ...[...early.values()].map(({ end }) => end)].sort().at(-1) ?? begin

  // The latest days: everything as late as the whole allows; whatever is too late moves back by one day. What stays
  // where it is makes no room: what comes before it must be there when it begins.
  const late = new Map([...jobs].map(([id, job]) => [id, from(job, until(job, finish))]))
  const lateNext = (id: string) => (known(jobs, id).fixed === null ? known(late, id) : early0(id))
  const isTooLate = (id: string) =>
    dependencies.some(
      (dependency) =>
        dependency.predecessorId === id &&
        room(dependency, known(late, id), lateNext(dependency.successorId)) < 0,
    )
  for (let moved = true; moved; ) {
    moved = false
    for (const [id, job] of jobs) {
      const { start } = known(late, id)
      if (!isTooLate(id) && canBegin(job, start)) continue
      late.set(id, from(job, line.later(start, -1)))
      moved = true
    }
  }

  /** The last day of what takes days; of what takes none the day on whose morning it is. */
  const lastDay = ({ start, end }: Ends) => (start === end ? start : line.later(end, -1))
  const dates = plan.tasks.map((task): [string, OracleDates] => {
    const [now, last] = [early0(task.id), known(late, task.id)]
    const totalFloat = Math.min(line.between(now.start, last.start), line.between(now.end, last.end))
    const rooms = dependencies
      .filter((dependency) => dependency.predecessorId === task.id)
      .map((dependency) => room(dependency, now, early0(dependency.successorId)))
    return [
      task.id,
      {
        startDay: staysPut(task) ? task.startDay : now.start,
        endDay: staysPut(task) ? task.endDay : lastDay(now),
        lateStartDay: last.start,
        lateEndDay: lastDay(last),
        totalFloat,
        freeFloat: Math.min(totalFloat, line.between(now.end, finish), ...rooms),
        critical: totalFloat <= 0 && task.status !== "completed",
        conflict: staysPut(task) && isTooEarly(task.id),
      },
    ]
  })
  return new Map(dates)
}

/** What somebody asks of a task: another first day, another length, another mode. */
export interface OracleEdit {
  id: string
  mode?: "automatic" | "manual"
  durationDays?: number
  startDay?: string
}

/** The task as it is asked for, before the plan has its say. */
export function asked(line: Line, task: OracleTask, edit: OracleEdit): OracleTask {
  const mode = edit.mode ?? task.mode
  const durationDays = edit.durationDays ?? task.durationDays
  const next = { ...task, mode, durationDays }
  if (!staysPut(next)) return { ...next, notBefore: edit.startDay ?? task.notBefore }
  const startDay = edit.startDay ?? task.startDay
  const notBefore = mode === "manual" ? null : task.notBefore
  if (startDay === task.startDay && durationDays === task.durationDays) return { ...next, notBefore }
  if (durationDays === 0) return { ...next, startDay, endDay: startDay, notBefore }
  const bar =
    task.durationDays === 0
      ? durationDays
      : Math.max(1, workingDays(line, task.startDay, task.endDay) + durationDays - task.durationDays)
  let [left, endDay] = [bar, dayAfter(startDay, -1)]
  while (left > 0) {
    endDay = dayAfter(endDay, 1)
    if (line.works(endDay)) left--
  }
  return { ...next, startDay, endDay, notBefore }
}
