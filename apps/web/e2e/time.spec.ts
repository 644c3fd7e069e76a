import { newName } from "./ask"
import { newCampaign } from "./campaigns-data"
import { whoIs } from "./clients-data"
import { spaced } from "./spaced"
import { expect, provokes, settled, test } from "./test"
import {
  chooseCampaign,
  enterTime,
  forgetTimer,
  lockMonth,
  readWeek,
  startTimer,
  stepWeek,
} from "./time-data"

const live = { timeout: 20_000 }

/** What a cell is called; browsers differ in the comma behind the weekday. */
const cellName = (name: string, weekday: string, day: string) => new RegExp(`^${name}, ${weekday},? ${day}`)

test("a timer is started on one page, refused a second time, survives a reload and is stopped on another page", async ({
  pageOf,
}) => {
  provokes(412)
  const [here, there] = [await pageOf("team_member"), await pageOf("team_member")]
  const name = newName("Uhr")
  await newCampaign(await pageOf("admin"), { name })
  await forgetTimer(here)
  for (const page of [here, there]) {
    await page.goto("/time")
    await page.getByRole("button", { name: "Start timer" }).click()
    await chooseCampaign(page, name)
  }
  await here.getByLabel("Note").fill("Sketches")
  await here.getByRole("button", { name: "Start", exact: true }).click()
  const running = { name: `Timer: ${name}. Edit timer` }
  await expect(here.getByRole("button", running)).toBeVisible()

  const dialog = there.getByRole("dialog")
  await dialog.getByRole("button", { name: "Start", exact: true }).click()
  await expect(
    dialog.getByText("A timer is already running. Stop it before you start another."),
  ).toBeVisible()
  await dialog.getByRole("button", { name: "Cancel" }).click()
  await there
    .getByRole("dialog", { name: "Discard changes?" })
    .getByRole("button", { name: "Discard changes" })
    .click()
  await expect(there.getByRole("button", running), "live").toBeVisible(live)

  await here.reload()
  await expect(here.getByRole("button", running)).toContainText(/0:0\d:\d\d/)
  await there.getByRole("button", { name: "Stop timer" }).click()
  await expect(there.getByText("1 min entered")).toBeVisible()
  await expect(here.getByRole("button", { name: "Start timer" }), "live").toBeVisible(live)
  const entry = here.getByRole("listitem").filter({ hasText: name })
  await expect(entry, "live").toContainText("Sketches", live)
})

test("a week is filled in by the keys alone, and what is no time is refused at its cell", async ({
  pageOf,
}) => {
  const page = await pageOf("team_member")
  const [first, second] = [newName("Aster"), newName("Birke")]
  const admin = await pageOf("admin")
  for (const name of [first, second]) await newCampaign(admin, { name, startDay: "2025-05-01" })
  await page.goto("/time?week=2025-05-07")
  await expect(page.getByText("No time this week yet")).toBeVisible()
  const cell = (name: string, weekday: string) => {
    const days: Record<string, string> = { Monday: "5 May 2025", Tuesday: "6 May 2025" }
    return page.getByRole("textbox", { name: cellName(name, weekday, days[weekday] ?? "") })
  }
  for (const name of [second, first]) {
    await page.getByRole("button", { name: "Add row" }).click()
    await chooseCampaign(page, name)
    await page.getByRole("button", { name: "Add", exact: true }).click()
    await expect(cell(name, "Monday"), "the focus is in the new row").toBeFocused()
  }
  await page.keyboard.type("1:30")
  await page.keyboard.press("Tab")
  await expect(cell(first, "Tuesday")).toBeFocused()
  await page.keyboard.type("1.5")
  await page.keyboard.press("Enter")
  await expect(cell(second, "Tuesday")).toBeFocused()
  await page.keyboard.press("ArrowLeft")
  await expect(cell(second, "Monday")).toBeFocused()
  await page.keyboard.type("90m")
  await page.keyboard.press("ArrowUp")
  await expect(cell(first, "Monday")).toBeFocused()
  await expect(cell(second, "Monday")).toHaveValue("1:30")
  await page.keyboard.type("9")
  await page.keyboard.press("Escape")
  await expect(cell(first, "Monday")).toHaveValue("1:30")
  await page.keyboard.type("a while")
  await page.keyboard.press("ArrowDown")
  await expect(
    page.getByRole("alert").filter({ hasText: "Enter time like 1:30, 1.5, 90m or 9:00-10:30." }),
  ).toBeVisible()
  await cell(first, "Monday").focus()
  await page.keyboard.press("Escape")
  await expect(page.getByRole("row", { name: /^Total/ })).toContainText("4:30")
  await expect.poll(async () => (await readWeek(page, "2025-05-05")).entries.length).toBe(3)

  await page.reload()
  await expect(cell(second, "Monday")).toHaveValue("1:30")
  await page.getByRole("button", { name: "Next week" }).click()
  await expect(page).toHaveURL(/week=2025-05-12/)
  await expect(page.getByText("No time this week yet")).toBeVisible()
  await page.goBack()
  await expect(cell(first, "Tuesday")).toHaveValue("1:30")
})

