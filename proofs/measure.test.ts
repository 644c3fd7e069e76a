import { expect, test } from "vitest"
import { inRounds, median, percentile } from "./measure"

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
