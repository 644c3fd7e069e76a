import type { AppRouter } from "@alphas/client/trpc"
import type { Page } from "@playwright/test"
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server"
import { ask, change, newName } from "./ask"
import { newCampaign } from "./campaigns-data"

type Inputs = inferRouterInputs<AppRouter>["tasks"]
type Outputs = inferRouterOutputs<AppRouter>["tasks"]
interface Saved {
  id: string
  version: number
}

/** A task, made without the form: in a campaign of its own unless one is named. */
export async function newTask(
  page: Page,
  task: Partial<Inputs["create"]> & { title: string },
): Promise<Saved & { campaignId: string }> {
  const campaignId = task.campaignId ?? (await newCampaign(page, { name: newName("Kampagne") })).id
  const saved = await change<Saved>(page, "tasks.create", { ...task, campaignId })
  return { ...saved, campaignId }
}

export const readTask = (page: Page, id: string) => ask<Outputs["get"]>(page, "tasks.get", { id })

export const updateTask = (page: Page, input: Inputs["update"]) => change<Saved>(page, "tasks.update", input)

export const stepTask = (page: Page, input: Inputs["step"]) => change<Saved>(page, "tasks.step", input)

export const assignTask = (page: Page, input: Inputs["assign"]) => change<Saved>(page, "tasks.assign", input)

export const tieTasks = (page: Page, input: Inputs["links"]["create"]) =>
  change<Saved>(page, "tasks.links.create", input)

/** Puts tasks on other days, as dragging them does. */
export const moveTask = (page: Page, input: Inputs["reschedule"]) =>
  change<Outputs["reschedule"]>(page, "tasks.reschedule", input)

export const addCheck = (page: Page, input: Inputs["checks"]["add"]) =>
  change<Saved>(page, "tasks.checks.add", input)

/** The titles of a column of a campaign's board, from top to bottom, as the server has them. */
export async function columnOf(page: Page, campaignId: string, status: string): Promise<string[]> {
  const rows = await ask<Outputs["board"]>(page, "tasks.board", { campaignId })
  return rows
    .filter((row) => row.status === status)
    .sort((one, other) => one.rank - other.rank || (one.id < other.id ? -1 : 1))
    .map(({ title }) => title)
}
