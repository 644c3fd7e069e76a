import { expect, test } from "vitest"
import { orderOf } from "./use-order"

test("tasks keep their rows, those that are gone leave, new ones come behind their neighbour", () => {
  expect(orderOf([], ["a", "b", "c"])).toEqual(["a", "b", "c"])
  expect(orderOf(["a", "b", "c"], ["c", "a", "b"])).toEqual(["a", "b", "c"])
  expect(orderOf(["a", "b", "c"], ["c", "a"])).toEqual(["a", "c"])
  expect(orderOf(["a", "b"], ["x", "b", "y", "z", "a"])).toEqual(["x", "a", "b", "y", "z"])
})
