/** How a link ties two tasks: the end of the predecessor that counts, then that of the successor. */
export const linkTypes = ["finish_start", "start_start", "finish_finish", "start_finish"] as const
export type LinkType = (typeof linkTypes)[number]

/** Links by number: `linkTypes[type[i]]` from task `from[i]` to task `to[i]`, `lag[i]` working days later or earlier. */
export interface Links {
  from: Int32Array
  to: Int32Array
  type: Uint8Array
  lag: Int32Array
}

/** An element whose number is known to be within the array. Of one kind of array only: of two kinds it is half as quick. */
export const at = (array: Int32Array, index: number): number => array[index] as number

/** A task's start as a point in time among all; its end is the next one. Links tie points. */
export const startPoint = (task: number): number => task * 2

/** A network without a cycle, in the order in which it can be walked. */
export interface Network {
  count: number
  /** Every task after all of its predecessors. */
  order: Int32Array
  /** The links that leave task `i` are those from `first[i]` up to `first[i + 1]` in the three arrays below. */
  first: Int32Array
  /** Of each link the point that it leaves, and the point that must be `lag` later at the earliest. */
  leaves: Int32Array
  reaches: Int32Array
  lag: Int32Array
}

/** Links that lead back to where they began: no such tasks can be scheduled. */
export class CycleError extends Error {
  override readonly name = "CycleError"

  /** @param tasks numbers of the tasks along the links; from the last one a link leads to the first. */
  constructor(readonly tasks: readonly number[]) {
    super(`The tasks depend on each other in a circle: ${[...tasks, tasks[0]].join(" → ")}.`)
  }
}

/**
 * Orders the tasks `0` to `count - 1` by their links (A. B. Kahn, Topological sorting of large networks, 1962), without
 * recursion.
 * @throws CycleError
 */
export function networkOf(count: number, links: Links): Network {
  const { from } = links
  const size = from.length
  const first = new Int32Array(count + 1)
  const waiting = new Int32Array(count)
  for (let link = 0; link < size; link++) {
    first[at(from, link) + 1] = at(first, at(from, link) + 1) + 1
    waiting[at(links.to, link)] = at(waiting, at(links.to, link)) + 1
  }
  for (let task = 0; task < count; task++) first[task + 1] = at(first, task + 1) + at(first, task)
  const leaves = new Int32Array(size)
  const reaches = new Int32Array(size)
  const lag = new Int32Array(size)
  const filled = first.slice(0, count)
  for (let link = 0; link < size; link++) {
    const task = at(from, link)
    const type = links.type[link] ?? 0
    const place = at(filled, task)
    // As `linkTypes` are numbered: the even ones leave an end, the last two reach one.
    leaves[place] = startPoint(task) + 1 - (type & 1)
    reaches[place] = startPoint(at(links.to, link)) + (type >> 1)
    lag[place] = at(links.lag, link)
    filled[task] = place + 1
  }
  const order = new Int32Array(count)
  let found = 0
  for (let task = 0; task < count; task++) if (waiting[task] === 0) order[found++] = task
  for (let done = 0; done < found; done++) {
    const task = at(order, done)
    const end = at(first, task + 1)
    for (let position = at(first, task); position < end; position++) {
      const next = at(reaches, position) >> 1
      const left = at(waiting, next) - 1
      waiting[next] = left
      if (left === 0) order[found++] = next
    }
  }
  if (found < count) throw new CycleError(cycleAmong(waiting, links))
  return { count, order, first, leaves, reaches, lag }
}

/** Of tasks that still wait for a predecessor each has one that waits as well: going back must come round. */
function cycleAmong(waiting: Int32Array, { from, to }: Links): number[] {
  const back = new Int32Array(waiting.length).fill(-1)
  for (let link = 0; link < from.length; link++) {
    const [before, after] = [at(from, link), at(to, link)]
    if (at(waiting, before) > 0 && at(waiting, after) > 0) back[after] = before
  }
  const met = new Map<number, number>()
  const path: number[] = []
  let task = back.findIndex((before) => before >= 0)
  while (!met.has(task)) {
    met.set(task, path.length)
    path.push(task)
    task = at(back, task)
  }
  const cycle = path.slice(met.get(task)).reverse()
  // The same circle is named the same way: from its lowest number.
  const lowest = cycle.indexOf(cycle.reduce((low, each) => Math.min(low, each)))
  return [...cycle.slice(lowest), ...cycle.slice(0, lowest)]
}
