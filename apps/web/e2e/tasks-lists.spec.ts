import type { Page } from "@playwright/test"
import { newName } from "./ask"
import { dayFromNow, newCampaign } from "./campaigns-data"
import { whoIs } from "./clients-data"
import { newTask, readTask, updateTask } from "./tasks-data"
import { expect, test } from "./test"

const patient = { timeout: 30_000 }
const toast = (page: Page, text: string | RegExp) => page.getByRole("alert").filter({ hasText: text })

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
  await toast(page, "is now in progress").getByRole("button", { name: "Undo" }).click()
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
  await toast(page, " deleted").getByRole("button", { name: "Undo" }).click()
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
