import { expect, test } from "vitest"
import { whyUnusual } from "./use-ask-campaign"

const reader = {
  ...{ locale: "en-GB", timeZone: "Europe/Berlin", agencyZone: "Europe/Berlin" },
  now: Date.parse("2026-11-30T12:00:00Z"),
}
const campaign = (status: "planning" | "active" | "completed", startDay: string) => ({
  ...{ name: "Spring", status, startDay },
})

test("time on a completed campaign, or before it begins, is unusual", () => {
  expect(whyUnusual(campaign("completed", "2026-01-01"), "2026-11-30", reader)).toBe("Spring is completed.")
  expect(whyUnusual(campaign("planning", "2026-12-18"), "2026-11-30", reader)).toBe(
    "Spring starts on Fri 18 Dec.",
  )
  expect(whyUnusual(campaign("planning", "2026-11-30"), "2026-11-30", reader)).toBeNull()
  expect(whyUnusual(campaign("active", "2026-01-01"), "2026-11-30", reader)).toBeNull()
})
