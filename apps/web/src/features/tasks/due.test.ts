import { expect, test } from "vitest"
import { dueGroupOf } from "./due"

test("a week ends on Sunday", () => {
  // A Wednesday.
  const today = "2026-11-25"
  expect(dueGroupOf("2026-11-24", today)).toBe("overdue")
  expect(dueGroupOf("2026-11-25", today)).toBe("today")
  expect(dueGroupOf("2026-11-26", today)).toBe("week")
  expect(dueGroupOf("2026-11-29", today)).toBe("week")
  expect(dueGroupOf("2026-11-30", today)).toBe("later")
  expect(dueGroupOf("2026-11-30", "2026-11-29"), "from Sunday").toBe("later")
})
