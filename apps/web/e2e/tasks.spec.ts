import type { Page } from "@playwright/test"
import { newName } from "./ask"
import { newCampaign } from "./campaigns-data"
import { whoIs } from "./clients-data"
import { addChecklistItem, assignTask, newTask, readTask, updateTask } from "./tasks-data"
import { expect, provokes, test } from "./test"

const patient = { timeout: 30_000 }
const toast = (page: Page, text: string | RegExp) => page.getByRole("alert").filter({ hasText: text })
const status = (page: Page, word: string) =>
  page.getByRole("button", { name: new RegExp(`^Status: ${word}`) })

test("a task is made in a dialog that tells what is wrong at its field and asks before it is left", async ({
  pageOf,
}) => {
  const page = await pageOf("manager")
  const name = newName("Kampagne")
  await newCampaign(page, { name })
  const title = newName("Landing page")
  await page.goto("/tasks?view=all")
  await page.getByRole("button", { name: "New task" }).click()
  const dialog = page.getByRole("dialog", { name: "New task" })
  await expect(dialog.getByLabel("Title")).toBeFocused()
  await dialog.getByLabel("Title").fill(title)
  await dialog.getByRole("button", { name: "Create task" }).click()
  await expect(dialog.getByText("Choose a campaign.")).toBeVisible()
  await dialog.getByLabel("Campaign").fill(name)
  await page.getByRole("option", { name }).click()
  await dialog.getByLabel("Estimate").fill("a day or so")
  await page.keyboard.press("Control+Enter")
  await expect(dialog.getByText("Enter hours, like 2.5 or 2:30.")).toBeVisible()

  await page.keyboard.press("Escape")
  const asked = page.getByRole("dialog", { name: "Discard changes?" })
  await asked.getByRole("button", { name: "Cancel" }).click()
  await dialog.getByLabel("Estimate").fill("2:30")
  await dialog.getByLabel("Working days").fill("3")
  await page.keyboard.press("Control+Enter")
  // It opens beside the list, under an address of its own.
  const drawer = page.getByRole("dialog", { name: title })
  await expect(drawer.getByText("3 working days")).toBeVisible()
  await expect(page).toHaveURL(/task=[0-9a-f-]{36}/)
  const id = new URL(page.url()).searchParams.get("task") ?? ""
  expect((await readTask(page, id)).estimateMinutes).toBe(150)
  await page.reload()
  await expect(page.getByRole("dialog", { name: title })).toBeVisible()
  await page.keyboard.press("Escape")
  await expect(page).toHaveURL(/\/tasks\?view=all$/)
})

test("who does a task submits it, somebody else sends it back with a reason and approves it", async ({
  pageOf,
}) => {
  provokes(400)
  const [member, admin] = [await pageOf("team_member"), await pageOf("admin")]
  const me = await whoIs(member)
  const { id } = await newTask(admin, { title: newName("Texte"), responsibleId: me.id })
  for (const page of [member, admin]) await page.goto(`/tasks/${id}`)
  await member.getByRole("button", { name: "Start", exact: true }).dblclick({ delay: 100 })
  await member.getByRole("button", { name: "Submit for review" }).click()
  await expect(status(member, "Under review")).toBeVisible()
  await expect(member.getByText("You are assigned to this task.")).toBeVisible()
  await expect(member.getByRole("button", { name: "Approve" })).toHaveCount(0)
  await status(member, "Under review").click()
  await expect(member.getByRole("menuitem", { name: /^Approve/ })).toBeDisabled()

  await admin.getByRole("button", { name: "Send back" }).click(patient)
  const why = admin.getByRole("dialog", { name: /^Send back/ })
  await why.getByRole("button", { name: "Send back" }).click()
  await expect(why.getByText("Enter a reason.")).toBeVisible()
  await why.getByLabel("Why?").fill("The French text is missing.")
  await why.getByRole("button", { name: "Send back" }).click()
  await expect(why).toHaveCount(0)
  await expect(status(member, "In progress"), "live").toBeVisible(patient)
  await member.keyboard.press("Escape")
  await member.getByRole("button", { name: "Submit for review" }).click()
  await admin.getByRole("button", { name: "Approve" }).click(patient)
  await expect(status(member, "Completed"), "live").toBeVisible(patient)
  await member.getByRole("tab", { name: "History" }).click()
  await expect(member.getByText("The French text is missing.")).toBeVisible()
  expect((await readTask(member, id)).progress).toBe(100)
})

