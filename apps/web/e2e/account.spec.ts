import type { Page } from "@playwright/test"
import postgres from "postgres"
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

/** The last password that anybody typed is an hour old. */
async function forgetProofs(): Promise<void> {
  const sql = postgres(product.database, { max: 1, onnotice: () => {} })
  await sql`update sessions set proved_at = now() - interval '1 hour'`
  await sql.end()
}

/** Gives the password where a page asks for it once more. */
async function confirmIdentity(page: Page, wrongFirst = false): Promise<void> {
  const dialog = page.getByRole("dialog", { name: "Confirm it’s you" })
  const password = dialog.getByLabel("Password")
  if (wrongFirst) {
    await password.fill("a guess")
    await dialog.getByRole("button", { name: "Confirm" }).click()
    await expect(dialog.getByText("This password is wrong. Try again.")).toBeVisible()
    await expectAccessible(page)
  }
  await password.fill(product.signIns[0]?.password ?? "")
  await dialog.getByRole("button", { name: "Confirm" }).click()
  await expect(dialog).toHaveCount(0)
}

async function makeToken(page: Page, name: string, scope?: string, asked = false): Promise<string> {
  await page.getByRole("button", { name: "Create token" }).click()
  const dialog = page.getByRole("dialog", { name: "Create API token" })
  await dialog.getByLabel("Name").fill(name)
  if (scope) {
    await dialog.getByRole("textbox", { name: "Access" }).click()
    await page.getByRole("option", { name: scope, exact: true }).click()
  }
  await dialog.getByRole("button", { name: "Create token" }).click()
  if (asked) await confirmIdentity(page, true)
  const shown = page.getByRole("dialog", { name: "Copy your token" })
  const secret = await shown.getByTestId("token-secret").textContent()
  await expectAccessible(page)
  await shown.getByRole("button", { name: "Done" }).click()
  await expect(shown).toHaveCount(0)
  return secret ?? ""
}

test("an API token is shown once, does what its scope says, and nothing once it is revoked", async ({
  pageOf,
  complaints,
}) => {
  test.slow()
  const page = await pageOf("manager")
  await page.goto("/account")
  const name = `Export ${Date.now()}`
  await forgetProofs()
  const reads = await makeToken(page, name, undefined, true)
  // The browser notes what was refused until the password was right.
  expect(complaints.splice(0).filter((complaint) => !/status of 40[03]/.test(complaint))).toEqual([])
  expect(await statusesOf(reads)).toEqual([200, 403])
  const writes = await makeToken(page, `${name} back`, "Read and write")
  expect(await statusesOf(writes)).toEqual([200, 200])
  await page.reload()
  const line = page.getByRole("listitem").filter({ hasText: `${name}Read` })
  await expect(line).toContainText("used")
  expect(await page.content()).not.toContain(reads)
  await page.setViewportSize({ width: 360, height: 740 })
  await expectNoSideways(page)
  await page.getByRole("button", { name: "Sign out everywhere" }).click()
  const leaving = page.getByRole("dialog", { name: "Sign out everywhere?" })
  await expect(leaving.getByRole("checkbox", { name: `API token ${name} (` })).toBeChecked()
  await expectAccessible(page)
  await leaving.getByRole("button", { name: "Cancel" }).click()
  await page.getByLabel("Current password").fill("typed")
  await expect(page.getByRole("checkbox", { name: `API token ${name} (` })).toBeChecked()
  await page.getByLabel("Current password").fill("")
  await line.getByRole("button", { name: "Revoke" }).click()
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click()
  await expect(page.getByText("Token revoked")).toBeVisible()
  expect(await statusesOf(reads)).toEqual([401, 401])
})

test("a calendar link is shown once and read by whoever has it, until it is renewed or removed", async ({
  pageOf,
  complaints,
}) => {
  const page = await pageOf("team_member")
  await page.goto("/tasks?view=calendar")
  await page.getByRole("link", { name: "Subscribe…" }).click()
  const section = page.getByRole("region", { name: "Calendar" })
  const shown = page.getByRole("dialog", { name: "Copy your calendar link" })
  const take = async (look?: () => Promise<void>) => {
    const url = (await shown.getByTestId("calendar-link").textContent()) ?? ""
    await look?.()
    await shown.getByRole("button", { name: "Done" }).click()
    await expect(shown).toHaveCount(0)
    return url
  }
  await forgetProofs()
  await section.getByRole("button", { name: "Create calendar link" }).click()
  await confirmIdentity(page)
  expect(complaints.splice(0).filter((complaint) => !complaint.includes("status of 403"))).toEqual([])
  const first = await take(() => expectAccessible(page))
  const read = await fetch(first)
  expect(read.status).toBe(200)
  expect(read.headers.get("content-type")).toBe("text/calendar; charset=utf-8")
  expect(read.headers.get("referrer-policy")).toBe("no-referrer")
  expect(read.headers.get("cache-control")).toBe("private, no-cache")
  const text = await read.text()
  expect(text).toMatch(/^BEGIN:VCALENDAR\r\n[\s\S]*BEGIN:VEVENT\r\n[\s\S]*END:VCALENDAR\r\n$/)
  const etag = read.headers.get("etag") ?? ""
  expect((await fetch(first, { headers: { "if-none-match": etag } })).status).toBe(304)
  const head = await fetch(first, { method: "HEAD" })
  expect([head.status, await head.text(), head.headers.get("etag")]).toEqual([200, "", etag])
  expect((await fetch(first, { method: "POST" })).status).toBe(405)
  await page.reload()
  await expect(section).toContainText("used")
  expect(await page.content()).not.toContain(first.slice(-47))
  await section.getByRole("button", { name: "Replace" }).click()
  await page.getByRole("dialog").getByRole("button", { name: "Replace link" }).click()
  const second = await take()
  expect([(await fetch(first)).status, (await fetch(second)).status]).toEqual([404, 200])
  await page.setViewportSize({ width: 360, height: 740 })
  await page.emulateMedia({ colorScheme: "dark" })
  await expectNoSideways(page)
  await expectAccessible(page)
  await section.getByRole("button", { name: "Remove" }).click()
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click()
  await expect(page.getByText("Calendar link removed")).toBeVisible()
  expect((await fetch(second)).status).toBe(404)
})
