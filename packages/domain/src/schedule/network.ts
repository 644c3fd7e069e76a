/** Dependencies by number: `dependencyTypes[type[i]]` from task `from[i]` to task `to[i]`, `lag[i]` working days later or earlier. */
export interface Dependencies {
  from: Int32Array
  to: Int32Array
  type: Uint8Array
  lag: Int32Array
}

/** An element whose number is known to be within the array. Of one kind of array only: of two kinds it is half as quick. */
export const at = (array: Int32Array, index: number): number => array[index] as number

/** A task's start as a point in time among all; its end is the next one. Dependencies connect points. */
export const startPoint = (task: number): number => task * 2

/**
 * Tasks by number, each with the dependencies that leave it side by side in one array: a pass over all of them costs what
 * the processor waits for memory and for branches that it guessed wrong.
 */
export interface Network {
  count: number
  /** Of each task how many dependencies reach it. */
  waiting: Int32Array
  /** The dependencies of task `i` are those from `first[i]` up to `first[i + 1]`. */
  first: Int32Array
  /**
   * Two numbers for each dependency. First the point that must be `lag` later at the earliest, times two, and one more when the
   * link leaves the end of its task; then the lag.
   */
  edges: Int32Array
}

/** Links that lead back to where they began: no such tasks can be scheduled. */
export class CycleError extends Error {
  override readonly name = "CycleError"

  /** @param tasks numbers of the tasks along the dependencies; from the last one a dependency leads to the first. */
  constructor(readonly tasks: readonly number[]) {
    super(`The tasks depend on each other in a cycle: ${[...tasks, tasks[0]].join(" → ")}.`)
  }
}

/** Sorts the dependencies of the tasks `0` to `count - 1` by the task that they leave. */
export function networkOf(count: number, { from, to, type, lag }: Dependencies): Network {
  const size = from.length
  // While the dependencies are put in their places `first[i + 1]` says where the next one of task `i` goes: in the end that is
  // where those of the task after it begin.
  const first = new Int32Array(count + 2)
  const waiting = new Int32Array(count)
  for (let dependency = 0; dependency < size; dependency++) {
    const after = at(from, dependency) + 2
    const reached = at(to, dependency)
    first[after] = at(first, after) + 1
    waiting[reached] = at(waiting, reached) + 1
  }
  for (let task = 0; task < count; task++) first[task + 2] = at(first, task + 2) + at(first, task + 1)
  const edges = new Int32Array(size * 2)
  for (let dependency = 0; dependency < size; dependency++) {
    const next = at(from, dependency) + 1
    const kind = type[dependency] ?? 0
    const place = at(first, next)
    // As `dependencyTypes` are numbered: the even ones leave an end, the last two reach one.
    edges[place * 2] = (startPoint(at(to, dependency)) + (kind >> 1)) * 2 + 1 - (kind & 1)
    edges[place * 2 + 1] = at(lag, dependency)
    first[next] = place + 1
  }
  return { count, waiting, first, edges }
}

/**
 * A cycle among tasks that wait for each other: going back from one that has a predecessor that waits too must come round.
 * @param waiting of each task for how many it still waits when nothing more can begin.
 */
export function cycleAmong({ count, first, edges }: Network, waiting: Int32Array): CycleError {
  const back = new Int32Array(count).fill(-1)
  for (let task = 0; task < count; task++) {
    if (at(waiting, task) === 0) continue
    for (let edge = at(first, task) * 2; edge < at(first, task + 1) * 2; edge += 2) {
      const after = at(edges, edge) >> 2
      if (at(waiting, after) > 0) back[after] = task
    }
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
  // The same cycle is named the same way: from its lowest number.
  const lowest = cycle.indexOf(cycle.reduce((low, each) => Math.min(low, each)))
  return new CycleError([...cycle.slice(lowest), ...cycle.slice(0, lowest)])
}
