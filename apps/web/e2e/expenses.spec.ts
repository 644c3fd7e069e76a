import type { Page } from "@playwright/test"
import { ask, change, newName } from "./ask"
import { newCampaign } from "./campaigns-data"
import { expectReach } from "./reach"
import { expect, provokes, test } from "./test"
import { chooseCampaign } from "./time-data"

const live = { timeout: 20_000 }
const pdf = { mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n%%EOF\n") }
const png = {
  mimeType: "image/png",
  buffer: Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=",
    "base64",
  ),
}

interface Listed {
  items: { id: string; supplier: string; receiptCount: number }[]
}

/** The expense of a supplier, as the person of the page finds it. */
async function expenseOf(page: Page, supplier: string) {
  const { items } = await ask<Listed>(page, "expenses.list", { text: supplier })
  const [expense] = items
  if (expense === undefined) throw new Error(`There is no expense of ${supplier}.`)
  return expense
}

/** Enters an expense through the API and submits it; answers its id. */
async function submitExpense(page: Page, also: object): Promise<string> {
  const { id, version } = await change<{ id: string; version: number }>(page, "expenses.create", {
    ...{ day: "2026-05-04", category: "travel", currency: "EUR", amountMinor: 11_900 },
    ...{ taxCategory: "standard", taxPercent: "19", ...also },
  })
  await change(page, "expenses.submit", { id, version })
  return id
}

test("an expense is entered with its receipt, approved by a key, and counts in its campaign at once", async ({
  pageOf,
}) => {
  const [member, finance] = [await pageOf("team_member"), await pageOf("finance")]
  const [name, supplier] = [newName("Spesen"), newName("Taxi")]
  const { id: campaignId } = await newCampaign(await pageOf("admin"), { name })
  await finance.goto("/expenses?view=approvals")
  await member.goto("/expenses")
  await member.getByRole("button", { name: "New expense" }).click()
  const dialog = member.getByRole("dialog", { name: "New expense" })
  await dialog.getByLabel("Receipts", { exact: true }).setInputFiles([
    { name: "till.png", ...png },
    { name: "wrong.png", ...pdf },
  ])
  await expect(dialog.getByText("This file is named like a PNG and is a PDF.")).toBeVisible()
  await dialog.getByRole("button", { name: "Remove wrong.png" }).click()
  await expect(dialog.getByLabel("Uploaded")).toBeVisible()
  await dialog.getByLabel("Supplier").fill(supplier)
  await dialog.getByLabel("Amount paid").fill("119.00")
  await chooseCampaign(member, name)
  await expect(dialog.getByText("€100.00 net, €19.00 tax")).toBeVisible()
  await dialog.getByRole("button", { name: "Submit expense" }).click()
  await expect(member.getByText(`${supplier} is submitted`)).toBeVisible()
  const { id, receiptCount } = await expenseOf(member, supplier)
  expect(receiptCount).toBe(1)

  const row = finance.getByRole("row").filter({ hasText: supplier })
  await expect(row, "live").toBeVisible(live)
  await row.getByRole("link", { name: supplier }).focus()
  await finance.keyboard.press("a")
  await expect(finance.getByText(`${supplier} is approved`)).toBeVisible()
  await expect(row).toBeHidden()
  const campaign = await ask<{ expensesMinor: number }>(finance, "campaigns.get", { id: campaignId })
  expect(campaign.expensesMinor).toBe(10_000)

  await member.goto(`/expenses/${id}`)
  await expect(member.getByText("Approved", { exact: true }).first()).toBeVisible()
  await expect(member.getByRole("img", { name: "till.png" })).toBeVisible()
  const download = member.waitForEvent("download")
  await member.getByRole("link", { name: "Download till.png" }).click()
  expect((await download).suggestedFilename()).toBe("till.png")
})

test("a rejected expense says why and is submitted again, by whoever sees it at once", async ({ pageOf }) => {
  const [member, finance] = [await pageOf("team_member"), await pageOf("finance")]
  const supplier = newName("Hotel")
  const id = await submitExpense(member, { supplier })
  await member.goto(`/expenses/${id}`)
  await finance.goto("/expenses?view=approvals")
  await finance.getByRole("row").filter({ hasText: supplier }).getByRole("link").focus()
  await finance.keyboard.press("r")
  const dialog = finance.getByRole("dialog", { name: `Reject ${supplier}` })
  await dialog.getByLabel("Why?").fill("The receipt is missing")
  await dialog.getByRole("button", { name: "Reject" }).click()
  await expect(member.getByText("The receipt is missing"), "live").toBeVisible(live)
  await member
    .getByLabel("Receipts", { exact: true })
    .last()
    .setInputFiles([{ name: "bill.pdf", ...pdf }])
  await expect(member.getByRole("link", { name: "Download bill.pdf" })).toBeVisible()
  await member.getByRole("button", { name: "Submit" }).click()
  await expect(member.getByText("Submitted", { exact: true }).first()).toBeVisible()
})

test("one's own expense and one beyond the limit are refused with a sentence, a viewer has no such page", async ({
  pageOf,
}) => {
  provokes(403)
  const [manager, viewer] = [await pageOf("manager"), await pageOf("client_viewer")]
  const supplier = newName("Flug")
  const { id: campaignId } = await newCampaign(manager, { name: newName("Reise") })
  const own = await submitExpense(manager, { supplier, campaignId })
  await manager.goto(`/expenses/${own}`)
  await expect(manager.getByRole("button", { name: "Approve" })).toBeHidden()
  const much = await submitExpense(await pageOf("team_member"), {
    ...{ supplier: newName("Studio"), campaignId, amountMinor: 50_001 },
  })
  await manager.goto(`/expenses/${much}`)
  await manager.getByRole("button", { name: "Approve" }).click()
  await expect(
    manager.getByText("500.01 EUR is more than your limit of 500.00 EUR. Finance approves this."),
  ).toBeVisible()
  await viewer.goto("/clients")
  await expect(viewer.getByRole("link", { name: "Expenses" })).toBeHidden()
})

test("the pages of expenses are accessible and fit a phone, in words as long as they come", async ({
  pageOf,
}) => {
  test.setTimeout(240_000)
  const [member, finance] = [await pageOf("team_member"), await pageOf("finance")]
  const long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
  const id = await submitExpense(member, {
    ...{ supplier: newName(long), description: `${"averylongword".repeat(9)}\nsecond line` },
  })
  const { id: campaignId } = await newCampaign(await pageOf("admin"), { name: newName(long) })
  await submitExpense(member, { supplier: newName(long), campaignId })
  for (const path of ["/expenses", "/expenses?view=approvals", `/expenses/${id}`]) {
    await finance.goto(path)
    await expectReach(finance)
  }
  await finance.goto(`/campaigns/${campaignId}?tab=expenses`)
  await expectReach(finance)
  await member.goto("/expenses?text=nothing+has+this+name")
  await expectReach(member)
  await member.goto("/expenses")
  await member.getByRole("button", { name: "New expense" }).click()
  await expectReach(member)
})
