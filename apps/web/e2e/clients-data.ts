import type { AppRouter } from "@alphas/client/trpc"
import type { Page } from "@playwright/test"
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server"
import { ask, change } from "./ask"
import { product } from "./product"

type Inputs = inferRouterInputs<AppRouter>
type Outputs = inferRouterOutputs<AppRouter>
type NewClient = Inputs["clients"]["create"]
export type Client = Outputs["clients"]["get"]

/** A client of the person of the page, made without the form. */
export const newClient = (page: Page, client: NewClient) =>
  change<{ id: string; version: number }>(page, "clients.create", client)

export const readClient = (page: Page, id: string) => ask<Client>(page, "clients.get", { id })

export const updateClient = (page: Page, input: Inputs["clients"]["update"]) =>
  change<{ version: number }>(page, "clients.update", input)

export const addMember = (page: Page, input: Inputs["clients"]["addMember"]) =>
  change(page, "clients.addMember", input)

export const listClients = (page: Page, input: Inputs["clients"]["list"]) =>
  ask<Outputs["clients"]["list"]>(page, "clients.list", input)

/** Who the person of the page is. */
export const whoIs = (page: Page) => ask<Outputs["session"]["me"]>(page, "session.me", {})

/** Where the live feed is. */
export const socketUrl = (): string => product.wsUrl
