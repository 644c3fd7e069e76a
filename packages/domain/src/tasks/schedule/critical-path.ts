import { at, type Network } from "./network"
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

/** As `linkTypes` has them. */
const finishStart = 0
const startStart = 1
const finishFinish = 2
/** Later than every day. */
const never = 0x2000_0000

/**
 * The critical path method (Kelley and Walker, 1959) with the four precedence relations and lags of the precedence
 * diagramming method (PMBOK 6.3.2). Work is not split but by days on which nobody is there. Tasks begin at day 0 at the
 * earliest, those that are fixed where they are.
 */
export function criticalPath(network: Network, plan: Plan): Dates {
  const early = forward(network, plan)
  return { ...early, ...backward(network, plan, early) }
}

type Early = Pick<Dates, "earlyStart" | "earlyEnd" | "conflicts" | "end">
type Late = Pick<Dates, "lateStart" | "lateEnd" | "totalFloat" | "freeFloat">

function forward({ count, order, first, to, type, lag }: Network, plan: Plan): Early {
  const { duration, notBefore, fixedStart, available } = plan
  // Until a task's turn comes, its own entries are the earliest start and end that its predecessors have asked for.
  const earlyStart = new Int32Array(count).fill(none)
  const earlyEnd = new Int32Array(count).fill(none)
  const conflicts: number[] = []
  let end = 0
  for (let turn = 0; turn < count; turn++) {
    const task = at(order, turn)
    const work = at(duration, task)
    const days = available[task]
    const fixed = at(fixedStart, task)
    const asked = at(earlyStart, task)
    const askedEnd = at(earlyEnd, task)
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
    earlyStart[task] = start
    earlyEnd[task] = finish
    if (finish > end) end = finish
    const last = at(first, task + 1)
    for (let link = at(first, task); link < last; link++) {
      const next = at(to, link)
      const kind = at(type, link)
      const bound = (kind === finishStart || kind === finishFinish ? finish : start) + at(lag, link)
      if (kind === finishStart || kind === startStart) {
        if (bound > at(earlyStart, next)) earlyStart[next] = bound
      } else if (bound > at(earlyEnd, next)) earlyEnd[next] = bound
    }
  }
  return { earlyStart, earlyEnd, conflicts, end }
}

function backward(
  { count, order, first, to, type, lag }: Network,
  { duration, fixedStart, available }: Plan,
  { earlyStart, earlyEnd, end }: Early,
): Late {
  const lateStart = new Int32Array(count)
  const lateEnd = new Int32Array(count)
  const totalFloat = new Int32Array(count)
  const freeFloat = new Int32Array(count)
  for (let turn = count - 1; turn >= 0; turn--) {
    const task = at(order, turn)
    const work = at(duration, task)
    const days = available[task]
    const start = at(earlyStart, task)
    const finish = at(earlyEnd, task)
    let latest = never
    let latestEnd = end
    let free = end - finish
    const last = at(first, task + 1)
    for (let link = at(first, task); link < last; link++) {
      const next = at(to, link)
      const kind = at(type, link)
      const toStart = kind === finishStart || kind === startStart
      const early = at(toStart ? earlyStart : earlyEnd, next) - at(lag, link)
      // What is fixed does not make room: its predecessors must be there when it begins, not when it could.
      const bound =
        at(fixedStart, next) === none ? at(toStart ? lateStart : lateEnd, next) - at(lag, link) : early
      if (kind === finishStart || kind === finishFinish) {
        latestEnd = Math.min(latestEnd, bound)
        free = Math.min(free, early - finish)
      } else {
        latest = Math.min(latest, bound)
        free = Math.min(free, early - start)
      }
    }
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
    const total = Math.min(latest - start, latestEnd - finish)
    lateStart[task] = latest
    lateEnd[task] = latestEnd
    totalFloat[task] = total
    freeFloat[task] = Math.min(free, total)
  }
  return { lateStart, lateEnd, totalFloat, freeFloat }
}
