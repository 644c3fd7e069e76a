import { expect, test } from "vitest"
import { hasHeardAfter, noteHeard } from "./heard"

test("a page that was read before the last change that was told is known, and one read after it", () => {
  expect(hasHeardAfter("1.10.1")).toBe(false)
  noteHeard("1.10.2")
  expect(hasHeardAfter("1.10.1")).toBe(true)
  expect(hasHeardAfter("1.9.7")).toBe(true)
  expect(hasHeardAfter("1.10.2")).toBe(false)
  expect(hasHeardAfter("1.11.0")).toBe(false)
  expect(hasHeardAfter("2.0.0")).toBe(false)
})