test("time on a campaign that has not begun asks once, and is not entered without a yes", async ({
  pageOf,
}) => {
  provokes(412)
  const page = await pageOf("team_member")
  const name = newName("Später")
  const { id } = await newCampaign(await pageOf("admin"), { name, startDay: "2025-07-02" })
  await page.goto("/time?week=2025-06-30")
  await page.getByRole("button", { name: "Add row" }).click()
  await chooseCampaign(page, name)
  await page.getByRole("button", { name: "Add", exact: true }).click()
  const monday = page.getByRole("textbox", { name: cellName(name, "Monday", "30 June 2025") })
  const asked = page.getByRole("dialog", { name: "Log time on this campaign?" })
  await monday.fill("1")
  await page.keyboard.press("Tab")
  await expect(asked).toContainText(`${name} starts on 2 Jul 2025.`)
  await asked.getByRole("button", { name: "Cancel" }).click()
  await expect(page.getByRole("alert").filter({ hasText: "starts on" })).toBeVisible()
  const minutes = async () =>
    (await readWeek(page, "2025-06-30")).entries.filter(({ campaign }) => campaign?.id === id).length
  expect(await minutes()).toBe(0)
  await monday.fill("1")
  await page.keyboard.press("Tab")
  await asked.getByRole("button", { name: "Log time" }).click()
  await expect.poll(minutes).toBe(1)
  await page.getByRole("textbox", { name: cellName(name, "Tuesday", "1 July 2025") }).fill("2")
  await page.keyboard.press("Tab")
  await expect.poll(minutes).toBe(2)
})

test("a week is submitted, sent back with a reason, submitted again and approved, live for both", async ({
  pageOf,
}) => {
  provokes(400, 412)
  const [member, manager] = [await pageOf("team_member"), await pageOf("manager")]
  const name = newName("Abgabe")
  const { id } = await newCampaign(await pageOf("admin"), { name })
  const person = await whoIs(member)
  await enterTime(member, { campaignId: id, day: "2025-06-03", minutes: 480 })
  await member.goto("/time?week=2025-06-02")
  await manager.goto("/time?view=approvals")
  await settled(manager)

  await member.getByRole("button", { name: "Submit", exact: true }).click()
  const sure = member.getByRole("dialog", { name: "Submit a week with empty days?" })
  await expect(sure).toContainText(/2 Jun 2025, 4 Jun 2025, 5 Jun 2025, 6 Jun 2025\./)
  await sure.getByRole("button", { name: "Submit week" }).click()
  await expect(member.getByText("Your week is waiting for approval.")).toBeVisible()
  await expect(
    member.getByRole("textbox", { name: cellName(name, "Tuesday", "3 June 2025") }),
  ).not.toBeEditable()
  const line = manager
    .getByRole("listitem")
    .filter({ hasText: person.name })
    .filter({ hasText: spaced("2 – 8 Jun") })
  await expect(line, "live").toContainText(/\d+.h expected.*8.h/, live)
  await line.getByRole("button", { name: "Send back" }).click()
  await manager.getByRole("button", { name: "Send back" }).last().click()
  await expect(manager.getByText("Enter a reason.")).toBeVisible()
  await manager.getByLabel("Why?").fill("Friday is missing")
  await manager.getByRole("dialog").getByRole("button", { name: "Send back" }).click()
  await expect(line).toHaveCount(0)
  await expect(member.getByText("This week was reopened: Friday is missing"), "live").toBeVisible(live)

  await stepWeek(member, { monday: "2025-06-02", step: "submit" })
  await line.getByRole("link", { name: new RegExp(person.name) }).click()
  await expect(manager.getByText(`${person.name} submitted this week.`)).toBeVisible()
  await manager.setViewportSize({ width: 360, height: 740 })
  await expect(manager.getByRole("button", { name: "Approve" })).toBeInViewport({ ratio: 1 })
  await manager.getByRole("button", { name: "Approve" }).click()
  await expect(manager.getByText(`The week of ${person.name} is approved and cannot change.`)).toBeVisible()
  await expect(member.getByText("Your week is approved and cannot change."), "live").toBeVisible(live)
})

