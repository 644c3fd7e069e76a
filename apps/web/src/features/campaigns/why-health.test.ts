import { healthOf } from "@alphas/domain/campaigns/health"
import { campaignStatuses } from "@alphas/domain/campaigns/words"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { Reader } from "../../format/dates"
import { budgetUsed, whyHealth } from "./why-health"

const reader: Reader = {
  locale: "en-GB",
  timeZone: "Europe/Berlin",
  agencyZone: "Europe/Berlin",
  now: Date.parse("2026-06-10T10:00:00Z"),
}
const today = "2026-06-10"
const fine = {
  status: "active" as const,
  endDay: "2026-08-01",
  lastDueDay: null,
  nextDueDay: null,
  progress: 40,
  budgetMinor: 100_000,
  actualMinor: 0,
}
const why = (change: Partial<Parameters<typeof whyHealth>[0]>) => {
  const campaign = { ...fine, ...change }
  return whyHealth({ ...campaign, health: healthOf(campaign, today) }, today, reader)
}

describe("why a campaign's health is what it is", () => {
  test("each rule has its sentence", () => {
    expect(why({})).toBe("Nothing is overdue, and spending matches the work done.")
    expect(why({ budgetMinor: null })).toBe("Nothing is overdue.")
    expect(why({ budgetMinor: null, actualMinor: null })).toBe(
      "Nothing is overdue. The budget is not included.",
    )
    expect(why({ status: "completed", endDay: "2026-01-01" })).toBe("This campaign is completed.")
    expect(why({ endDay: "2026-06-01" })).toBe(
      "The campaign should have ended on 1 Jun and is not completed.",
    )
    expect(why({ lastDueDay: "2026-09-02" })).toBe("Tasks are planned until 2 Sept, after the campaign ends.")
    expect(why({ nextDueDay: "2026-06-09" })).toBe("A task was due on 9 Jun and is not completed.")
    expect(why({ actualMinor: 100_000 })).toBe("The budget is used up.")
    expect(why({ actualMinor: 62_000 })).toBe("62% of the budget is used, and 40% of the work is done.")
  })

  test("whatever the judge finds has a reason", () => {
    const day = fc.constantFrom(null, "2026-06-01", "2026-06-09", "2026-06-10", "2026-06-11", "2026-09-01")
    const amount = fc.option(fc.integer({ min: 0, max: 1_000 }))
    fc.assert(
      fc.property(
        fc.record({
          status: fc.constantFrom(...campaignStatuses),
          endDay: fc.constantFrom("2026-06-01", "2026-06-09", "2026-06-10", "2026-08-01"),
          lastDueDay: day,
          nextDueDay: day,
          progress: fc.integer({ min: 0, max: 100 }),
          budgetMinor: amount,
          actualMinor: amount,
        }),
        (standing) => {
          expect(why(standing)).not.toContain("Ask")
        },
      ),
    )
  })
})

test("how much of a budget is used", () => {
  expect(budgetUsed({ budgetMinor: 200, actualMinor: 125 })).toBe(63)
  expect(budgetUsed({ budgetMinor: 350_000, actualMinor: 391_900 })).toBe(112)
  expect(budgetUsed({ budgetMinor: 1_000, actualMinor: 999 })).toBe(99)
  expect(budgetUsed({ budgetMinor: 200, actualMinor: 500 })).toBe(250)
  expect([
    budgetUsed({ budgetMinor: 0, actualMinor: 0 }),
    budgetUsed({ budgetMinor: 0, actualMinor: 1 }),
  ]).toEqual([0, 100])
  expect(budgetUsed({ budgetMinor: null, actualMinor: 1 })).toBeNull()
})
