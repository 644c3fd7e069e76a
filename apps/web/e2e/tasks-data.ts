import type { AppRouter } from "@alphas/client/trpc"
import type { Page } from "@playwright/test"
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server"
import { ask, change, newName } from "./ask"
import { newCampaign } from "./campaigns-data"

type Inputs = inferRouterInputs<AppRouter>
type Outputs = inferRouterOutputs<AppRouter>
interface Saved {
  id: string
  version: number
}

/** A task, made without the form: in a campaign of its own unless one is named. */
export async function newTask(
  page: Page,
  task: Partial<Inputs["tasks"]["create"]> & { title: string },
): Promise<Saved & { campaignId: string }> {
  const campaignId = task.campaignId ?? (await newCampaign(page, { name: newName("Kampagne") })).id
  const saved = await change<Saved>(page, "tasks.create", { ...task, campaignId })
  return { ...saved, campaignId }
}

export const readTask = (page: Page, id: string) => ask<Outputs["tasks"]["get"]>(page, "tasks.get", { id })

export const updateTask = (page: Page, input: Inputs["tasks"]["update"]) =>
  change<Saved>(page, "tasks.update", input)

export const stepTask = (page: Page, input: Inputs["tasks"]["step"]) =>
  change<Saved>(page, "tasks.step", input)

export const assignTask = (page: Page, input: Inputs["tasks"]["assign"]) =>
  change<Saved>(page, "tasks.assign", input)

export const addDependency = (page: Page, input: Inputs["schedule"]["dependencies"]["create"]) =>
  change<Saved>(page, "schedule.dependencies.create", input)

/** Puts tasks on other days, as dragging them does. */
export const moveTask = (page: Page, input: Inputs["schedule"]["reschedule"]) =>
  change<Outputs["schedule"]["reschedule"]>(page, "schedule.reschedule", input)

export const addChecklistItem = (page: Page, input: Inputs["tasks"]["checklist"]["add"]) =>
  change<Saved>(page, "tasks.checklist.add", input)

/** The titles of a column of a campaign's board, from top to bottom, as the server has them. */
export async function columnOf(page: Page, campaignId: string, status: string): Promise<string[]> {
  const rows = await ask<Outputs["tasks"]["board"]>(page, "tasks.board", { campaignId })
  return rows
    .filter((row) => row.status === status)
    .sort((one, other) => one.rank - other.rank || (one.id < other.id ? -1 : 1))
    .map(({ title }) => title)
}
