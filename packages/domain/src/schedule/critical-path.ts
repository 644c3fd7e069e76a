import { at, cycleAmong, type Network, startPoint } from "./network"
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

/** When each task can be done, and how much room it has. A task's start is at `startPoint`, its end at the next place. */
export interface Dates {
  early: Int32Array
  late: Int32Array
  /** Working days by which it can be late before the whole is; negative where a fixed task cannot be kept. */
  totalFloat: Int32Array
  /** Working days by which it can be late before anything else is. */
  freeFloat: Int32Array
  /** Fixed tasks that begin, or end, before their predecessors allow. */
  conflicts: number[]
  /** The end of the whole: the latest early end. */
  end: number
}

/** Later than every day. Every difference of two days has room in 32 bits. */
const never = 0x2000_0000

// Which of two days is later is as good as a throw of dice in a network, and a branch that the processor guesses wrong
// costs more than the few steps without one.
const later = (a: number, b: number): number => {
  const more = (b - a) | 0
  return (a + (more & ~(more >> 31))) | 0
}
const earlier = (a: number, b: number): number => {
  const more = (b - a) | 0
  return (a + (more & (more >> 31))) | 0
}

/**
 * The critical path method (Kelley and Walker, 1959) with the four precedence relations and lags of the precedence
 * diagramming method (PMBOK 6.3.2). Work is not split but by days on which nobody is there. Tasks begin at day 0 at the
 * earliest, those that are fixed where they are. No recursion: a chain may be as long as it likes.
 * @throws CycleError
 */
export function criticalPath(network: Network, plan: Plan): Dates {
  const { count } = network
  const waiting = network.waiting.slice()
  // One place more than tasks: while the last one is in its turn, the place of the next is written to all the same.
  const order = new Int32Array(count + 1)
  const early = new Int32Array(count * 2).fill(none)
  const conflicts: number[] = []
  const end = forward(network, plan, waiting, order, early, conflicts)
  if (end === none) throw cycleAmong(network, waiting)
  const late = new Int32Array(count * 2)
  const totalFloat = new Int32Array(count)
  const freeFloat = new Int32Array(count)
  const stay: number[] = []
  backward(network, plan, order, early, end, { late, totalFloat, freeFloat, stay })
  for (let place = 0; place < stay.length; place += 3) {
    const point = startPoint(stay[place] ?? 0)
    late[point] = stay[place + 1] ?? 0
    late[point + 1] = stay[place + 2] ?? 0
  }
  return { early, late, totalFloat, freeFloat, conflicts, end }
}

// Both passes write into what they are given, and nothing is made behind their loops: V8 compiles a long loop before it
// knows what follows, and would give the compiled code up at each end.

/**
 * Fills in the early days, each task after all of its predecessors (A. B. Kahn, Topological sorting of large networks,
 * 1962). Answers the end of the whole, or `none` when some tasks wait for each other.
 * @param waiting counts down to 0 for each task whose turn comes.
 * @param order is filled with the tasks whose turn came.
 * @param early by point. Until a task's turn comes, its own two are the earliest start and end that its predecessors
 * have asked for.
 */
function forward(
  { count, first, edges }: Network,
  { duration, notBefore, fixedStart, available }: Plan,
  waiting: Int32Array,
  order: Int32Array,
  early: Int32Array,
  conflicts: number[],
): number {
  let found = 0
  for (let task = 0; task < count; task++) {
    order[found] = task
    found += at(waiting, task) === 0 ? 1 : 0
  }
  let end = 0
  for (let turn = 0; turn < found; turn++) {
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
      start = later(later(0, asked), at(notBefore, task))
      if (days === undefined || work === 0) {
        // Nothing asked for is far below every day, with the work taken off too.
        start = later(start, askedEnd - work)
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
    end = later(end, finish)
    const last = at(first, task + 1) * 2
    for (let edge = at(first, task) * 2; edge < last; edge += 2) {
      const code = at(edges, edge)
      const reached = code >> 1
      early[reached] = later(at(early, reached), at(early, point + (code & 1)) + at(edges, edge + 1))
      const next = reached >> 1
      const left = at(waiting, next) - 1
      waiting[next] = left
      order[found] = next
      found += left === 0 ? 1 : 0
    }
  }
  return found < count ? none : end
}

interface Late extends Pick<Dates, "late" | "totalFloat" | "freeFloat"> {
  /** Of each fixed task its number, late start and late end. */
  stay: number[]
}

/**
 * Fills in the late days and the floats.
 * @param out `late` by point: when it must be there for its predecessors to be in time, and while its task has its turn,
 * when for itself.
 */
function backward(
  { count, first, edges }: Network,
  { duration, fixedStart, available }: Plan,
  order: Int32Array,
  early: Int32Array,
  end: number,
  { late, totalFloat, freeFloat, stay }: Late,
): void {
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
    const last = at(first, task + 1) * 2
    for (let edge = at(first, task) * 2; edge < last; edge += 2) {
      const code = at(edges, edge)
      const left = point + (code & 1)
      const reached = code >> 1
      const lag = at(edges, edge + 1)
      late[left] = earlier(at(late, left), at(late, reached) - lag)
      free = earlier(free, at(early, reached) - lag - at(early, left))
    }
    let latest = at(late, point)
    let latestEnd = at(late, point + 1)
    if (days === undefined || work === 0) {
      latest = earlier(latest, latestEnd - work)
      latestEnd = latest + work
    } else {
      const rank = Math.min(
        days.rankOf(latestEnd) - work,
        latest === never ? never : days.rankOf(latest + 1) - 1,
      )
      latest = days.at(rank)
      latestEnd = days.at(rank + work - 1) + 1
    }
    const total = earlier(latest - start, latestEnd - finish)
    totalFloat[task] = total
    freeFloat[task] = earlier(free, total)
    if (at(fixedStart, task) === none) {
      late[point] = latest
      late[point + 1] = latestEnd
    } else {
      // What is fixed does not make room: its predecessors must be there when it begins, not when it could.
      late[point] = start
      late[point + 1] = finish
      stay.push(task, latest, latestEnd)
    }
  }
}
