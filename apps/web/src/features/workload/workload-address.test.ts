import { expect, test } from "vitest"
import { openPeople, spanOf } from "./workload-address"

test("an address names the first week by any of its days, and else shows the week that it is", () => {
  expect(spanOf({ week: "" }, "2026-11-25")).toEqual({ monday: "2026-11-23", weeks: 6 })
  expect(spanOf({ week: "2026-12-31" }, "2026-11-25").monday).toBe("2026-12-28")
  expect(spanOf({ week: "tomorrow" }, "2026-11-25").monday).toBe("2026-11-23")
})

test("only ids are unfolded", () => {
  const id = "0193f5a0-0000-7000-8000-000000000001"
  expect(openPeople({ open: ["Ada", id, ""] })).toEqual([id])
})
