import { expect, test } from "vitest"
import { isOverdue } from "./late"

test("what is completed is never overdue", () => {
  expect(isOverdue({ status: "in_progress", endDay: "2026-11-24" }, "2026-11-25")).toBe(true)
  expect(isOverdue({ status: "completed", endDay: "2026-11-24" }, "2026-11-25")).toBe(false)
  expect(isOverdue({ status: "in_progress", endDay: "2026-11-25" }, "2026-11-25")).toBe(false)
})
