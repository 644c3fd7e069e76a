import type { Page } from "@playwright/test"
import { newName } from "./ask"
import { dayFromNow, newCampaign } from "./campaigns-data"
import { whoIs } from "./clients-data"
import {
  addChecklistItem,
  addDependency,
  assignTask,
  columnOf,
  moveTask,
  newTask,
  readTask,
  stepTask,
  updateTask,
} from "./tasks-data"
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
  const asked = page.getByRole("dialog", { name: "Leave without saving?" })
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
  await expect(why.getByText("Say why.")).toBeVisible()
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
  await page.getByRole("button", { name: "Edit" }).click()
  const dialog = page.getByRole("dialog", { name: `Edit ${title}` })
  await dialog.getByLabel("Description").fill("Mine")
  await updateTask(page, { id, version, changes: { description: "Theirs", priority: "urgent" } })
  await dialog.getByRole("button", { name: "Save" }).click()
  const conflict = page.getByRole("dialog", { name: "Somebody changed this while you were editing" })
  await expect(conflict.getByRole("radiogroup", { name: "Description" })).toContainText("Theirs")
  await expect(conflict.getByRole("radiogroup", { name: "Priority" })).toContainText("Urgent")
  await conflict.getByRole("button", { name: "Save these" }).click()
  await expect(page.getByRole("dialog")).toHaveCount(0)
  const after = await readTask(page, id)
  expect([after.description, after.priority]).toEqual(["Mine", "urgent"])
})

test("a change of dates shows what moves before it is applied, takes back nothing of what others did, and undo takes back all of it", async ({
  pageOf,
}) => {
  provokes(409)
  const page = await pageOf("manager")
  const first = await newTask(page, { title: newName("Zuerst"), durationDays: 2 })
  const then = await newTask(page, {
    title: newName("Danach"),
    campaignId: first.campaignId,
    durationDays: 1,
  })
  await addDependency(page, { predecessorId: first.id, successorId: then.id })
  await page.goto(`/tasks/${first.id}`)
  await page.getByRole("button", { name: "Edit schedule" }).click()
  const dialog = page.getByRole("dialog", { name: /^Schedule / })
  await dialog.getByLabel("Working days").fill("99999")
  await expect(dialog.getByText("A task can take 2,000 working days at the most.")).toBeVisible()
  await dialog.getByLabel("Working days").fill("6")
  const moves = dialog.getByRole("region", { name: "What moves" })
  await expect(moves).toContainText("2 tasks move")
  await expect(moves).toContainText("4 working days later")

  const notBefore = dayFromNow(7)
  const seen = await Promise.all([first.id, then.id].map((id) => readTask(page, id)))
  await moveTask(page, {
    campaignId: first.campaignId,
    changes: [{ id: first.id, notBefore }],
    seen: seen.map(({ id, version }) => ({ id, version })),
  })
  const before = await readTask(page, then.id)
  await dialog.getByRole("button", { name: "Save schedule" }).click()
  const conflict = page.getByRole("dialog", { name: "Somebody changed this while you were editing" })
  await expect(conflict.getByRole("radiogroup", { name: "Not before" })).toContainText("Theirs")
  await conflict.getByRole("button", { name: "Save these" }).click()
  await expect(page.getByRole("dialog")).toHaveCount(0)
  expect(await readTask(page, first.id)).toMatchObject({ durationDays: 6, notBefore })
  expect((await readTask(page, then.id)).startDay > before.startDay).toBe(true)
  await toast(page, "2 tasks moved").getByRole("button", { name: "Undo" }).click()
  await expect.poll(async () => (await readTask(page, then.id)).startDay).toBe(before.startDay)
})

test("a dependency is added, changed and removed; a cycle is refused with the way around it", async ({
  pageOf,
}) => {
  provokes(412)
  const page = await pageOf("manager")
  const [a, b] = [newName("Eins"), newName("Zwei")]
  const first = await newTask(page, { title: a })
  const second = await newTask(page, { title: b, campaignId: first.campaignId })
  await page.goto(`/tasks/${second.id}`)
  const waits = page.getByRole("region", { name: "Predecessors" })
  await waits.getByRole("button", { name: "Add predecessor" }).click()
  const dialog = page.getByRole("dialog", { name: `Dependencies of ${b}` })
  await dialog.getByRole("textbox", { name: "Task" }).fill(a)
  await page.getByRole("option", { name: a }).click()
  await dialog.getByRole("textbox", { name: "Lag in working days" }).fill("2")
  await dialog.getByRole("button", { name: "Add dependency" }).click()
  await toast(page, "Dependency added").getByRole("button", { name: "Undo" }).click()
  await expect(dialog).toContainText("No dependencies yet.", patient)
  await addDependency(page, { predecessorId: first.id, successorId: second.id, lagDays: 2 })
  const lag = dialog.getByRole("textbox", { name: `Lag of the dependency with ${a}` })
  await expect(lag, "live").toHaveValue("2 d", patient)
  await lag.fill("4")
  await lag.press("Enter")
  await expect(toast(page, "Dependency changed")).toBeVisible(patient)
  await page.keyboard.press("Escape")
  await expect(waits).toContainText("4 working days later")
  await toast(page, "Dependency changed").getByRole("button", { name: "Undo" }).click()
  await expect(waits).toContainText("2 working days later")

  const third = await newTask(page, { title: newName("Drei"), campaignId: first.campaignId })
  await addDependency(page, { predecessorId: second.id, successorId: third.id })
  await page.goto(`/tasks/${first.id}`)
  await page.getByRole("button", { name: "Add predecessor" }).click()
  const next = page.getByRole("dialog", { name: `Dependencies of ${a}` })
  await next.getByRole("textbox", { name: "Task" }).fill("Drei")
  await page.getByRole("option", { name: /^Drei/ }).click()
  await next.getByRole("button", { name: "Add dependency" }).click()
  await expect(next.getByRole("alert")).toContainText("would wait for each other")
  await next.getByRole("button", { name: `Remove the dependency with ${b}` }).click()
  await expect(next).toContainText("No dependencies yet.")
  await page.keyboard.press("Escape")
  await expect(page.getByText("No successors yet.")).toBeVisible()
})

