import type { Page } from "@playwright/test"
import { newName } from "./ask"
import { newCampaign } from "./campaigns-data"
import { whoIs } from "./clients-data"
import { columnOf, newTask, readTask, stepTask } from "./tasks-data"
import { expect, provokes, test } from "./test"

const toast = (page: Page, text: string | RegExp) => page.getByRole("alert").filter({ hasText: text })

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
  await expect(toast(page, "Ask a colleague or the campaign manager")).toBeVisible()
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
