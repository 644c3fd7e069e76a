import type { Page } from "@playwright/test"
import { newName } from "./ask"
import { dayFromNow, newCampaign } from "./campaigns-data"
import { expectReach } from "./reach"
import { newTask, readTask, stepTask } from "./tasks-data"
import { expect, settled, test } from "./test"

const repeats = (page: Page) => page.getByRole("textbox", { name: "Repeats" })
const choose = async (page: Page, field: string, option: string) => {
  await page.getByRole("textbox", { name: field, exact: true }).click()
  await page.getByRole("option", { name: option, exact: true }).click()
}

test("a task is made to repeat in plain choices, and its completion makes the next one, which the history tells", async ({
  pageOf,
}) => {
  const page = await pageOf("manager")
  const title = newName("Wochenbericht")
  const { id } = await newCampaign(page, { name: newName("Serie"), startDay: dayFromNow(0) })
  await page.goto(`/campaigns/${id}?tab=tasks`)
  await page.getByRole("button", { name: "New task" }).first().click()
  const dialog = page.getByRole("dialog", { name: "New task" })
  await dialog.getByLabel("Title").fill(title)
  await dialog.getByLabel("Not before").fill("2027-03-01")
  await choose(page, "Repeats", "Every week")
  await expect(dialog.getByText(/Every week on Monday\. The next one/)).toBeVisible()
  await dialog.getByText("Thu", { exact: true }).click()
  await choose(page, "Ends", "On a date")
  await dialog.getByRole("button", { name: "Create task" }).click()
  await expect(dialog.getByText("Choose the last day.")).toBeVisible()
  await dialog.getByLabel("Last day").fill("2027-03-31")
  await page.keyboard.press("Control+Enter")
  await expect(dialog).toHaveCount(0)

  const mark = page.getByRole("img", { name: /^Repeats every week on Monday and Thursday, until/ })
  await expect(mark).toHaveCount(1)
  const [task = ""] =
    /[0-9a-f-]{36}/.exec((await page.getByRole("link", { name: title }).getAttribute("href")) ?? "") ?? []
  await page.getByRole("link", { name: title }).click()
  const drawer = page.getByRole("dialog", { name: title })
  await expect(drawer.getByText(/^Every week on Monday and Thursday, until/)).toBeVisible()
  const take = async (step: string) => {
    await drawer.getByRole("button", { name: /^Status:/ }).click()
    await page.getByRole("menuitem", { name: step }).click()
    await settled(page)
  }
  await take("Start")
  // Nobody reviews what they have submitted.
  const { version } = await readTask(page, task)
  await stepTask(await pageOf("admin"), { id: task, version, step: "submit" })
  await take("Approve")
  await expect(
    page.getByRole("alert").filter({ hasText: `${title} is now completed. Next: Thu` }),
  ).toBeVisible()
  await expect(drawer.getByText(/^Every week on Monday/)).toHaveCount(0)
  await drawer.getByRole("tab", { name: "History" }).click()
  await expect(drawer.getByText(/^every week on Monday and Thursday, until/).first()).toBeVisible()
  await page.keyboard.press("Escape")
  await expect(mark).toHaveCount(1)
  await page.getByRole("link", { name: title }).click()
  await expect(drawer.getByRole("region", { name: "Schedule" })).toContainText("4 Mar")
  await drawer.getByRole("tab", { name: "History" }).click()
  await expect(drawer.getByText("completed the previous task, which this one repeats")).toBeVisible()
})

test("the rule of a task is changed and taken away, with undo; of a completed one it stays as it is", async ({
  pageOf,
}) => {
  const page = await pageOf("manager")
  const title = newName("Monatlich")
  const { id } = await newTask(page, {
    title,
    notBefore: "2027-03-01",
    recurrence: "FREQ=MONTHLY;BYMONTHDAY=1",
  })
  await page.goto(`/tasks/${id}`)
  await page.getByRole("button", { name: "Edit", exact: true }).click()
  await expect(repeats(page)).toHaveValue("Every month")
  await choose(page, "On", "Last Friday")
  await choose(page, "Repeats", "Custom…")
  await page.getByLabel("Every", { exact: true }).fill("3")
  await choose(page, "On", "Last Friday")
  await page.getByRole("button", { name: "Save" }).click()
  // The form says the rule as well, before it is saved.
  await expect(page.getByRole("dialog")).toHaveCount(0)
  await expect(page.getByText("Every 3 months on the last Friday")).toBeVisible()
  expect((await readTask(page, id)).recurrence).toBe("FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR")
  await page.getByRole("alert").getByRole("button", { name: "Undo" }).click()
  await expect(page.getByText("Every month on day 1")).toBeVisible()
  await page.getByRole("button", { name: "Edit", exact: true }).click()
  await choose(page, "Repeats", "Does not repeat")
  await page.getByRole("button", { name: "Save" }).click()
  await expect(page.getByText("Every month on day 1")).toHaveCount(0)

  for (const step of ["start", "submit", "approve"] as const) {
    const { version } = await readTask(page, id)
    // Nobody reviews what they have submitted.
    await stepTask(step === "submit" ? await pageOf("admin") : page, { id, version, step })
  }
  await page.reload()
  await page.getByRole("button", { name: "Edit", exact: true }).click()
  await expect(repeats(page)).toBeDisabled()
})

test("the form of a task that repeats is accessible and fits a phone", async ({ pageOf }) => {
  test.setTimeout(180_000)
  const page = await pageOf("manager")
  const { id, campaignId } = await newTask(page, {
    title: newName("Alle zwei Wochen"),
    recurrence: "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH;COUNT=12",
  })
  await page.goto(`/tasks/${id}`)
  await page.getByRole("button", { name: "Edit", exact: true }).click()
  await expect(page.getByLabel("Number of times")).toHaveValue("12")
  await expectReach(page)
  await page.goto(`/campaigns/${campaignId}?tab=board`)
  await expect(page.getByRole("img", { name: /^Repeats every 2 weeks/ })).toBeVisible()
  await expectReach(page)
})
