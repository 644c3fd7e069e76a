import { expect, test } from "vitest"
import { daysLeft, timeGone } from "./days-left"

const campaign = { status: "active" as const, startDay: "2026-03-01", endDay: "2026-03-10" }
const say = (today: string) => daysLeft(campaign, today, "en-GB")

test("how long it is until a campaign begins or ends", () => {
  expect(say("2026-02-27")).toBe("Starts in 2 days")
  expect([say("2026-03-01"), say("2026-03-09"), say("2026-03-10")]).toEqual([
    "9 days left",
    "1 day left",
    "Ends today",
  ])
  expect(say("2026-03-12")).toBe("Ended 2 days ago")
  expect(daysLeft({ ...campaign, status: "completed" }, "2026-03-12", "en-GB")).toBe("Completed")
})

test("how much of its time is over", () => {
  expect(
    ["2026-02-27", "2026-03-01", "2026-03-06", "2026-03-11", "2026-05-01"].map((day) =>
      timeGone(campaign, day),
    ),
  ).toEqual([0, 0, 50, 100, 100])
})