test("a week is not submitted over a cell that holds something unsaved, nor over a timer that runs in it", async ({
  pageOf,
}) => {
  provokes(400)
  provokes(412)
  const page = await pageOf("finance")
  const name = newName("Offen")
  const { id } = await newCampaign(await pageOf("admin"), { name })
  await enterTime(page, { campaignId: id, day: "2025-04-22", minutes: 60 })
  await page.goto("/time?week=2025-04-21")
  const cell = page.getByRole("textbox", { name: cellName(name, "Tuesday", "22 April 2025") })
  await cell.fill("abc")
  await page.getByRole("button", { name: "Submit" }).click()
  await expect(page.getByText(/this value is not saved\. Correct it/)).toBeVisible()
  await expect(cell).toBeFocused()
  expect((await readWeek(page, "2025-04-21")).state).toBe("open")
  // What is refused once its week is left is told, and stands in no other week's way.
  await cell.fill("26:00")
  await page.getByRole("button", { name: "Next week" }).click()
  await expect(page.getByText(/22 April 2025: 26:00 is not saved/)).toBeVisible()
  await page.goBack()
  await expect(cell).toHaveValue("1:00")
  // What is still being saved when the button is pressed is in the week that is submitted.
  await cell.fill("1:15")
  await page.getByRole("button", { name: "Submit", exact: true }).click()
  await page.getByRole("button", { name: "Submit week" }).click()
  await expect(page.getByText("Your week is waiting for approval.")).toBeVisible()
  expect(await readWeek(page, "2025-04-21")).toMatchObject({ entries: [{ minutes: 75 }] })
  await stepWeek(page, { monday: "2025-04-21", step: "withdraw" })

  await forgetTimer(page)
  await startTimer(page, { campaignId: id })
  await page.goto("/time")
  await page.getByRole("button", { name: "Submit", exact: true }).click()
  await expect(
    page.getByText(/Your timer has been running since .* Stop or discard it, then submit/),
  ).toBeVisible()
  await forgetTimer(page)
})

test("several weeks are approved at once, and for those of a locked month an admin says why", async ({
  pageOf,
}) => {
  const [member, finance, admin] = [
    await pageOf("team_member"),
    await pageOf("finance"),
    await pageOf("admin"),
  ]
  const { id } = await newCampaign(admin, { name: newName("Stapel") })
  const people = [await whoIs(member), await whoIs(finance)]
  for (const page of [member, finance]) {
    await enterTime(page, { campaignId: id, day: "2024-11-06", minutes: 60 })
    await stepWeek(page, { monday: "2024-11-04", step: "submit" })
  }
  await lockMonth(admin, { month: "2024-11-01", locked: true })
  await admin.goto("/time?view=approvals")
  for (const { name } of people) {
    const week = admin
      .getByRole("listitem")
      .filter({ hasText: name })
      .filter({ hasText: spaced("4 – 10 Nov") })
    await week.getByRole("checkbox").check()
  }
  const bulk = admin.getByRole("toolbar", { name: "Selected rows" })
  await expect(bulk).toContainText("2 selected")
  await bulk.getByRole("button", { name: "Approve" }).click()
  const dialog = admin.getByRole("dialog", { name: "Approve these 2 weeks" })
  await dialog.getByRole("button", { name: "Approve" }).click()
  await expect(dialog.getByText("Enter a reason.")).toBeVisible()
  await dialog.getByLabel("Why?").fill("Checked on paper")
  await dialog.getByRole("button", { name: "Approve" }).click()
  await expect(admin.getByText("2 weeks approved")).toBeVisible()
  for (const page of [member, finance]) expect((await readWeek(page, "2024-11-04")).state).toBe("approved")
  await lockMonth(admin, { month: "2024-11-01", locked: false, reason: "Corrections" })
})

test("times over midnight, in the hour that is skipped and in the one that is repeated are refused at their fields", async ({
  pageOf,
}) => {
  provokes(400)
  const page = await pageOf("team_member")
  const name = newName("Sommerzeit")
  await newCampaign(await pageOf("admin"), { name, startDay: "2025-01-01" })
  await page.goto("/time?week=2026-03-23&day=2026-03-29")
  await page.getByRole("button", { name: "Add time" }).click()
  await chooseCampaign(page, name)
  const dialog = page.getByRole("dialog")
  await dialog.getByText("From and to").click()
  const add = async (day: string, from: string, to: string) => {
    await dialog.getByLabel("Day").fill(day)
    await dialog.getByLabel("From", { exact: true }).fill(from)
    await dialog.getByLabel("To", { exact: true }).fill(to)
    await dialog.getByRole("button", { name: "Add", exact: true }).click()
  }
  await add("2026-03-29", "02:30", "04:00")
  await expect(dialog.getByText("On 2026-03-29 the clocks go forward and skip 02:30.")).toBeVisible()
  await expect(dialog.getByLabel("From", { exact: true })).toHaveAttribute("aria-invalid", "true")
  await add("2025-10-26", "01:00", "02:30")
  await expect(dialog.getByText("On 2025-10-26 the clocks go back, and 02:30 happens twice.")).toBeVisible()
  await expect(dialog.getByLabel("To", { exact: true })).toHaveAttribute("aria-invalid", "true")
  await add("2026-03-28", "22:00", "01:00")
  await expect(dialog.getByText("For time past midnight, add one entry for each day.")).toBeVisible()
  await add("2026-03-29", "01:30", "03:30")
  await expect(dialog).toHaveCount(0)
  await expect(page.getByText("1 h entered"), "an hour of these two was skipped").toBeVisible()
  await expect(page.getByRole("listitem").filter({ hasText: name })).toContainText(spaced("01:30 – 03:30"))
})

