import { dayNumberOf, dayOf, weekdayOf } from "@alphas/domain/days"
import { ask } from "./ask"
import { dayFromNow } from "./campaigns-data"
import { picture, pictured } from "./picture"
import { expect, test } from "./test"

interface Listed {
  items: { id: string; tasksTotal: number; progress: number; startDay: string; endDay: string }[]
}

// The pictures show the demo as it comes: ALPHAS_SCREENSHOTS=1 npm test -- e2e/work-pictures
if (process.env.ALPHAS_SCREENSHOTS === "1") {
  test("the pictures of campaigns, tasks, the schedule and time are made of the product as it runs", async ({
    pageOf,
  }) => {
    test.setTimeout(240_000)
    const [page, member] = [await pageOf("admin"), await pageOf("team_member")]
    const { items } = await ask<Listed>(page, "campaigns.list", { limit: 100, status: ["active"] })
    const today = dayNumberOf(dayFromNow(0))
    // Past its half, so that its KPIs have values.
    const [campaign] = items
      .filter(({ progress }) => progress > 20 && progress < 80)
      .filter(({ startDay, endDay }) => dayNumberOf(startDay) + dayNumberOf(endDay) < 2 * today)
      .toSorted((one, other) => other.tasksTotal - one.tasksTotal)
    const id = campaign?.id ?? ""
    for (const each of [page, member]) await each.setViewportSize(pictured)
    await page.goto(`/campaigns/${id}`)
    await picture(page, "campaign-light")
    await page.goto(`/tasks?view=board&campaign=${id}`)
    await picture(page, "board-light")
    await page.goto("/tasks?view=all")
    await picture(page, "tasks-dark", "dark")
    await page.goto(`/schedule?open=${id}&zoom=month`)
    await expect(page.locator("[data-block] g.bar").first()).toBeAttached()
    await picture(page, "schedule-light")
    await picture(page, "schedule-dark", "dark")
    await page.goto("/workload")
    await picture(page, "workload-light")
    await member.goto(`/time?week=${dayOf(today - weekdayOf(today) - 7)}`)
    await picture(member, "time-light")
    await page.setViewportSize({ width: 390, height: 780 })
    await page.goto(`/schedule?open=${id}`)
    await picture(page, "schedule-phone")
  })
}
