import { at, type Network, startPoint } from "./network"
import type { SortedGaps } from "./sorted-gaps"

/** "No such day" in the arrays of a plan. */
export const none = -0x2000_0000

/**
 * What is known of the tasks, by number. All days are numbers of the agency's working days (`WorkingCalendar`), so that
 * weekends and holidays are not there at all; an end is the number after the last day of work.
 */
export interface Plan {
  /** Days of work; 0 for a milestone. */
  duration: Int32Array
  /** Not before this day, or `none`. */
  notBefore: Int32Array
  /** The day on which it begins whatever its predecessors say, or `none`: manual tasks, and those that have begun. */
  fixedStart: Int32Array
  /** Per task the days that are left of the agency's when who does it is away; undefined for all of them. */
  available: readonly (SortedGaps | undefined)[]
}

/** When each task can be done, and how much room it has. */
export interface Dates {
  earlyStart: Int32Array
  earlyEnd: Int32Array
  lateStart: Int32Array
  lateEnd: Int32Array
  /** Working days by which it can be late before the whole is; negative where a fixed task cannot be kept. */
  totalFloat: Int32Array
  /** Working days by which it can be late before anything else is. */
  freeFloat: Int32Array
  /** Fixed tasks that begin, or end, before their predecessors allow. */
  conflicts: number[]
  /** The end of the whole: the latest early end. */
  end: number
}

/** Later than every day. */
const never = 0x2000_0000

/**
 * The critical path method (Kelley and Walker, 1959) with the four precedence relations and lags of the precedence
 * diagramming method (PMBOK 6.3.2). Work is not split but by days on which nobody is there. Tasks begin at day 0 at the
 * earliest, those that are fixed where they are.
 */
export function criticalPath(network: Network, plan: Plan): Dates {
  const { count } = network
  const days = () => new Int32Array(count)
  const early = { earlyStart: days(), earlyEnd: days(), conflicts: [] }
  const late = { lateStart: days(), lateEnd: days(), totalFloat: days(), freeFloat: days() }
  const points = new Int32Array(count * 2).fill(none)
  const end = forward(network, plan, points, early)
  backward(network, plan, points, end, late)
  return { ...early, ...late, end }
}

type Early = Pick<Dates, "earlyStart" | "earlyEnd" | "conflicts">
type Late = Pick<Dates, "lateStart" | "lateEnd" | "totalFloat" | "freeFloat">

// Both passes write into what they are given, and nothing is made behind their loops: V8 compiles a long loop before it
// knows what follows, and would give the compiled code up at each end.

/**
 * Fills in the early days; answers the end of the whole.
 * @param early by point. Until a task's turn comes, its own two are the earliest start and end that its predecessors
 * have asked for.
 */
function forward(
  { count, order, first, leaves, reaches, lag }: Network,
  plan: Plan,
  early: Int32Array,
  { earlyStart, earlyEnd, conflicts }: Early,
): number {
  const { duration, notBefore, fixedStart, available } = plan
  let end = 0
  for (let turn = 0; turn < count; turn++) {
    const task = at(order, turn)
    const point = startPoint(task)
    const work = at(duration, task)
    const days = available[task]
    const fixed = at(fixedStart, task)
    const asked = at(early, point)
    const askedEnd = at(early, point + 1)
    let start = fixed
    let finish: number
    if (fixed === none) {
      start = Math.max(0, asked, at(notBefore, task))
      if (work === 0 || days === undefined) {
        // Nothing asked for is far below every day, with the work taken off too.
        start = Math.max(start, askedEnd - work)
        finish = start + work
      } else {
        // The rank of the first day, and of the first day for which the last one is late enough.
        let rank = days.rankOf(start)
        if (askedEnd !== none) rank = Math.max(rank, days.rankOf(askedEnd - 1) - work + 1)
        start = days.at(rank)
        finish = days.at(rank + work - 1) + 1
      }
    } else {
      finish =
        work === 0 ? start : days === undefined ? start + work : days.at(days.rankOf(start) + work - 1) + 1
      if (asked > start || askedEnd > finish) conflicts.push(task)
    }
    early[point] = start
    early[point + 1] = finish
    earlyStart[task] = start
    earlyEnd[task] = finish
    if (finish > end) end = finish
    const last = at(first, task + 1)
    for (let link = at(first, task); link < last; link++) {
      const bound = at(early, at(leaves, link)) + at(lag, link)
      const reached = at(reaches, link)
      if (bound > at(early, reached)) early[reached] = bound
    }
  }
  return end
}

/** Fills in the late days and the floats. */
function backward(
  { count, order, first, leaves, reaches, lag }: Network,
  { duration, fixedStart, available }: Plan,
  early: Int32Array,
  end: number,
  { lateStart, lateEnd, totalFloat, freeFloat }: Late,
): void {
  // By point: when it must be there for its predecessors to be in time, and while its task has its turn, when for itself.
  const late = new Int32Array(count * 2)
  for (let turn = count - 1; turn >= 0; turn--) {
    const task = at(order, turn)
    const point = startPoint(task)
    const work = at(duration, task)
    const days = available[task]
    const start = at(early, point)
    const finish = at(early, point + 1)
    late[point] = never
    late[point + 1] = end
    let free = end - finish
    const last = at(first, task + 1)
    for (let link = at(first, task); link < last; link++) {
      const left = at(leaves, link)
      const reached = at(reaches, link)
      const lags = at(lag, link)
      const bound = at(late, reached) - lags
      if (bound < at(late, left)) late[left] = bound
      const slack = at(early, reached) - lags - at(early, left)
      if (slack < free) free = slack
    }
    let latest = at(late, point)
    let latestEnd = at(late, point + 1)
    if (work === 0 || days === undefined) {
      latest = Math.min(latest, latestEnd - work)
      latestEnd = latest + work
    } else {
      const rank = Math.min(
        days.rankOf(latestEnd) - work,
        latest === never ? never : days.rankOf(latest + 1) - 1,
      )
      latest = days.at(rank)
      latestEnd = days.at(rank + work - 1) + 1
    }
    // What is fixed does not make room: its predecessors must be there when it begins, not when it could.
    const moves = at(fixedStart, task) === none
    late[point] = moves ? latest : start
    late[point + 1] = moves ? latestEnd : finish
    const total = Math.min(latest - start, latestEnd - finish)
    lateStart[task] = latest
    lateEnd[task] = latestEnd
    totalFloat[task] = total
    freeFloat[task] = Math.min(free, total)
  }
}
