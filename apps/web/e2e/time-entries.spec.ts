import { newName } from "./ask"
import { newCampaign } from "./campaigns-data"
import { whoIs } from "./clients-data"
import { expect, provokes, settled, test } from "./test"
import { enterTime, forgetTimer, lockMonth, readTimer, readWeek, startTimer, stepWeek } from "./time-data"

test("time of somebody else that an admin removes is brought back to whom it was", async ({ pageOf }) => {
  const [member, admin] = [await pageOf("team_member"), await pageOf("admin")]
  const name = newName("Irrtum")
  const { id } = await newCampaign(admin, { name })
  const person = await whoIs(member)
  await enterTime(member, { campaignId: id, day: "2025-02-12", minutes: 60, note: "Theirs" })
  await admin.goto(`/time?week=2025-02-10&day=2025-02-12&person=${person.id}`)
  const entry = admin.getByRole("listitem").filter({ hasText: name })
  await entry.getByRole("button", { name: `Actions for ${name}` }).click()
  await admin.getByRole("menuitem", { name: "Delete" }).click()
  await expect(entry).toHaveCount(0)
  await admin.getByRole("button", { name: "Undo" }).click()
  await expect(entry).toContainText("Theirs")
  expect((await readWeek(member, "2025-02-10")).entries).toMatchObject([
    { note: "Theirs", person: { id: person.id } },
  ])
  expect((await readWeek(admin, "2025-02-10")).entries).toEqual([])
})

test("an admin removes time in a locked month with a reason", async ({ pageOf }) => {
  provokes(412)
  const admin = await pageOf("admin")
  const name = newName("Monat")
  const { id } = await newCampaign(admin, { name })
  await enterTime(admin, { campaignId: id, day: "2025-03-12", minutes: 60 })
  await lockMonth(admin, { month: "2025-03-01", locked: true })
  await admin.goto("/time?week=2025-03-10&day=2025-03-12")
  const entry = admin.getByRole("listitem").filter({ hasText: name })
  await entry.getByRole("button", { name: `Actions for ${name}` }).click()
  await admin.getByRole("menuitem", { name: "Delete" }).click()
  const dialog = admin.getByRole("dialog", { name: `Delete the time on ${name}` })
  await dialog.getByRole("button", { name: "Delete time" }).click()
  await expect(dialog.getByText("An admin can change it with a reason.")).toBeVisible()
  await dialog.getByLabel("Why?").fill("Entered twice")
  await dialog.getByRole("button", { name: "Delete time" }).click()
  await expect(entry).toHaveCount(0)
  await admin.getByRole("button", { name: "Undo" }).click()
  await expect(entry).toHaveCount(1)
  await lockMonth(admin, { month: "2025-03-01", locked: false, reason: "Done" })
})

test("an admin approves a week of a locked month with a reason", async ({ pageOf }) => {
  provokes(412)
  const [member, admin] = [await pageOf("team_member"), await pageOf("admin")]
  const { id } = await newCampaign(admin, { name: newName("Prüfung") })
  const person = await whoIs(member)
  await enterTime(member, { campaignId: id, day: "2025-04-09", minutes: 60 })
  await stepWeek(member, { monday: "2025-04-07", step: "submit" })
  await lockMonth(admin, { month: "2025-04-01", locked: true })
  await admin.goto(`/time?week=2025-04-07&person=${person.id}`)
  await admin.getByRole("button", { name: "Approve" }).click()
  const dialog = admin.getByRole("dialog", { name: `Approve: the week of ${person.name}` })
  await dialog.getByRole("button", { name: "Approve" }).click()
  await expect(dialog.getByText("2025-04 is locked, so its time cannot change.")).toBeVisible()
  await dialog.getByLabel("Why?").fill("Checked on paper")
  await dialog.getByRole("button", { name: "Approve" }).click()
  await expect(admin.getByText(`The week of ${person.name} is approved and cannot change.`)).toBeVisible()
  await lockMonth(admin, { month: "2025-04-01", locked: false, reason: "Done" })
})

