import type { Page } from "@playwright/test"
import { newName } from "./ask"
import { archiveCampaign, newCampaign, readCampaign } from "./campaigns-data"
import { columnOf, newTask } from "./tasks-data"
import { expect, test } from "./test"

/** How long two people drag: a while here, and the whole minute in `npm run prove -- board`. */
const seconds = Number(process.env.ALPHAS_BOARD_SECONDS ?? "8")
const columns = [
  ["not_started", "Not started"],
  ["in_progress", "In progress"],
  ["under_review", "Under review"],
  ["completed", "Completed"],
] as const

const titles = (page: Page, name: string) =>
  page.getByRole("list", { name, exact: true }).locator("[data-row-link]").allTextContents()

/** A number from 0 to 1, the same ones in each run: what fails can be run again. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

test("two people drag cards on one board at once; both end with the server's order, and no card is lost", async ({
  pageOf,
}) => {
  test.setTimeout((seconds + 120) * 1000)
  const [one, other] = [await pageOf("admin"), await pageOf("manager")]
  const { id: campaignId } = await newCampaign(one, { name: newName("Gedränge") })
  const names = Array.from({ length: 10 }, (_, index) => `Karte ${String.fromCharCode(65 + index)}`)
  for (const title of names) await newTask(one, { title, campaignId })
  for (const page of [one, other]) {
    await page.goto(`/tasks?view=board&campaign=${campaignId}`)
    await expect.poll(() => titles(page, "Not started")).toEqual(names)
  }

  const until = Date.now() + seconds * 1000
  const person = async (page: Page, random: () => number) => {
    let drags = 0
    while (Date.now() < until) {
      const cards = page.locator("[data-row]")
      const card = cards.nth(Math.floor(random() * (await cards.count())))
      const box = await card.boundingBox({ timeout: 2_000 })
      // Started, or put back, or only moved among its neighbours: no step of these asks for a reason.
      const lane = page.getByRole("list", {
        name: random() < 0.5 ? "Not started" : "In progress",
        exact: true,
      })
      const target = await lane.boundingBox({ timeout: 2_000 })
      if (box === null || target === null) continue
      await page.mouse.move(box.x + 30, box.y + 12)
      await page.mouse.down()
      await page.mouse.move(box.x + 42, box.y + 24, { steps: 2 })
      await page.mouse.move(target.x + 80, target.y + 20 + random() * 300, { steps: 4 })
      await page.waitForTimeout(40)
      await page.mouse.up()
      drags += 1
    }
    return drags
  }
  const drags = await Promise.all([person(one, dice(7)), person(other, dice(11))])
  // Each of them did drag, and often.
  for (const count of drags) expect(count).toBeGreaterThan(seconds / 3)

  for (const [status, name] of columns) {
    for (const page of [one, other]) {
      await expect
        .poll(
          async () => {
            const [shown, kept] = [await titles(page, name), await columnOf(one, campaignId, status)]
            return shown.join() === kept.join() ? "same" : `${shown} instead of ${kept}`
          },
          { timeout: 20_000, message: name },
        )
        .toBe("same")
    }
  }
  const all = await Promise.all(columns.map(([status]) => columnOf(one, campaignId, status)))
  expect(all.flat().toSorted()).toEqual(names)
})

test("the cards and bars of an archived campaign stay where they are, and the page says why", async ({
  pageOf,
}) => {
  const page = await pageOf("manager")
  const campaign = await newCampaign(page, { name: newName("Archiv") })
  const { id: campaignId } = campaign
  await newTask(page, { title: "Bleibt liegen", campaignId })
  await archiveCampaign(page, { id: campaignId, version: (await readCampaign(page, campaignId)).version })
  await page.goto(`/campaigns/${campaignId}?tab=board`)
  await expect(page.getByText("Restore it to move its cards.")).toBeVisible()
  const card = page.getByRole("listitem").filter({ hasText: "Bleibt liegen" })
  await card.dragTo(page.getByRole("list", { name: "In progress", exact: true }))
  // A card that cannot be dragged is opened by the press.
  await page.keyboard.press("Escape")
  expect(await columnOf(page, campaignId, "not_started")).toEqual(["Bleibt liegen"])
  await page.getByRole("tab", { name: "Schedule" }).click()
  await expect(page.getByText("Restore it to move its tasks.")).toBeVisible()
})