test("an entry is edited and removed, and brought back by undo", async ({ pageOf }) => {
  const page = await pageOf("finance")
  const name = newName("Eintrag")
  const { id } = await newCampaign(await pageOf("admin"), { name })
  await enterTime(page, { campaignId: id, day: "2025-05-21", minutes: 60, note: "Draft" })
  await page.goto("/time?week=2025-05-19&day=2025-05-21")
  const entry = page.getByRole("listitem").filter({ hasText: name })
  const action = async (item: string) => {
    await entry.getByRole("button", { name: `Actions for ${name}` }).click()
    await page.getByRole("menuitem", { name: item }).click()
  }
  await action("Edit")
  const dialog = page.getByRole("dialog")
  await dialog.getByLabel("How long").fill("2h15")
  await dialog.getByRole("button", { name: "Save" }).click()
  await expect(dialog.getByText("Enter time like 1:30, 1.5, 90m or 9:00-10:30.")).toBeVisible()
  await dialog.getByLabel("How long").fill("2h 15m")
  await dialog.getByRole("checkbox", { name: "Billable" }).uncheck()
  await dialog.getByRole("button", { name: "Save" }).click()
  await expect(entry).toContainText("2 h 15 min")
  await expect(entry).toContainText("Not billable")
  await action("Delete")
  await expect(entry).toHaveCount(0)
  await page.getByRole("button", { name: "Undo" }).click()
  await expect(entry).toContainText("2 h 15 min")
})

test("a locked month stays as it is and says why; an admin changes it with a reason, and unlocks it with one", async ({
  pageOf,
}) => {
  provokes(400, 412)
  const [member, admin] = [await pageOf("team_member"), await pageOf("admin")]
  const name = newName("Sperre")
  const { id } = await newCampaign(admin, { name })
  for (const page of [member, admin])
    await enterTime(page, { campaignId: id, day: "2025-09-10", minutes: 60 })
  await admin.goto("/settings?view=time")
  await admin.getByRole("textbox", { name: "Lock a month" }).click()
  await admin.getByRole("option", { name: "September 2025" }).click()
  await admin.getByRole("button", { name: "Lock", exact: true }).click()
  await admin.getByRole("dialog").getByRole("button", { name: "Lock month" }).click()
  await expect(admin.getByRole("list", { name: "Locked months" })).toContainText("September 2025")

  await member.goto("/time?week=2025-09-08&day=2025-09-10")
  await expect(
    member.getByText(
      "September 2025 is locked, so the time of this week cannot change. An admin can change it with a reason.",
    ),
  ).toBeVisible()
  await expect(
    member.getByRole("textbox", { name: cellName(name, "Wednesday", "10 September 2025") }),
  ).not.toBeEditable()
  await expect(member.getByRole("button", { name: `Actions for ${name}` })).toHaveCount(0)
  await expect(member.getByRole("button", { name: "Add time" })).toHaveCount(0)

  await admin.goto("/time?week=2025-09-08&day=2025-09-10")
  await admin.getByRole("button", { name: `Actions for ${name}` }).click()
  await admin.getByRole("menuitem", { name: "Edit" }).click()
  const dialog = admin.getByRole("dialog")
  await dialog.getByLabel("How long").fill("2")
  await dialog.getByRole("button", { name: "Save" }).click()
  await expect(dialog.getByText("2025-09 is locked, so its time cannot change.")).toBeVisible()
  await dialog.getByLabel("Why", { exact: true }).fill("The client disputed the hours")
  await dialog.getByRole("button", { name: "Save" }).click()
  await expect(dialog).toHaveCount(0)
  await expect(admin.getByRole("listitem").filter({ hasText: name })).toContainText("2 h")

  await admin.goto("/settings?view=time")
  await admin.getByRole("button", { name: "Unlock September 2025" }).click()
  await admin.getByRole("dialog").getByRole("button", { name: "Unlock" }).click()
  await expect(admin.getByText("Enter a reason.")).toBeVisible()
  await admin.getByLabel("Why?").fill("Corrections")
  await admin.getByRole("dialog").getByRole("button", { name: "Unlock" }).click()
  await expect(admin.getByText("September 2025 unlocked")).toBeVisible()
})
