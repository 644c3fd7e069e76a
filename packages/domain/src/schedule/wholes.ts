import type { PlanDependency } from "./plan"

interface Part {
  id: string
  /** The task of which it is a part. */
  parentId: string | null
}

type Point = `${string}:${"start" | "end"}`
const taskOf = (point: Point): string => point.slice(0, point.lastIndexOf(":"))

const startOf = (id: string): Point => `${id}:start`
const endOf = (id: string): Point => `${id}:end`

/** The point that must have come, and the one that waits for it. */
function pointsOf({ predecessorId, successorId, type }: PlanDependency): [from: Point, to: Point] {
  const [before, after] = type.split("_")
  return [
    before === "finish" ? endOf(predecessorId) : startOf(predecessorId),
    after === "finish" ? endOf(successorId) : startOf(successorId),
  ]
}

/**
 * The tasks along a cycle that one of the dependencies closes through wholes and their parts; null where none does. A
 * whole begins before its parts and ends after them, so a part cannot wait for the end of its whole, nor a whole for a part
 * of it, by whatever detour.
 */
export function cycleOfWholes(
  tasks: readonly Part[],
  dependencies: readonly PlanDependency[],
  closing: readonly PlanDependency[],
): string[] | null {
  const known = new Set(tasks.map(({ id }) => id))
  const next = new Map<Point, Point[]>()
  const lead = (from: Point, to: Point) => next.set(from, [...(next.get(from) ?? []), to])
  for (const { id, parentId } of tasks) {
    lead(startOf(id), endOf(id))
    if (parentId === null || !known.has(parentId)) continue
    lead(startOf(parentId), startOf(id))
    lead(endOf(id), endOf(parentId))
  }
  const living = (dependency: PlanDependency) =>
    known.has(dependency.predecessorId) && known.has(dependency.successorId)
  for (const dependency of dependencies) if (living(dependency)) lead(...pointsOf(dependency))
  for (const dependency of closing.filter(living)) {
    const [from, to] = pointsOf(dependency)
    const path = pathBetween(next, to, from)
    if (path !== null) return tasksAlong(path)
  }
  return null
}

function pathBetween(next: ReadonlyMap<Point, Point[]>, first: Point, last: Point): Point[] | null {
  const cameFrom = new Map<Point, Point | null>([[first, null]])
  // A map that grows while it is walked: what is added is walked as well.
  for (const [point] of cameFrom) {
    if (point === last) break
    for (const each of next.get(point) ?? []) if (!cameFrom.has(each)) cameFrom.set(each, point)
  }
  if (!cameFrom.has(last)) return null
  const path: Point[] = []
  for (let at: Point | null = last; at !== null; at = cameFrom.get(at) ?? null) path.unshift(at)
  return path
}

/** Each task once for its two points, from the last one, whose dependency closes the cycle. */
function tasksAlong(path: readonly Point[]): string[] {
  const tasks = path.map(taskOf).filter((id, index, all) => id !== all[index - 1])
  return tasks.length > 1 && tasks[0] === tasks.at(-1) ? tasks.slice(0, -1) : tasks
}
