import type { Page } from "@playwright/test"
import { newName } from "./ask"
import { newCampaign } from "./campaigns-data"
import { expectReach } from "./reach"
import { expect, test } from "./test"
import { addLeave, addRate, enterTime, forgetTimer, lockMonth, startTimer, stepWeek } from "./time-data"

/** Weeks with everything in them, in words as long as they come. */
async function longWeeks(admin: Page, member: Page, mondays: string[]): Promise<string> {
  const name = newName("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft")
  const { id } = await newCampaign(admin, { name })
  const { id: other } = await newCampaign(admin, { name: newName("Kurz") })
  const note = `A note\nof two lines, with ${"averylongwordwithoutanybreak".repeat(5)}.`
  for (const monday of mondays) {
    const day = (index: number) =>
      `${monday.slice(0, 8)}${String(Number(monday.slice(8)) + index).padStart(2, "0")}`
    await enterTime(member, { campaignId: id, day: day(0), minutes: 495, note })
    await enterTime(member, { campaignId: id, day: day(0), from: "18:00", to: "19:20", billable: false })
    await enterTime(member, { campaignId: other, day: day(2), minutes: 600 })
  }
  return id
}

test("weeks that are empty, full, submitted and locked are accessible and fit a phone", async ({
  pageOf,
}) => {
  test.setTimeout(240_000)
  const [admin, member] = [await pageOf("admin"), await pageOf("team_member")]
  await longWeeks(admin, member, ["2026-07-06", "2026-07-13", "2025-07-07"])
  await stepWeek(member, { monday: "2026-07-13", step: "submit" })
  await lockMonth(admin, { month: "2025-07-01", locked: true })
  for (const week of ["2026-02-02", "2026-07-06", "2026-07-13", "2025-07-07"]) {
    await member.goto(`/time?week=${week}`)
    await expectReach(member)
  }
  await lockMonth(admin, { month: "2025-07-01", locked: false, reason: "Test" })
})

test("approvals, leave, rates and the settings of time are accessible and fit a phone", async ({
  pageOf,
}) => {
  test.setTimeout(240_000)
  const [admin, member] = [await pageOf("admin"), await pageOf("team_member")]
  const campaignId = await longWeeks(admin, member, ["2026-08-03"])
  await stepWeek(member, { monday: "2026-08-03", step: "submit" })
  await addLeave(member, { fromDay: "2027-01-11", toDay: "2027-01-15", note: "Away" })
  await addRate(admin, {
    kind: "cost",
    campaignId,
    fromDay: "2026-01-01",
    currency: "EUR",
    minorPerHour: 6_500,
  })
  for (const address of [
    "/time?view=approvals",
    "/time?view=leave&month=2027-01",
    "/time?view=leave&month=2030-01",
    "/time?view=rates",
    "/settings?view=calendar",
    "/settings?view=time",
  ]) {
    await admin.goto(address)
    await expectReach(admin)
  }
})

test("a running timer and the dialogs of time are accessible, fit a phone and close with Escape", async ({
  pageOf,
}) => {
  test.setTimeout(240_000)
  const [admin, page] = [await pageOf("admin"), await pageOf("manager")]
  const { id: campaignId } = await newCampaign(page, { name: newName("Uhrwerk") })
  await forgetTimer(page)
  await startTimer(page, { campaignId })
  await enterTime(page, { campaignId, day: "2026-07-06", minutes: 60 })
  const opened = async (on: Page, address: string, button: string) => {
    await on.goto(address)
    await on.getByRole("button", { name: button }).first().click()
    await expect(on.getByRole("dialog")).toBeVisible()
    await expectReach(on)
    await on.keyboard.press("Escape")
    await expect(on.getByRole("dialog")).toHaveCount(0)
  }
  await opened(page, "/time?week=2026-07-06", "Add time")
  await opened(page, "/time?week=2026-07-06", "Add row")
  await opened(page, "/time", "Timer: Uhrwerk")
  await opened(page, "/time?view=leave", "Add leave")
  await opened(admin, "/time?view=rates", "Add rate")
  await forgetTimer(page)
})
