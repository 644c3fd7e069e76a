import type { AppRouter } from "@alphas/client/trpc"
import type { Page } from "@playwright/test"
import type { inferRouterOutputs } from "@trpc/server"
import { ask, change, newName } from "./ask"
import { dayFromNow, newCampaign } from "./campaigns-data"
import { addDependency, newTask } from "./tasks-data"

type Templates = inferRouterOutputs<AppRouter>["campaigns"]["templates"]

export const readTemplates = (page: Page) => ask<Templates["list"]>(page, "campaigns.templates.list", {})

/** A campaign with two tasks, of which one waits for the other, and a KPI. */
export async function plannedCampaign(page: Page, name: string) {
  const campaign = await newCampaign(page, {
    ...{ name, startDay: dayFromNow(0), endDay: dayFromNow(20) },
    kpis: [{ name: "Views", unit: "views", target: 1_000, start: null, direction: "up" }],
  })
  const { id: campaignId } = campaign
  const first = await newTask(page, { campaignId, title: "Storyboard", durationDays: 3, checklist: ["Tone"] })
  const second = await newTask(page, { campaignId, title: "Shooting", durationDays: 2 })
  await addDependency(page, { predecessorId: first.id, successorId: second.id })
  return campaign
}

/** A template of such a campaign. */
export async function newTemplate(page: Page, name = newName("Vorlage")) {
  const { id: campaignId } = await plannedCampaign(page, newName("Muster"))
  const saved = await change<{ id: string; version: number }>(page, "campaigns.templates.save", {
    campaignId,
    name,
    description: "Two tasks, one after the other.",
  })
  return { ...saved, name }
}
