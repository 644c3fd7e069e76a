import type { Locator, Page } from "@playwright/test"
import { newName } from "./ask"
import { dayFromNow, newCampaign } from "./campaigns-data"
import { newTask } from "./tasks-data"
import { expect, settled, test } from "./test"

const whole = { ratio: 1 }

/** Whether an element stands within the page and within everything that cuts off what is too wide. */
async function expectWhole(page: Page, element: Locator): Promise<void> {
  await expect(element).toBeInViewport(whole)
  const cut = await element.evaluate((node) => {
    const box = node.getBoundingClientRect()
    for (let at = node.parentElement; at !== null; at = at.parentElement) {
      const frame = at.getBoundingClientRect()
      if (
        getComputedStyle(at).overflowX !== "visible" &&
        (box.right > frame.right + 1 || box.left < frame.left - 1)
      )
        return at.className
    }
    return null
  })
  expect(cut, await page.title()).toBeNull()
}

test("a board shows its four columns on a common screen, alone and on its campaign's page", async ({
  pageOf,
}) => {
  const page = await pageOf("manager")
  const { campaignId } = await newTask(page, { title: "Ein sehr langer Titel, der umbrochen werden muss" })
  await page.setViewportSize({ width: 1440, height: 900 })
  for (const address of [`/tasks?view=board&campaign=${campaignId}`, `/campaigns/${campaignId}?tab=board`]) {
    await page.goto(address)
    await settled(page)
    await expectWhole(page, page.locator("[data-column=completed]"))
  }
})

test("the action that makes a task is whole at every width", async ({ pageOf }) => {
  const page = await pageOf("manager")
  const { id } = await newCampaign(page, { name: newName("Schmal") })
  for (const width of [900, 800, 360]) {
    await page.setViewportSize({ width, height: 800 })
    for (const address of [
      "/tasks",
      "/tasks?view=calendar",
      `/campaigns/${id}?tab=tasks`,
      `/campaigns/${id}?tab=board`,
    ]) {
      await page.goto(address)
      await settled(page)
      await expectWhole(page, page.getByRole("button", { name: "New task" }).first())
    }
  }
})

test("the search for people in the workload is within a phone's reach", async ({ pageOf }) => {
  const page = await pageOf("manager")
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto("/workload?week=2026-01-05")
  await expectWhole(page, page.getByRole("searchbox", { name: "Search by name" }))
})

test("the schedule opens where its first rows have bars in sight, and a calendar's bar names its campaign", async ({
  pageOf,
}) => {
  const page = await pageOf("manager")
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto("/schedule")
  await expect(page.locator("g.bar > g").first()).toBeAttached()
  const [bars, seen] = await page.locator("[data-gantt-scroller]").evaluate((scroller) => {
    const frame = scroller.getBoundingClientRect()
    const list = scroller.querySelector("[role=treegrid]")?.getBoundingClientRect().right ?? frame.left
    const rows = [...scroller.querySelectorAll("g.bar > g")]
      .map((bar) => bar.getBoundingClientRect())
      .filter((box) => box.bottom < frame.bottom)
    return [rows.length, rows.filter((box) => box.right > list && box.left < frame.right).length]
  })
  expect(bars).toBeGreaterThan(0)
  // It opens at today while any of its first rows has its bar there: the others may be over, or to come.
  expect(seen).toBeGreaterThan(0)

  const name = newName("Kalender")
  const { id: campaignId } = await newCampaign(page, {
    ...{ name, startDay: dayFromNow(0), endDay: dayFromNow(20) },
  })
  await newTask(page, { title: "Aushang", campaignId, durationDays: 3 })
  await page.goto(`/tasks?view=calendar&campaign=${campaignId}`)
  await expect(page.getByRole("link", { name: `Aushang · ${name}` }).first()).toBeVisible()
})
