import { ask, newName } from "./ask"
import { newClient, readClient, whoIs } from "./clients-data"
import { newDraft, saySeller } from "./invoices-data"
import { expectReach } from "./reach"
import { expect, expectAccessible, provokes, settled, test } from "./test"

const patient = { timeout: 20_000 }
const line = { description: "Work", quantity: "1", unitPrice: "100" }

test("finance writes a draft by keyboard, issues it and records a partial payment; another browser and the client see it move", async ({
  pageOf,
}) => {
  test.setTimeout(180_000)
  const [finance, admin, viewer] = [
    await pageOf("finance"),
    await pageOf("admin"),
    await pageOf("client_viewer"),
  ]
  await saySeller(finance)
  const clientId = (await whoIs(viewer)).clientId ?? ""
  const client = await readClient(finance, clientId)

  await finance.goto("/invoices")
  await finance.getByRole("button", { name: "New invoice" }).first().click()
  const dialog = finance.getByRole("dialog", { name: "New invoice" })
  await dialog.getByRole("textbox", { name: "Client" }).fill(client.name)
  await finance.getByRole("option", { name: client.name }).click()
  await finance.keyboard.press("Control+Enter")
  await expect(finance.getByRole("heading", { level: 1, name: `Draft for ${client.name}` })).toBeVisible(
    patient,
  )
  await finance.getByRole("button", { name: "Add line" }).click()
  const keys = finance.keyboard
  const type = async (...cells: string[]) => {
    for (const [at, text] of cells.entries()) {
      if (at > 0) await keys.press("Tab")
      if (text !== "") await keys.insertText(text)
    }
  }
  await type("Strategy", "1,5", "", "100")
  await keys.press("Enter")
  await type("Media planning", "2", "", "1,050.00")
  const totals = finance.getByRole("region", { name: "Totals" })
  // (150 + 2,100) with 19 %.
  await expect(totals).toContainText("€2,677.50")
  await keys.press("Control+d")
  await keys.press("Alt+ArrowUp")
  await keys.press("Control+Shift+Backspace")
  await expect(finance.getByRole("row")).toHaveCount(3)
  await expectAccessible(finance)
  await keys.press("Control+s")
  await expect(finance.getByText("Draft saved")).toBeVisible()
  await expect(finance.getByRole("button", { name: "Saved" })).toBeDisabled()
  const path = new URL(finance.url()).pathname

  // The client neither sees the draft nor opens it.
  await viewer.goto("/invoices")
  await settled(viewer)
  await expect(viewer.getByRole("main").getByText("Draft")).toHaveCount(0)
  await viewer.goto(path)
  await expect(viewer.getByRole("heading", { name: "Page not found" })).toBeVisible()
  await viewer.goto("/invoices")
  await admin.goto(`/invoices?client=${clientId}`)
  const row = admin.getByRole("row", { name: "€2,677.50" }).first()
  await expect(row).toContainText("Draft")

  await finance.getByRole("button", { name: "Issue invoice" }).click()
  const issue = finance.getByRole("dialog", { name: `Issue invoice to ${client.name}` })
  await expect(issue).toContainText("€2,677.50")
  await issue.getByRole("button", { name: "Issue invoice" }).click()
  const number = finance.getByRole("heading", { level: 1, name: /^INV-/ })
  await expect(number).toBeVisible(patient)
  const name = (await number.textContent()) ?? ""
  await expect(finance.getByRole("article", { name: `Invoice ${name}` })).toContainText("Strategy")
  await expect(row, "the list of another browser, without a reload").toContainText(name, patient)
  await expect(viewer.getByRole("row", { name }), "the client's list").toContainText("Issued", patient)

  await finance.getByRole("button", { name: "Record payment" }).click()
  const payment = finance.getByRole("dialog", { name: "Record payment" })
  await payment.getByRole("textbox", { name: "Amount", exact: true }).fill("1.000")
  await expect(payment.getByLabel(`Amount for ${name} in EUR`)).toHaveValue("1,000")
  await payment.getByRole("button", { name: "Record payment" }).click()
  await expect(finance.getByText("Payment recorded")).toBeVisible()
  await expect(finance.getByRole("complementary", { name: "Properties" })).toContainText("€1,677.50")
  await expect(finance.getByRole("main").getByText("Partially paid")).toBeVisible()
  await expect(row, "the payment in another browser").toContainText("Partially paid", patient)
  await expect(viewer.getByRole("row", { name })).toContainText("Partially paid", patient)
  await expect(viewer.getByRole("region", { name: "Owed" })).toBeVisible()
  await expectReach(finance)
  await expectReach(viewer)
})

test("two people edit the same draft: the second sees both versions, and nothing is overwritten", async ({
  pageOf,
}) => {
  provokes(409)
  const [finance, admin] = [await pageOf("finance"), await pageOf("admin")]
  const { id: clientId } = await newClient(admin, { name: newName("Entwurf") })
  const { id } = await newDraft(admin, { clientId, lines: [line] })
  for (const page of [finance, admin]) {
    await page.goto(`/invoices/${id}`)
    await settled(page)
  }
  await finance.getByLabel("Text below the totals").fill("From finance")
  await finance.getByLabel("Quantity of line 1").fill("3")
  await admin.getByLabel("Quantity of line 1").fill("2")
  await admin.getByRole("button", { name: "Save draft" }).click()
  await expect(admin.getByText("Draft saved")).toBeVisible()

  await finance.getByRole("button", { name: "Save draft" }).click()
  const conflict = finance.getByRole("dialog", { name: "Someone else changed this while you were editing" })
  await expect(conflict.getByRole("radiogroup", { name: "Lines" })).toContainText("2 × 100 Work")
  await conflict.getByRole("radio", { name: /^Theirs/ }).click()
  await conflict.getByRole("button", { name: "Save choices" }).click()
  await expect(conflict).toHaveCount(0)
  await expect(finance.getByLabel("Quantity of line 1")).toHaveValue("2")
  const kept = await ask<{ note: string; lines: { quantity: string }[] }>(finance, "invoices.get", { id })
  expect([kept.note, kept.lines[0]?.quantity]).toEqual(["From finance", "2"])
})