test("a card is dragged by mouse and moved by keys; a step that is refused goes back with the sentence", async ({
  pageOf,
}) => {
  provokes(412)
  const page = await pageOf("admin")
  const me = await whoIs(page)
  const { id: campaignId } = await newCampaign(page, { name: newName("Brett") })
  const [a, b, c] = [newName("Anna"), newName("Berta"), newName("Cäsar")]
  const made = []
  for (const title of [a, b, c]) made.push(await newTask(page, { title, campaignId, responsibleId: me.id }))
  await page.goto(`/tasks?view=board&campaign=${campaignId}`)
  const column = (name: string) => page.getByRole("list", { name, exact: true })
  const titles = (name: string) => column(name).locator("[data-row-link]").allTextContents()
  await expect.poll(() => titles("Not started")).toEqual([a, b, c])

  await drag(page, a, c)
  await expect.poll(() => columnOf(page, campaignId, "not_started")).toEqual([b, c, a])
  expect(await titles("Not started")).toEqual([b, c, a])

  // Two columns away the workflow knows no way.
  await page.getByRole("link", { name: b }).focus()
  await page.keyboard.press("Space")
  await page.keyboard.press("ArrowRight")
  await page.keyboard.press("ArrowRight")
  await page.keyboard.press("Space")
  await expect(toast(page, "cannot become under review at once")).toBeVisible()
  expect(await titles("Not started")).toEqual([b, c, a])

  await page.getByRole("link", { name: b }).focus()
  await page.keyboard.press("Space")
  await page.keyboard.press("ArrowRight")
  await page.keyboard.press("Enter")
  await expect.poll(() => titles("In progress")).toEqual([b])
  await expect(page.getByRole("link", { name: b }), "the focus goes with the card").toBeFocused()
  await expect.poll(() => columnOf(page, campaignId, "in_progress")).toEqual([b])

  // Nobody reviews their own work.
  const { id, version } = await readTask(page, made[1]?.id ?? "")
  await stepTask(page, { id, version, step: "submit" })
  await expect.poll(() => titles("Under review")).toEqual([b])
  await page.getByRole("link", { name: b }).focus()
  await page.keyboard.press("Space")
  await page.keyboard.press("ArrowRight")
  await page.keyboard.press("Space")
  await expect(toast(page, "Somebody else reviews it")).toBeVisible()
  await expect.poll(() => titles("Under review")).toEqual([b])
  expect(await columnOf(page, campaignId, "completed")).toEqual([])

  // A click opens the card; what is dragged opens nothing.
  await page.getByRole("link", { name: a }).click()
  await expect(page.getByRole("dialog", { name: a })).toBeVisible()
})

test("sending a card back asks why; without an answer the card stays where it was", async ({ pageOf }) => {
  const page = await pageOf("admin")
  const title = newName("Zurück")
  const { id, version, campaignId } = await newTask(page, { title })
  const begun = await stepTask(page, { id, version, step: "start" })
  await stepTask(await pageOf("manager"), { id, version: begun.version, step: "submit" })
  await page.goto(`/tasks?view=board&campaign=${campaignId}`)
  const backByKeys = async () => {
    await page.getByRole("link", { name: title }).focus()
    await page.keyboard.press("Space")
    await page.keyboard.press("ArrowLeft")
    await page.keyboard.press("Space")
  }
  await backByKeys()
  const why = page.getByRole("dialog", { name: `Send back: ${title}` })
  await why.getByRole("button", { name: "Cancel" }).click()
  const review = page.getByRole("list", { name: "Under review" })
  await expect(review.getByRole("link", { name: title })).toBeVisible()
  await backByKeys()
  await why.getByLabel("Why?").fill("Not yet.")
  await why.getByRole("button", { name: "Send back" }).click()
  await expect(
    page.getByRole("list", { name: "In progress" }).getByRole("link", { name: title }),
  ).toBeVisible()
  await expect.poll(() => columnOf(page, campaignId, "in_progress")).toEqual([title])
})

