import type { Page } from "@playwright/test"
import { newName } from "./ask"
import { addCampaignMember, newCampaign } from "./campaigns-data"
import { whoIs } from "./clients-data"
import { newBigPlan, readPlan } from "./gantt-data"
import { expect, settled } from "./test"

export const patient = { timeout: 30_000 }
/** Pixels of a day at the zoom that a schedule opens with. */
const dayWidth = 15

export const chartOf = (campaignId: string) => `/campaigns/${campaignId}?tab=schedule`

export const row = (page: Page, title: string) =>
  page.getByRole("row").filter({ has: page.getByText(title, { exact: true }) })

/** The middle of a row's bar, on the screen. */
export async function barOf(page: Page, title: string) {
  const index = Number(await row(page, title).getAttribute("aria-rowindex")) - 1
  const bar = page
    .locator(`[data-block="${index - (index % 8)}"]`)
    .locator("g.bar > g")
    .nth(index % 8)
  // The library draws a bar a moment after its row.
  await expect(bar.locator("rect").first()).toBeAttached()
  const box = await bar.boundingBox()
  if (box === null) throw new Error(`${title} has no bar.`)
  return { ...box, middle: { x: box.x + box.width / 2, y: box.y + box.height / 2 } }
}

export async function grab(page: Page, place: { x: number; y: number }, days: number): Promise<void> {
  await page.mouse.move(place.x, place.y)
  await page.mouse.down()
  await page.mouse.move(place.x + days * dayWidth, place.y, { steps: 6 })
}

export const line = (page: Page) => page.locator("[data-plan-line]")
export const ghosts = (page: Page) => page.locator("[data-ghost]")

export async function planned(page: Page, campaignId: string): Promise<Record<string, string>> {
  const { tasks } = await readPlan(page, campaignId)
  return Object.fromEntries(tasks.map(({ title, startDay, endDay }) => [title, `${startDay}..${endDay}`]))
}

/** A campaign of the manager that begins on a Monday some weeks ago, and on which the team member works as well. */
export async function newPlan(manager: Page, member?: Page) {
  const { id } = await newCampaign(manager, {
    ...{ name: newName("Plan"), startDay: "2026-10-05", endDay: "2027-02-26" },
  })
  if (member) await addCampaignMember(manager, { id, userId: (await whoIs(member)).id })
  return id
}

/** The bar of a row, brought into sight by going to its first day. */
export async function scrolledTo(page: Page, title: string) {
  const bar = await barOf(page, title)
  const list = await page.getByRole("treegrid").boundingBox()
  await page.locator("[data-gantt-scroller]").evaluate(
    (element, by) => {
      element.scrollLeft += by
    },
    bar.x - (list?.x ?? 0) - (list?.width ?? 0) - 200,
  )
  // The blocks that come into sight are drawn after the scrolling, and the bar is where it was asked for.
  let place = await barOf(page, title)
  await expect
    .poll(async () => {
      const before = place.x
      place = await barOf(page, title)
      return place.x - before
    })
    .toBe(0)
  return place
}

/** The portfolio with a campaign of 2,000 tasks unfolded. */
export async function openBigPlan(page: Page): Promise<void> {
  const { id } = await newCampaign(page, {
    name: newName("Groß"),
    startDay: "2026-10-05",
    endDay: "2027-10-29",
  })
  await newBigPlan(page, id, 2000)
  await page.goto(`/schedule?open=${id}`)
  await expect(row(page, "Task 1").first()).toBeVisible(patient)
  await settled(page)
}
