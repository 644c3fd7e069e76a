import type { Page } from "@playwright/test"
import { product } from "./product"
import { expect } from "./test"

/** Asks the API as the person of the page. */
export async function ask<Output>(page: Page, path: string, input: object): Promise<Output> {
  const answer = await page.request.get(
    `/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`,
  )
  expect(answer.status(), await answer.text()).toBe(200)
  // The shape of tRPC's answer; what is in it, the caller's type argument says.
  return ((await answer.json()) as { result: { data: Output } }).result.data
}

/** Changes something through the API as the person of the page. */
export async function change<Output>(page: Page, path: string, input: object): Promise<Output> {
  const answer = await page.request.post(`/api/trpc/${path}`, {
    data: input,
    headers: { origin: product.url },
  })
  expect(answer.status(), await answer.text()).toBe(200)
  // As above.
  return ((await answer.json()) as { result: { data: Output } }).result.data
}

let made = 0

/** A name that nothing else of this run bears, and that resembles none of them. */
export function newName(word: string): string {
  made += 1
  return `${word} ${Date.now().toString(36).slice(-5)}${made}`
}
