import type { Page } from "@playwright/test"
import { product } from "./product"
import { expect, expectAccessible, expectNoSideways, test } from "./test"

/** What a script gets with a token: the status of a read and of a change. */
async function statusesOf(token: string): Promise<number[]> {
  const base = product.wsUrl.replace(/^ws/, "http")
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" }
  const read = await fetch(`${base}/api/trpc/clients.list?input=${encodeURIComponent('{"limit":1}')}`, {
    headers,
  })
  const body = JSON.stringify({ name: `Token ${Date.now()}` })
  const change = await fetch(`${base}/api/trpc/clients.create`, { method: "POST", headers, body })
  return [read.status, change.status]
}

async function makeToken(page: Page, name: string, scope?: string): Promise<string> {
  await page.getByRole("button", { name: "Make a token" }).click()
  const dialog = page.getByRole("dialog", { name: "Make an API token" })
  await dialog.getByLabel("Name").fill(name)
  if (scope) {
    await dialog.getByRole("textbox", { name: "It may" }).click()
    await page.getByRole("option", { name: scope, exact: true }).click()
  }
  await dialog.getByRole("button", { name: "Make the token" }).click()
  const shown = page.getByRole("dialog", { name: "Copy your token" })
  const secret = await shown.getByTestId("token-secret").textContent()
  await expectAccessible(page)
  await shown.getByRole("button", { name: "Done" }).click()
  await expect(shown).toHaveCount(0)
  return secret ?? ""
}

test("an API token is shown once, does what its scope says, and nothing once it is revoked", async ({
  pageOf,
}) => {
  const page = await pageOf("manager")
  await page.goto("/account")
  const name = `Export ${Date.now()}`
  const reads = await makeToken(page, name)
  expect(await statusesOf(reads)).toEqual([200, 403])
  const writes = await makeToken(page, `${name} back`, "Read and write")
  expect(await statusesOf(writes)).toEqual([200, 200])
  await page.reload()
  const line = page.getByRole("listitem").filter({ hasText: `${name}Read` })
  await expect(line).toContainText("used")
  expect(await page.content()).not.toContain(reads)
  await page.setViewportSize({ width: 360, height: 740 })
  await expectNoSideways(page)
  await line.getByRole("button", { name: "Revoke" }).click()
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click()
  await expect(page.getByText("The token is revoked")).toBeVisible()
  expect(await statusesOf(reads)).toEqual([401, 401])
})