test("a checklist is kept by two browsers, and each sees what the other ticks", async ({ pageOf }) => {
  const [one, other] = [await pageOf("admin"), await pageOf("manager")]
  const { id } = await newTask(one, { title: newName("Liste"), checklist: ["Ask the client"] })
  for (const page of [one, other]) await page.goto(`/tasks/${id}`)
  await one.getByLabel("Add item").fill("Agree on the tone")
  await one.keyboard.press("Enter")
  await expect(other.getByRole("checkbox", { name: "Agree on the tone" })).toBeVisible(patient)
  await Promise.all([
    one.getByRole("checkbox", { name: "Ask the client" }).check(),
    other.getByRole("checkbox", { name: "Agree on the tone" }).check(),
  ])
  for (const page of [one, other]) {
    await expect(page.getByText("2 of 2")).toBeVisible(patient)
    await expect(page.getByRole("checkbox", { name: "Ask the client" })).toBeChecked()
  }
  await one.getByRole("button", { name: "Edit Ask the client" }).click()
  await one.getByLabel("New text of Ask the client").fill("Ask the client twice")
  await one.keyboard.press("Enter")
  await expect(other.getByRole("checkbox", { name: "Ask the client twice" })).toBeChecked(patient)
  await other.getByRole("button", { name: "Delete Agree on the tone" }).click()
  await expect(one.getByRole("checkbox", { name: "Agree on the tone" })).toHaveCount(0, patient)
  await toast(other, "Checklist item deleted").getByRole("button", { name: "Undo" }).click()
  await expect(one.getByRole("checkbox", { name: "Agree on the tone" })).toBeChecked(patient)
})

test("a task that is assigned appears among the other person's own, without a reload", async ({ pageOf }) => {
  const [member, admin] = [await pageOf("team_member"), await pageOf("admin")]
  const me = await whoIs(member)
  const title = newName("Überraschung")
  const { id } = await newTask(admin, { title, estimateMinutes: 120 })
  await member.goto(`/tasks?text=${encodeURIComponent(title)}`)
  await expect(member.getByRole("heading", { name: "No matching tasks" })).toBeVisible()
  await admin.goto(`/tasks/${id}`)
  await admin.getByRole("button", { name: "Assign" }).click()
  const dialog = admin.getByRole("dialog", { name: `Assign ${title}` })
  await dialog.getByLabel("Search people").fill(me.name)
  await dialog.getByRole("checkbox", { name: me.name }).check()
  await expect(dialog.getByRole("radio", { name: `${me.name} is responsible` })).toBeChecked()
  await dialog.getByRole("button", { name: "Assign" }).click()
  await expect(dialog).toHaveCount(0)
  await expect(member.getByRole("link", { name: title }), "live").toBeVisible(patient)
  await toast(admin, title).getByRole("button", { name: "Undo" }).click()
  await expect(member.getByRole("heading", { name: "No matching tasks" }), "live").toBeVisible(patient)
})

test("two people edit one task: the second sees both versions and nothing is overwritten", async ({
  pageOf,
}) => {
  provokes(409)
  const page = await pageOf("manager")
  const { id } = await newTask(page, { title: newName("Konflikt") })
  const { version, title } = await readTask(page, id)
  await page.goto(`/tasks/${id}`)
  await page.getByRole("button", { name: "Edit", exact: true }).click()
  const dialog = page.getByRole("dialog", { name: `Edit ${title}` })
  await dialog.getByLabel("Description").fill("Mine")
  await updateTask(page, { id, version, changes: { description: "Theirs", priority: "urgent" } })
  await dialog.getByRole("button", { name: "Save" }).click()
  const conflict = page.getByRole("dialog", { name: "Someone else changed this while you were editing" })
  await expect(conflict.getByRole("radiogroup", { name: "Description" })).toContainText("Theirs")
  await expect(conflict.getByRole("radiogroup", { name: "Priority" })).toContainText("Urgent")
  await conflict.getByRole("button", { name: "Save choices" }).click()
  await expect(page.getByRole("dialog")).toHaveCount(0)
  const after = await readTask(page, id)
  expect([after.description, after.priority]).toEqual(["Mine", "urgent"])
})

test("a task of a campaign that one does not work on is a page that does not exist", async ({ pageOf }) => {
  const [admin, member] = [await pageOf("admin"), await pageOf("team_member")]
  const me = await whoIs(member)
  const { id, version, campaignId } = await newTask(admin, { title: newName("Geheim") })
  await addChecklistItem(admin, { taskId: id, text: "Nobody else sees this." })
  await member.goto(`/tasks/${id}`)
  await expect(member.getByRole("heading", { name: "Page not found" })).toBeVisible()
  // Of the campaign they see how it stands, and its tasks from when they work on it.
  await member.goto(`/campaigns/${campaignId}?tab=board`)
  await expect(member.getByRole("tab", { name: "Overview", selected: true })).toBeVisible()
  await expect(member.getByRole("tab", { name: /Tasks|Board|Schedule/ })).toHaveCount(0)
  await assignTask(admin, { id, version, responsibleId: me.id, assigneeIds: [] })
  await expect(member.getByRole("tab", { name: "Board", selected: true }), "live").toBeVisible(patient)
  await member.goto(`/tasks/${id}`)
  await expect(member.getByRole("checkbox", { name: "Nobody else sees this." })).toBeVisible()
})

/** Drags one card behind another one, as a hand does: with moves in between. */
