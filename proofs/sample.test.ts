import { afterEach, expect, test, vi } from "vitest"
import { Sample } from "./sample"

const given = process.argv
afterEach(() => {
  process.argv = given
  vi.restoreAllMocks()
})

function read(...args: string[]) {
  vi.spyOn(console, "log").mockImplementation(() => undefined)
  process.argv = [...given.slice(0, 2), ...args]
  return Sample.read()
}
const hundred = Array.from({ length: 100 }, (_, number) => number)

test("without a sample everything is tried as it stands", () => {
  const sample = read()
  expect([sample.isNamed, sample.isPart, sample.passed]).toEqual([false, false, 0])
  expect(sample.draw(hundred)).toEqual(hundred)
  expect(sample.draw(hundred, 0.1)).toEqual(hundred)
})

test("a share is drawn by chance, the same for the same seed", () => {
  const [one, same, other] = ["7", "7", "8"].map((seed) =>
    read("--sample", "0.2", "--seed", seed).draw(hundred),
  )
  expect(one).toHaveLength(20)
  expect(new Set(one).size).toBe(20)
  expect(same).toEqual(one)
  expect(other).not.toEqual(one)
  expect(read("--sample", "0.01").draw([1, 2])).toHaveLength(1)
})

test("another part is drawn each time, and the seed is said", () => {
  const first = read("--sample", "0.5")
  expect(vi.mocked(console.log).mock.calls.flat().join()).toContain(`--seed ${first.seed}`)
  expect(read("--sample", "0.5").seed).not.toBe(first.seed)
})

test("within a time all are drawn, or the share that is named for it", () => {
  vi.useFakeTimers({ toFake: ["performance"] })
  const sample = read("--sample", "30")
  expect([...sample.draw(hundred)].sort((a, b) => a - b)).toEqual(hundred)
  expect(sample.draw(hundred, 0.1)).toHaveLength(10)
  // What is made ready before the first try does not count.
  vi.advanceTimersByTime(40_000)
  expect(sample.passed).toBe(0)
  vi.advanceTimersByTime(15_000)
  expect(sample.passed).toBeCloseTo(0.5)
  vi.useRealTimers()
})

test.each(["0", "-1", "much"])("a sample of %s is refused", (amount) => {
  expect(() => read(`--sample=${amount}`)).toThrow("takes a share")
})

test("what is named is tried, and to name nothing is an error", () => {
  const all = ["clients.get", "clients.list", "time.list"].map((path) => ({ path }))
  const paths = (...names: string[]) =>
    read(...names)
      .named(all)
      .map(({ path }) => path)
  expect(paths()).toHaveLength(3)
  expect(paths("clients.", "time.list")).toHaveLength(3)
  expect(paths("time")).toEqual(["time.list"])
  expect(() => paths("clints")).toThrow("Nothing begins with clints.")
})