test("rows have keys, a menu of steps, and come back by undo after they are removed", async ({ pageOf }) => {
  const page = await pageOf("manager")
  const title = newName("Zeile")
  const { id } = await newTask(page, { title })
  await page.goto(`/tasks?view=all&text=${encodeURIComponent(title)}`)
  await expect(page.getByRole("link", { name: title })).toBeVisible()
  await page.keyboard.press("j")
  await expect(page.getByRole("link", { name: title })).toBeFocused()
  await page.getByRole("button", { name: `Actions for ${title}` }).click()
  await page.getByRole("menuitem", { name: "Start" }).click()
  await expect(page.getByRole("row").filter({ hasText: title })).toContainText("In progress")
  await toast(page, "is in progress").getByRole("button", { name: "Undo" }).click()
  await expect.poll(async () => (await readTask(page, id)).status).toBe("not_started")

  // What is asked about a row stays while the row leaves the list.
  await page.getByRole("button", { name: `Actions for ${title}` }).click()
  await page.getByRole("menuitem", { name: "Assign" }).click()
  const who = page.getByRole("dialog", { name: `Assign ${title}` })
  await expect(who).toBeVisible()
  const { version } = await readTask(page, id)
  const away = await updateTask(page, { id, version, changes: { title: newName("Anders") } })
  await expect(page.getByText("No matching tasks"), "live").toBeVisible(patient)
  await who.getByRole("button", { name: "Cancel" }).click()
  await updateTask(page, { id, version: away.version, changes: { title } })
  await expect(page.getByRole("link", { name: title }), "live").toBeVisible(patient)

  await page.getByRole("button", { name: `Actions for ${title}` }).click()
  await page.getByRole("menuitem", { name: "Delete" }).click()
  await expect(page.getByRole("heading", { name: "No matching tasks" })).toBeVisible()
  await toast(page, "is deleted").getByRole("button", { name: "Undo" }).click()
  await page.getByRole("link", { name: title }).press("Enter")
  await expect(page.getByRole("dialog", { name: title })).toBeVisible()
})

test("one's own tasks are grouped by when they are due, and a month shows them over their days", async ({
  pageOf,
}) => {
  const page = await pageOf("admin")
  const me = await whoIs(page)
  const word = newName("Fällig")
  const { id: campaignId } = await newCampaign(page, { name: newName("Termine") })
  const make = (when: string, days: number) =>
    newTask(page, {
      ...{ title: `${word} ${when}`, campaignId, mode: "manual", durationDays: 0 },
      ...{ startDay: dayFromNow(days), responsibleId: me.id },
    })
  await make("neulich", -12)
  const { id } = await make("heute", 0)
  await make("bald", 20)
  // On a day off nothing is due: the plan moves it to the next working day.
  const { endDay } = await readTask(page, id)
  await page.goto(`/tasks?text=${encodeURIComponent(word)}`)
  const table = page.getByRole("table", { name: "My tasks" })
  await expect(table.getByRole("rowheader")).toHaveText(
    endDay === dayFromNow(0)
      ? [/^Overdue\s*1/, /^Today\s*1/, /^Later\s*1/]
      : [/^Overdue\s*1/, /^(This week\s*1|Later\s*2)/],
  )
  await page.goto(`/tasks?view=calendar&text=${encodeURIComponent(word)}`)
  await page.getByRole("link", { name: `${word} heute` }).click()
  await expect(page.getByRole("dialog", { name: `${word} heute` })).toBeVisible()
})

test("a task of a campaign that one does not work on is a page that does not exist", async ({ pageOf }) => {
  const [admin, member] = [await pageOf("admin"), await pageOf("team_member")]
  const me = await whoIs(member)
  const { id, version, campaignId } = await newTask(admin, { title: newName("Geheim") })
  await addChecklistItem(admin, { taskId: id, text: "Nobody else sees this." })
  await member.goto(`/tasks/${id}`)
  await expect(member.getByRole("heading", { name: "There is nothing here" })).toBeVisible()
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
async function drag(page: Page, title: string, behind: string): Promise<void> {
  const boxOf = async (name: string) => {
    const box = await page.locator("[data-row]").filter({ hasText: name }).boundingBox()
    if (box === null) throw new Error(`${name} is not on the board.`)
    return box
  }
  const [from, to] = [await boxOf(title), await boxOf(behind)]
  await page.mouse.move(from.x + 40, from.y + 12)
  await page.mouse.down()
  await page.mouse.move(from.x + 60, from.y + 30, { steps: 4 })
  await page.mouse.move(to.x + 40, to.y + to.height - 4, { steps: 6 })
  await page.waitForTimeout(80)
  await page.mouse.up()
}
