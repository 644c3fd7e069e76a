import type { AppRouter } from "@alphas/client/trpc"
import { dayIn, dayNumberOf, dayOf } from "@alphas/domain/days"
import type { Page } from "@playwright/test"
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server"
import { ask, change, newName } from "./ask"
import { newClient } from "./clients-data"

type Inputs = inferRouterInputs<AppRouter>["campaigns"]
type Outputs = inferRouterOutputs<AppRouter>["campaigns"]
type Saved = { id: string; version: number }

/** A day so many days from now, as the wire carries it, in the zone of the browser. */
export const dayFromNow = (days: number): string =>
  dayOf(dayNumberOf(dayIn("Europe/Berlin", new Date())) + days)

/** A campaign of the person of the page, made without the wizard, for a client of its own unless one is named. */
export async function newCampaign(
  page: Page,
  campaign: Partial<Inputs["create"]> & { name: string },
): Promise<Saved & { clientId: string }> {
  const clientId = campaign.clientId ?? (await newClient(page, { name: newName("Kunde") })).id
  const days = { startDay: dayFromNow(-10), endDay: dayFromNow(80) }
  const saved = await change<Saved>(page, "campaigns.create", { ...days, ...campaign, clientId })
  return { ...saved, clientId }
}

export const readCampaign = (page: Page, id: string) => ask<Outputs["get"]>(page, "campaigns.get", { id })

export const updateCampaign = (page: Page, input: Inputs["update"]) =>
  change<Saved>(page, "campaigns.update", input)

export const archiveCampaign = (page: Page, input: Inputs["archive"]) =>
  change<Saved>(page, "campaigns.archive", input)

export const stepCampaign = (page: Page, input: Inputs["step"]) =>
  change<Saved>(page, "campaigns.step", input)

export const addCampaignMember = (page: Page, input: Inputs["addMember"]) =>
  change<Saved>(page, "campaigns.addMember", input)

export const setKpiValue = (page: Page, input: Inputs["kpis"]["setValue"]) =>
  change<Saved>(page, "campaigns.kpis.setValue", input)
