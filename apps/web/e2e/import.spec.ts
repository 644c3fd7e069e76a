import type { Page } from "@playwright/test"
import { newName } from "./ask"
import { listClients, readClient, whoIs } from "./clients-data"
import { expect, test } from "./test"

/** A job waits for its turn, and the machine may be busy. */
const patient = { timeout: 60_000 }

const file = (name: string, lines: string[], encoding: BufferEncoding = "latin1") => ({
  name,
  mimeType: "text/csv",
  buffer: Buffer.from(`${lines.join("\r\n")}\r\n`, encoding),
})

async function upload(page: Page, given: ReturnType<typeof file>): Promise<void> {
  await page.goto("/clients")
  await page.getByRole("link", { name: "Import" }).click()
  await page.locator("input[type=file]").setInputFiles(given)
}

const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name })

test("the main job: a manager imports companies, finds one, edits it and shares it; a member sees it appear and change, a stranger sees nothing", async ({
  pageOf,
}) => {
  test.setTimeout(240_000)
  const [manager, member, stranger] = [
    await pageOf("manager"),
    await pageOf("team_member"),
    await pageOf("client_viewer"),
  ]
  const bakery = newName("Bäckerei Öztürk")
  const cafe = newName("Café Grüßgott")
  await member.goto("/clients")
  await stranger.goto("/clients")
  await expect(member.getByRole("table", { name: "Clients" })).toBeVisible()

  await upload(
    manager,
    file("Kunden.csv", [
      "Firma;Webseite;E-Mail;Straße;PLZ;Ort;Land;Ansprechpartner;Umsatz",
      `${bakery};baeckerei.example;;Müllerstraße 12;13353;Berlin;DE;Jürgen Öztürk;100`,
      `${cafe};cafe.example;hallo@cafe.example;Am Fluß 3;80331;München;DE;Zoë Weiß;200`,
      ";namenlos.example;;;;;DE;;",
      `${bakery};;;;;;;;`,
    ]),
  )

  await expect(manager.getByRole("heading", { name: "Match the columns" })).toBeVisible(patient)
  await expect(manager.getByRole("textbox", { name: "Field for the column Firma" })).toHaveValue("Name")
  await expect(manager.getByRole("textbox", { name: "Field for the column Straße" })).toHaveValue("Street")
  await expect(manager.getByRole("textbox", { name: "Field for the column Umsatz" })).toHaveValue("")
  await manager.getByRole("button", { name: "Check rows" }).click()

  await expect(manager.getByRole("heading", { name: "2 clients will be created from 4 rows" })).toBeVisible(
    patient,
  )
  const rows = manager.getByRole("region", { name: "Rows" })
  await expect(rows.getByText("Name: This field is required.")).toBeVisible()
  await expect(rows.getByText("Looks like line 2")).toBeVisible()
  expect((await listClients(manager, { text: bakery })).items, "a dry run writes nothing").toEqual([])

  await manager.getByRole("button", { name: "Import 2 clients" }).click()
  await expect(manager.getByRole("heading", { name: "2 clients are imported" })).toBeVisible(patient)
  const importAddress = manager.url()

  await manager.getByRole("link", { name: "View clients" }).click()
  await manager.getByRole("searchbox", { name: "Search clients" }).fill(bakery)
  await manager.getByRole("link", { name: bakery }).click()
  await expect(manager.getByRole("complementary", { name: "Properties" })).toContainText(
    "Müllerstraße 12",
    patient,
  )
  const id = /[0-9a-f-]{36}/.exec(manager.url())?.[0] ?? ""
  await expect(row(member, bakery), "not shared yet").toHaveCount(0)

  await manager.getByRole("button", { name: "Edit" }).click()
  const dialog = manager.getByRole("dialog")
  await dialog.getByLabel("Phone").fill("+49 30 987654")
  await dialog.getByRole("button", { name: "Save" }).click()
  await expect(dialog).toBeHidden()
  await expect(manager.getByRole("link", { name: "+49 30 987654" })).toBeVisible()

  const { name } = await whoIs(member)
  await manager.getByRole("textbox", { name: "Add member" }).fill(name)
  await manager.getByRole("option", { name }).click()
  await expect(manager.getByRole("region", { name: "Members" }).getByText(name)).toBeVisible()

  await expect(row(member, bakery), "it appears without a reload").toBeVisible(patient)
  await manager.getByRole("button", { name: /^Status: Prospect/ }).click()
  await manager.getByRole("menuitem", { name: "Active" }).click()
  await expect(row(member, bakery).getByText("Active"), "it changes without a reload").toBeVisible(patient)
  await expect(row(stranger, bakery)).toHaveCount(0)
  await stranger.goto(`/clients/${id}`)
  await expect(stranger.getByRole("heading", { name: "Page not found" })).toBeVisible()

  await manager.goto(importAddress)
  await manager.getByRole("button", { name: "Undo import" }).click()
  await expect(manager.getByRole("heading", { name: "Import undone" })).toBeVisible(patient)
  await expect(manager.getByText("1 client is deleted. 1 client is kept")).toBeVisible()
  const kinds = manager.getByRole("radiogroup", { name: "Rows to show" })
  await expect(kinds).toContainText("Removed or kept 2")
  await expect(kinds).not.toContainText("Created")
  expect((await listClients(manager, { text: cafe })).items).toEqual([])
  expect((await readClient(manager, id)).phone, "what somebody has worked on is kept").toBe("+49 30 987654")
})