test("a cell of several entries is changed by its entries; of two quick edits of another the later one stays", async ({
  pageOf,
}) => {
  const page = await pageOf("finance")
  const name = newName("Zelle")
  const { id } = await newCampaign(await pageOf("admin"), { name, startDay: "2025-01-01" })
  await enterTime(page, { campaignId: id, day: "2025-02-18", minutes: 120, note: "Workshop" })
  await enterTime(page, { campaignId: id, day: "2025-02-18", minutes: 60, billable: false })
  await page.goto("/time?week=2025-02-17&day=2025-02-17")
  await settled(page)
  const cell = (day: string) => page.getByRole("textbox", { name: new RegExp(`^${name}, .*${day}`) })
  const mixed = cell("18 February 2025")
  await expect(mixed).toHaveValue("3:00")
  await expect(mixed).not.toBeEditable()
  await expect(mixed).toHaveAccessibleDescription("Several entries. Press Enter to edit them below.")
  await mixed.focus()
  await page.keyboard.press("Enter")
  await expect(page.getByRole("listitem").filter({ hasText: "Workshop" })).toBeVisible()

  // The first edit is slow on its way.
  let held: () => void = () => undefined
  await page.route(/time\.weeks\.setCell/, async (route) => {
    if (route.request().postData()?.includes('"minutes":90')) {
      await new Promise<void>((resolve) => {
        held = resolve
      })
    }
    await route.continue()
  })
  const wednesday = cell("19 February 2025")
  for (const typed of ["1:30", "1:15"]) {
    await wednesday.focus()
    await page.keyboard.type(typed)
    await page.keyboard.press("Tab")
    await expect(wednesday).toHaveValue(typed)
  }
  held()
  const onWednesday = async () =>
    (await readWeek(page, "2025-02-17")).entries.filter(({ day }) => day === "2025-02-19")
  await expect.poll(async () => (await onWednesday()).map(({ minutes }) => minutes)).toEqual([75])
  await expect(wednesday).toHaveValue("1:15")
})

test("a dialog of a timer that was stopped elsewhere does not forget the one that runs now", async ({
  pageOf,
}) => {
  provokes(409)
  const page = await pageOf("finance")
  const [first, second] = [newName("Erste"), newName("Zweite")]
  const admin = await pageOf("admin")
  const [one, two] = [await newCampaign(admin, { name: first }), await newCampaign(admin, { name: second })]
  await forgetTimer(page)
  await startTimer(page, { campaignId: one.id })
  await page.goto("/time")
  await page.getByRole("button", { name: `Timer: ${first}. Edit timer` }).click()
  const dialog = page.getByRole("dialog", { name: "Running timer" })
  await expect(dialog.getByRole("textbox", { name: "Campaign" })).toHaveValue(first)
  await forgetTimer(page)
  await startTimer(page, { campaignId: two.id })
  await dialog.getByRole("button", { name: "Discard timer" }).click()
  await page
    .getByRole("dialog", { name: "Discard this timer?" })
    .getByRole("button", { name: "Discard timer" })
    .click()
  await expect(page.getByText("This timer was stopped elsewhere, and another one is running.")).toBeVisible()
  await expect(page.getByRole("button", { name: `Timer: ${second}. Edit timer` })).toBeVisible()
  expect((await readTimer(page))?.campaign?.id).toBe(two.id)
})

test("a timer is stopped at a time within what it ran", async ({ pageOf }) => {
  provokes(400)
  const page = await pageOf("manager")
  const name = newName("Gestern")
  const { id } = await newCampaign(page, { name })
  await forgetTimer(page)
  await startTimer(page, { campaignId: id })
  await page.goto("/time")
  await page.getByRole("button", { name: `Timer: ${name}. Edit timer` }).click()
  await page.getByRole("button", { name: "Set end time" }).click()
  const dialog = page.getByRole("dialog", { name: "When did it end?" })
  const stop = async (day: string, time: string) => {
    await dialog.getByLabel("Day").fill(day)
    await dialog.getByLabel("Time").fill(time)
    await dialog.getByRole("button", { name: "Stop timer" }).click()
  }
  await stop("2099-01-01", "18:00")
  await expect(dialog.getByText("This time is in the future. Choose a time in the past.")).toBeVisible()
  await stop("2025-01-01", "18:00")
  await expect(
    dialog.getByText(/The timer was started on .* Choose a later time, or discard the timer\./),
  ).toBeVisible()
  await expect(dialog.getByLabel("Time")).toHaveAttribute("aria-invalid", "true")
  await forgetTimer(page)
})
