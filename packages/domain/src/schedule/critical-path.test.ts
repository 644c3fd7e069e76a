import { expect, test } from "vitest"
import { type DependencyType, dependencyTypes } from "../tasks/words"
import { criticalPath, none, type Plan } from "./critical-path"
import { CycleError, networkOf, startPoint } from "./network"
import { SortedGaps } from "./sorted-gaps"

type Dependency = [from: number, to: number, type?: DependencyType, lag?: number]

const network = (count: number, dependencies: Dependency[]) =>
  networkOf(count, {
    from: Int32Array.from(dependencies, ([from]) => from),
    to: Int32Array.from(dependencies, ([, to]) => to),
    type: Uint8Array.from(dependencies, ([, , type = "finish_start"]) => dependencyTypes.indexOf(type)),
    lag: Int32Array.from(dependencies, ([, , , lag = 0]) => lag),
  })

const plan = (duration: number[], more: Partial<Plan> = {}): Plan => ({
  duration: Int32Array.from(duration),
  notBefore: new Int32Array(duration.length).fill(none),
  fixedStart: new Int32Array(duration.length).fill(none),
  available: [],
  ...more,
})

const starts = (points: Int32Array) => [...points.filter((_, point) => point % 2 === 0)]
const ofTask = (points: Int32Array, task: number) => [
  ...points.subarray(startPoint(task), startPoint(task + 1)),
]

const fixed = (...starts: (number | null)[]) => Int32Array.from(starts, (start) => start ?? none)

test("two strands: the longer is critical, the other has room", () => {
  const dates = criticalPath(
    network(4, [
      [0, 1],
      [0, 2],
      [1, 3],
      [2, 3],
    ]),
    plan([2, 5, 3, 1]),
  )
  expect(starts(dates.early)).toEqual([0, 2, 2, 7])
  expect(starts(dates.late)).toEqual([0, 2, 4, 7])
  expect([...dates.totalFloat]).toEqual([0, 0, 2, 0])
  expect([...dates.freeFloat]).toEqual([0, 0, 2, 0])
  expect(dates.end).toBe(8)
})

test("each kind of link holds the end that it names, with its lag", () => {
  const startOf = (type: DependencyType, lag: number) =>
    criticalPath(network(2, [[0, 1, type, lag]]), plan([5, 2])).early[startPoint(1)]
  expect(dependencyTypes.map((type) => startOf(type, 0))).toEqual([5, 0, 3, 0])
  expect(dependencyTypes.map((type) => startOf(type, 3))).toEqual([8, 3, 6, 1])
  expect(dependencyTypes.map((type) => startOf(type, -4))).toEqual([1, 0, 0, 0])
})

test("leave moves the end, and an end that must be late moves the start", () => {
  const away = new SortedGaps(Int32Array.of(2, 3))
  const alone = criticalPath(network(1, []), plan([4], { available: [away] }))
  expect(ofTask(alone.early, 0)).toEqual([0, 6])
  const linked = criticalPath(
    network(2, [[0, 1, "finish_finish"]]),
    plan([7, 3], { available: [undefined, away] }),
  )
  expect(ofTask(linked.early, 1)).toEqual([4, 7])
})

test("a fixed task stays and says that its predecessor is late; the predecessor's float is negative", () => {
  const dates = criticalPath(network(2, [[0, 1]]), plan([5, 2], { fixedStart: fixed(null, 3) }))
  expect(dates.conflicts).toEqual([1])
  expect(ofTask(dates.early, 1)).toEqual([3, 5])
  expect(ofTask(dates.late, 1)).toEqual([3, 5])
  expect(dates.totalFloat[0]).toBe(-2)
})

test("a task does not begin before the day that it names", () => {
  const dates = criticalPath(network(1, []), plan([1], { notBefore: fixed(4) }))
  expect(ofTask(dates.early, 0)).toEqual([4, 5])
})

test("a cycle is refused, and named along its dependencies", () => {
  const scheduled = (count: number, dependencies: Dependency[]) =>
    criticalPath(network(count, dependencies), plan(Array.from({ length: count }, () => 1)))
  const circle = () =>
    scheduled(5, [
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 1],
      [3, 4],
    ])
  expect(circle).toThrow(CycleError)
  expect(circle).toThrow("1 → 2 → 3 → 1")
  expect(() => scheduled(1, [[0, 0]])).toThrow("0 → 0")
})

test("a chain of 100,000 tasks neither overflows nor takes long", () => {
  const count = 100_000
  const dates = criticalPath(
    network(
      count,
      Array.from({ length: count - 1 }, (_, task): Dependency => [task, task + 1]),
    ),
    plan(Array.from({ length: count }, () => 1)),
  )
  expect(dates.end).toBe(count)
  expect(dates.totalFloat.every((float) => float === 0)).toBe(true)
})
