import { afterEach, expect, test, vi } from "vitest"
import { inRounds, median, percentile, Report } from "./measure"

afterEach(() => {
  vi.restoreAllMocks()
  process.exitCode = undefined
})

test("the median and the nearest-rank percentile of a few values", () => {
  expect(median([5, 1, 3])).toBe(3)
  expect(median([4, 1, 3, 2])).toBe(2.5)
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index)
  expect([percentile(hundred, 0.5), percentile(hundred, 0.99), percentile(hundred, 1)]).toEqual([50, 99, 100])
  expect(percentile(Float64Array.of(10, 9, 1), 0.5)).toBe(9)
})

test("rounds change who begins, and ratios are taken within a round", async () => {
  const order: string[] = []
  let slow = 1
  const subject = (name: string, figure: number) => ({
    name,
    turn: async () => {
      order.push(name)
      return figure / slow
    },
  })
  const slowing = { name: "c", turn: async () => ++slow }
  const measured = await inRounds([subject("a", 10), subject("b", 20), slowing], 3)
  expect(order.join("")).toBe("abbaab")
  expect(measured.figures.get("a")).toHaveLength(3)
  const even = await inRounds([subject("a", 10), subject("b", 20)], 4)
  expect(even.ratio("b", "a")).toBe(2)
  expect(() => even.figure("nobody")).toThrow("Nothing named nobody")
})

test.each([
  ["at most", Math.max(...([] as number[]))],
  ["at least", Math.min(...([] as number[]))],
  ["at most", median([])],
  ["at least", percentile([], 0.95)],
] as const)("a bar %s over no figures is missed", (rule, figure) => {
  const said = vi.spyOn(console, "log").mockImplementation(() => undefined)
  const report = new Report("A chart")
  report.bar("elements of the page", figure, rule, 2_999, 0)
  report.end()
  expect(said.mock.calls.flat().join("\n")).toContain("MISSED")
  expect(process.exitCode).toBe(1)
})

test("a bar over figures is held or missed by its limit", () => {
  vi.spyOn(console, "log").mockImplementation(() => undefined)
  const report = new Report("A chart")
  report.bar("elements of the page", 2_999, "at most", 2_999, 0)
  report.end()
  expect(process.exitCode).toBeUndefined()
  report.bar("elements of the page", 3_000, "at most", 2_999, 0)
  report.end()
  expect(process.exitCode).toBe(1)
})
