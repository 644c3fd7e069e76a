import type { AppRouter } from "@alphas/client/trpc"
import type { Page } from "@playwright/test"
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server"
import { product } from "./product"
import { expect } from "./test"

type Inputs = inferRouterInputs<AppRouter>
type Outputs = inferRouterOutputs<AppRouter>
type NewClient = Inputs["clients"]["create"]
export type Client = Outputs["clients"]["get"]

/** Asks the API as the person of the page. */
async function ask<Output>(page: Page, path: string, input: object): Promise<Output> {
  const answer = await page.request.get(
    `/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`,
  )
  expect(answer.status(), await answer.text()).toBe(200)
  // The shape of tRPC's answer; what is in it, the caller's type argument says.
  return ((await answer.json()) as { result: { data: Output } }).result.data
}

async function change<Output>(page: Page, path: string, input: object): Promise<Output> {
  const answer = await page.request.post(`/api/trpc/${path}`, {
    data: input,
    headers: { origin: product.url },
  })
  expect(answer.status(), await answer.text()).toBe(200)
  // As above.
  return ((await answer.json()) as { result: { data: Output } }).result.data
}

let made = 0

/** A name that no other client of this run bears, and that resembles none of them. */
export function newName(word: string): string {
  made += 1
  return `${word} ${Date.now().toString(36).slice(-5)}${made}`
}

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
export const socketUrl = (): string => process.env.ALPHAS_E2E_WS_URL ?? ""
