import type { AppRouter } from "@alphas/client/trpc"
import type { Page } from "@playwright/test"
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server"
import { ask, change } from "./ask"

type Inputs = inferRouterInputs<AppRouter>
type Outputs = inferRouterOutputs<AppRouter>

/** Says what every document needs: who sends it, from where, and its VAT ID. */
export async function saySeller(page: Page): Promise<void> {
  const { version } = await ask<Outputs["money"]["billing"]["get"]>(page, "money.billing.get", {})
  const changes = {
    legalName: "Nordlicht Media GmbH",
    address: { street: "Lindenweg 1", postalCode: "10969", city: "Berlin", region: null, country: "DE" },
    vatId: "DE136695976",
  }
  await change(page, "money.billing.update", { version, changes })
}

export const newDraft = (page: Page, input: Inputs["invoices"]["create"]) =>
  change<{ id: string; version: number }>(page, "invoices.create", input)