test("whoever has seen what would happen can go back to the columns, and cancel", async ({ pageOf }) => {
  test.setTimeout(120_000)
  const page = await pageOf("manager")
  const [first, second] = [newName("Quellwasser"), newName("Steinbruch")]
  await upload(page, file("two.csv", ["who,where", `${first},Bonn`, `${second},Ulm`]))
  await expect(page.getByText("Choose the column with the client name")).toBeVisible(patient)
  await expect(page.getByRole("button", { name: "Check rows" })).toBeDisabled()
  await page.getByRole("textbox", { name: "Field for the column who" }).click()
  await page.getByRole("option", { name: "Name", exact: true }).click()
  await page.getByRole("button", { name: "Check rows" }).click()
  await expect(page.getByRole("heading", { name: "2 clients will be created" })).toBeVisible(patient)

  await page.getByRole("button", { name: "Change columns" }).click()
  await page.getByRole("textbox", { name: "Field for the column where" }).click()
  await page.getByRole("option", { name: "City", exact: true }).click()
  await page.getByRole("button", { name: "Check rows" }).click()
  await expect(page.getByRole("heading", { name: "2 clients will be created" })).toBeVisible(patient)
  await page.getByRole("button", { name: "Cancel" }).click()
  await expect(page.getByRole("heading", { name: "Import cancelled" })).toBeVisible()
  expect((await listClients(page, { text: first })).items).toEqual([])
})

test("a file that is no CSV is refused in a sentence, and an empty one before anything is sent", async ({
  pageOf,
}) => {
  const page = await pageOf("manager")
  const zip = Buffer.from("504b0304140000000800", "hex")
  await upload(page, { name: "companies.csv", mimeType: "text/csv", buffer: zip })
  await expect(page.getByRole("heading", { name: "Import failed" })).toBeVisible(patient)
  await expect(page.getByRole("alert").filter({ hasText: /\w/ }).first()).toContainText(/zip/i)
  await upload(page, { name: "empty.csv", mimeType: "text/csv", buffer: Buffer.alloc(0) })
  await expect(page.getByText("This file is empty.")).toBeVisible()
})

test("the refused rows and the list itself are saved as files that begin with the names of the columns", async ({
  pageOf,
}) => {
  test.setTimeout(120_000)
  const page = await pageOf("manager")
  await upload(page, file("wrong.csv", ["Name,Email", `${newName("Falsch")},no address`]))
  await page.getByRole("button", { name: "Check rows" }).click(patient)
  await expect(page.getByRole("heading", { name: "Nothing to import" })).toBeVisible(patient)
  const [refused] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download refused rows" }).click(),
  ])
  expect(refused.suggestedFilename()).toBe("refused wrong.csv")
  expect(await text(refused)).toMatch(/^\uFEFF?.*Name.*\r\n.*no address/)

  await page.goto("/clients?status=active")
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export" }).click(),
  ])
  const lines = (await text(saved)).trimEnd().split("\r\n")
  const { total } = await listClients(page, { status: ["active"], count: true })
  expect(lines[0]).toMatch(/^\uFEFFName,Status,/)
  expect(lines.length - 1).toBe(total)
})

async function text(download: { createReadStream(): Promise<NodeJS.ReadableStream> }): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of await download.createReadStream()) parts.push(Buffer.from(part))
  return Buffer.concat(parts).toString("utf8")
}
