import { newName } from "./ask"
import { dayFromNow, newCampaign } from "./campaigns-data"
import { whoIs } from "./clients-data"
import { expectReach } from "./reach"
import { addDependency, newTask } from "./tasks-data"
import { expect, test } from "./test"

test("the views of tasks are accessible and fit a phone", async ({ pageOf }) => {
  test.setTimeout(240_000)
  const page = await pageOf("admin")
  const me = await whoIs(page)
  const { id: campaignId } = await newCampaign(page, { name: newName("Reichweite") })
  const word = newName("Aufgabe")
  const common = { campaignId, responsibleId: me.id, estimateMinutes: 90, checklist: ["One", "Two"] }
  await newTask(page, { ...common, title: `${word} Donaudampfschifffahrtselektrizitätenhauptbetriebswerk` })
  await newTask(page, {
    ...{ ...common, title: `${word} late`, priority: "urgent", mode: "manual" },
    startDay: dayFromNow(-6),
  })
  await newTask(page, { campaignId, title: `${word} milestone`, durationDays: 0, priority: "low" })
  const text = encodeURIComponent(word)
  const addresses = [
    `/tasks?text=${text}`,
    `/tasks?view=all&text=${text}`,
    "/tasks?view=all&text=nothing+is+called+like+this",
    `/tasks?view=board&campaign=${campaignId}`,
    "/tasks?view=board",
    `/tasks?view=calendar&text=${text}`,
  ]
  for (const address of addresses) {
    await page.goto(address)
    await expectReach(page)
  }
})

test("a task, its drawer and its dialogs are accessible, fit a phone and close with Escape", async ({
  pageOf,
}) => {
  test.setTimeout(300_000)
  const page = await pageOf("admin")
  const me = await whoIs(page)
  const first = await newTask(page, {
    ...{ title: newName("Voll"), description: "A line.\nAnother one.", responsibleId: me.id },
    ...{ estimateMinutes: 200, labels: ["Strategy"], checklist: ["Ask the client"], priority: "high" },
  })
  const next = await newTask(page, { title: newName("Danach"), campaignId: first.campaignId })
  await addDependency(page, { predecessorId: first.id, successorId: next.id, lagDays: 2 })
  await newTask(page, { title: newName("Teil"), campaignId: first.campaignId, parentId: first.id })
  await page.goto(`/tasks/${first.id}`)
  await expectReach(page)
  const dialog = page.getByRole("dialog")
  for (const name of ["Edit", "Assign", "Edit schedule"]) {
    const button = page.getByRole("button", { name, exact: true })
    await button.click()
    await expect(dialog).toBeVisible()
    await expectReach(page)
    await page.keyboard.press("Escape")
    await expect(dialog).toHaveCount(0)
    await expect(button).toBeFocused()
  }
  await page.goto(`/tasks/${first.id}?tab=history`)
  await expectReach(page)
  await page.goto(`/tasks?view=all&task=${first.id}`)
  await expect(dialog.getByRole("region", { name: "Checklist" })).toBeVisible()
  await expectReach(page)
  await page.goto("/tasks?view=all")
  await page.getByRole("button", { name: "New task" }).click()
  await expect(dialog).toBeVisible()
  await expectReach(page)
})
