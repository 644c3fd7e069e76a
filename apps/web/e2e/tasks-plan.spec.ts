import type { Page } from "@playwright/test"
import { newName } from "./ask"
import { dayFromNow } from "./campaigns-data"
import { addDependency, moveTask, newTask, readTask } from "./tasks-data"
import { expect, provokes, test } from "./test"

const patient = { timeout: 30_000 }
const toast = (page: Page, text: string | RegExp) => page.getByRole("alert").filter({ hasText: text })

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
  await expect(dialog.getByText("A task can take at most 2,000 working days.")).toBeVisible()
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
  const conflict = page.getByRole("dialog", { name: "Someone else changed this while you were editing" })
  await expect(conflict.getByRole("radiogroup", { name: "Not before" })).toContainText("Theirs")
  await conflict.getByRole("button", { name: "Save choices" }).click()
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
  await expect(dialog.getByRole("list", { name: "Dependencies" })).toContainText(a)
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
  await expect(next.getByRole("alert")).toContainText("would depend on each other in a cycle")
  await next.getByRole("button", { name: `Remove the dependency with ${b}` }).click()
  await expect(next).toContainText("No dependencies yet.")
  await page.keyboard.press("Escape")
  await expect(page.getByText("No successors yet.")).toBeVisible()
})
