/**
 * The same dates by other means: day by day on a calendar of strings, and again and again over all links until nothing
 * moves. It shares no line with the scheduler.
 */
export interface OracleTask {
  work: number
  notBefore: string | null
  fixed: string | null
  /** Days on which whoever does it is away. */
  away: ReadonlySet<string>
}

export interface OracleLink {
  from: number
  to: number
  type: "finish_start" | "start_start" | "finish_finish" | "start_finish"
  lag: number
}

/** Ends are the next working day after the last day of work. */
export interface OracleDates {
  start: string
  end: string
  lateStart: string
  lateEnd: string
  totalFloat: number
  freeFloat: number
  conflict: boolean
}

/** The working days in order, and where each is. */
export class Line {
  private readonly places: Map<string, number>

  constructor(readonly days: readonly string[]) {
    this.places = new Map(days.map((day, place) => [day, place]))
  }

  place(day: string): number {
    const place = this.places.get(day)
    if (place === undefined) throw new Error(`${day} is no working day, or too far away.`)
    return place
  }

  day(place: number): string {
    const day = this.days[place]
    if (day === undefined) throw new Error("Further away than the line of days is long.")
    return day
  }

  later(day: string, by: number): string {
    return this.day(this.place(day) + by)
  }
}

type Ends = { start: string; end: string }

export function oracle(line: Line, today: string, tasks: OracleTask[], links: OracleLink[]): OracleDates[] {
  const works = (task: OracleTask, day: string) => !task.away.has(day)

  /** Where it ends that begins on a day: count its days one by one. */
  const endFrom = (task: OracleTask, start: string): string => {
    let [left, day] = [task.work, start]
    while (left > 0) {
      if (works(task, day)) left--
      day = line.later(day, 1)
    }
    return day
  }
  const canBegin = (task: OracleTask, day: string) => task.work === 0 || works(task, day)

  const early: Ends[] = tasks.map((task) => {
    const start = task.fixed ?? (task.notBefore !== null && task.notBefore > today ? task.notBefore : today)
    return { start, end: endFrom(task, start) }
  })
  const satisfied = ({ from, to, type, lag }: OracleLink, at: (task: number) => Ends): boolean => {
    const [before, after] = [at(from), at(to)]
    const [leaves, reaches] = {
      finish_start: [before.end, after.start],
      start_start: [before.start, after.start],
      finish_finish: [before.end, after.end],
      start_finish: [before.start, after.end],
    }[type] as [string, string]
    return line.place(reaches) >= line.place(leaves) + lag
  }
  // The earliest dates: whatever is too early moves by one day, until nothing is.
  for (let moved = true; moved; ) {
    moved = false
    tasks.forEach((task, number) => {
      if (task.fixed !== null) return
      const now = early[number] as Ends
      const tooEarly = links.some(
        (link) => link.to === number && !satisfied(link, (each) => early[each] as Ends),
      )
      if (!tooEarly && canBegin(task, now.start)) return
      const start = line.later(now.start, 1)
      early[number] = { start, end: endFrom(task, start) }
      moved = true
    })
  }
  const finish = [today, ...early.map(({ end }) => end)].sort().at(-1) ?? today

  /** Where it begins that ends on a day, at the latest. */
  const startBefore = (task: OracleTask, end: string): string => {
    let [left, day] = [task.work, end]
    while (left > 0) {
      day = line.later(day, -1)
      if (works(task, day)) left--
    }
    return day
  }
  // The latest dates: everything as late as the whole allows; whatever is too late moves back by one day.
  const late: Ends[] = tasks.map((task) => ({ start: startBefore(task, finish), end: finish }))
  const normal = (task: OracleTask, { start }: Ends): Ends => ({ start, end: endFrom(task, start) })
  late.forEach((ends, number) => {
    late[number] = normal(tasks[number] as OracleTask, ends)
  })
  for (let moved = true; moved; ) {
    moved = false
    tasks.forEach((task, number) => {
      const now = late[number] as Ends
      const lateOf = (each: number) =>
        each !== number && tasks[each]?.fixed !== null ? (early[each] as Ends) : (late[each] as Ends)
      const tooLate = links.some((link) => link.from === number && !satisfied(link, lateOf))
      if (!tooLate && canBegin(task, now.start)) return
      const start = line.later(now.start, -1)
      late[number] = { start, end: endFrom(task, start) }
      moved = true
    })
  }

  return tasks.map((task, number) => {
    const [now, last] = [early[number] as Ends, late[number] as Ends]
    const between = (a: string, b: string) => line.place(b) - line.place(a)
    const totalFloat = Math.min(between(now.start, last.start), between(now.end, last.end))
    const rooms = links
      .filter(({ from }) => from === number)
      .map(({ to, type, lag }) => {
        const next = early[to] as Ends
        const reaches = type === "finish_start" || type === "start_start" ? next.start : next.end
        const leaves = type === "finish_start" || type === "finish_finish" ? now.end : now.start
        return between(leaves, reaches) - lag
      })
    return {
      ...now,
      lateStart: last.start,
      lateEnd: last.end,
      totalFloat,
      freeFloat: Math.min(totalFloat, between(now.end, finish), ...rooms),
      conflict:
        task.fixed !== null &&
        links.some((link) => link.to === number && !satisfied(link, (each) => early[each] as Ends)),
    }
  })
}
