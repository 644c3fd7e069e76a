import type { AppRouter } from "@alphas/client/trpc"
import type { Page } from "@playwright/test"
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server"
import { ask, change } from "./ask"
import { expect } from "./test"

type Inputs = inferRouterInputs<AppRouter>
type Outputs = inferRouterOutputs<AppRouter>

export const enterTime = (page: Page, input: Inputs["time"]["create"]) =>
  change<Outputs["time"]["create"]>(page, "time.create", { ...input, confirm: true })

export const readWeek = (page: Page, monday: string) =>
  ask<Outputs["time"]["weeks"]["get"]>(page, "time.weeks.get", { monday })

/** Takes a step with one's own week as it stands. */
export async function stepWeek(
  page: Page,
  input: Omit<Inputs["time"]["weeks"]["step"], "version">,
): Promise<void> {
  const { version } = await readWeek(page, input.monday)
  await change(page, "time.weeks.step", { ...input, version, confirm: true })
}

export const lockMonth = (page: Page, input: Inputs["time"]["rules"]["lockMonth"]) =>
  change(page, "time.rules.lockMonth", input)

export const startTimer = (page: Page, input: Inputs["time"]["timer"]["start"]) =>
  change(page, "time.timer.start", { ...input, confirm: true })

export const addLeave = (page: Page, input: Inputs["calendar"]["leave"]["create"]) =>
  change<{ id: string; version: number }>(page, "calendar.leave.create", input)

export const addRate = (page: Page, input: Inputs["time"]["rates"]["create"]) =>
  change<{ id: string; version: number }>(page, "time.rates.create", { ...input, confirm: true })

export const readTimer = (page: Page) => ask<Outputs["time"]["timer"]["get"]>(page, "time.timer.get", {})

/** Forgets the timer that another test may have left running. */
export async function forgetTimer(page: Page): Promise<void> {
  const timer = await readTimer(page)
  if (timer !== null)
    await change(page, "time.timer.stop", { id: timer.id, version: timer.version, discard: true })
}

/** Chooses a campaign in the dialog that is open, by typing its name. */
export async function chooseCampaign(page: Page, name: string): Promise<void> {
  const dialog = page.getByRole("dialog")
  await dialog.getByRole("textbox", { name: "Campaign" }).fill(name)
  await page.getByRole("option", { name }).click()
  await expect(dialog.getByRole("textbox", { name: "Campaign" })).toHaveValue(name)
}
