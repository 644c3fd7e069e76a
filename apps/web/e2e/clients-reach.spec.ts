import { newName } from "./ask"
import { newClient } from "./clients-data"
import { expectReach, phone } from "./reach"
import { expect, expectAccessible, provokes, settled, test } from "./test"

const csv = "Firma,Email,Stadt\r\nGrün & Söhne,info@gruen.example,Köln\r\n,ohne@name.example,Bonn\r\n"
const file = { name: "companies.csv", mimeType: "text/csv", buffer: Buffer.from(csv) }

test("the list, filtered to nothing, picked from and with a filter open, is accessible and fits a phone", async ({
  pageOf,
}) => {
  test.setTimeout(120_000)
  const page = await pageOf("manager")
  await page.goto("/clients?text=nobody+is+called+like+this")
  await expectReach(page)
  await page.goto("/clients?archived=also")
  await settled(page)
  await page
    .getByRole("checkbox", { name: /^Select (?!all)/ })
    .first()
    .check()
  await expect(page.getByRole("toolbar", { name: "Selected rows" })).toContainText("Merge")
  await expectReach(page)
  await page.getByRole("button", { name: "Status", exact: true }).first().click()
  await expectAccessible(page)
})

test("a client's tabs are accessible and fit a phone", async ({ pageOf }) => {
  test.setTimeout(180_000)
  const page = await pageOf("manager")
  const { id } = await newClient(page, {
    name: newName("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"),
    status: "on_hold",
    website: "https://www.a-very-long-name-of-a-website-that-does-not-end-soon.example",
    email: "a.very.long.address.that.does.not.end.soon@a-very-long-name-of-a-website.example",
    tags: ["one", "two", "a tag that is about as long as may be"],
    notes: "A note\nof two lines.",
    contacts: [
      {
        name: "Maximiliane von und zu Hohenlohe-Langenburg",
        email: "maximiliane.von.und.zu.hohenlohe@langenburg.example",
        jobTitle: "Head of everything",
        notes: "Calls back.",
      },
      { name: "Bo", phone: "+49 30 1" },
    ],
  })
  for (const tab of ["overview", "contacts", "history"]) {
    await page.goto(`/clients/${id}?tab=${tab}`)
    await expectReach(page)
  }
})

test("the form for a new client, with errors and duplicates, is accessible and fits a phone", async ({
  pageOf,
}) => {
  provokes(400)
  test.setTimeout(120_000)
  const page = await pageOf("manager")
  const name = newName("Barrierefrei")
  await newClient(page, { name })
  await page.goto("/clients/new")
  await page.getByLabel("Name", { exact: true }).fill(name)
  await page.getByLabel("Email", { exact: true }).fill("no address")
  await page.getByRole("button", { name: "Create client" }).click()
  await expect(page.getByText("This client may already exist")).toBeVisible()
  await expect(page.getByLabel("Email", { exact: true })).toHaveAttribute("aria-invalid", "true")
  await expectReach(page)
})

test("the dialogs of a client and a contact are accessible, fit a phone, close with Escape and give the focus back", async ({
  pageOf,
}) => {
  test.setTimeout(240_000)
  const page = await pageOf("manager")
  const { id } = await newClient(page, { name: newName("Dialog"), city: "Bonn", contacts: [{ name: "Ida" }] })
  await page.goto(`/clients/${id}`)
  const dialog = page.getByRole("dialog")

  const opened = async (button: string) => {
    await page.getByRole("button", { name: button }).click()
    await expect(dialog).toBeVisible()
    await expectReach(page)
    await page.keyboard.press("Escape")
    await expect(dialog).toHaveCount(0)
    await expect(page.getByRole("button", { name: button })).toBeFocused()
  }
  await opened("Edit")
  await page.getByRole("tab", { name: /^Contacts/ }).click()
  await opened("Add contact")
})

test("the dialogs that merge two clients are accessible, fit a phone and close with Escape", async ({
  pageOf,
}) => {
  test.setTimeout(120_000)
  const page = await pageOf("manager")
  const { id } = await newClient(page, { name: newName("Erstschrift"), city: "Bonn" })
  const other = newName("Zweitschrift")
  await newClient(page, { name: other, city: "Ulm", notes: "Noted." })
  await page.goto(`/clients/${id}`)
  await page.getByRole("button", { name: "More actions" }).click()
  await page.getByRole("menuitem", { name: "Merge with another client" }).click()
  const dialog = page.getByRole("dialog")
  await expect(dialog).toBeVisible()
  await expectReach(page)
  await dialog.getByRole("textbox").fill(other)
  await page.getByRole("option", { name: other }).click()
  await page.getByRole("button", { name: "Compare" }).click()
  const merge = page.getByRole("dialog", { name: "Merge two clients" })
  await expect(merge.getByRole("radiogroup", { name: "City" })).toBeVisible()
  await expectReach(page)
  await page.keyboard.press("Escape")
  await expect(dialog).toHaveCount(0)
})

test("every step of an import is accessible and fits a phone", async ({ pageOf }) => {
  test.setTimeout(300_000)
  const patient = { timeout: 60_000 }
  const page = await pageOf("manager")
  await page.goto("/clients/import")
  await expectReach(page)
  await page.locator("input[type=file]").setInputFiles(file)
  await expect(page.getByRole("heading", { name: "Match the columns" })).toBeVisible(patient)
  await expectReach(page)
  await page.getByRole("button", { name: "Check rows" }).click()
  await expect(page.getByRole("heading", { name: "1 client will be created" })).toBeVisible(patient)
  await expectReach(page)
  await page.getByRole("button", { name: "Import 1 client" }).click()
  await expect(page.getByRole("heading", { name: "1 client is imported" })).toBeVisible(patient)
  await expectReach(page)
  await page.getByRole("button", { name: "Undo import" }).click()
  await expect(page.getByRole("heading", { name: "Import undone" })).toBeVisible(patient)
  await expectReach(page)
})

test("on a phone import and export are in a menu", async ({ pageOf }) => {
  const page = await pageOf("manager")
  await page.setViewportSize(phone)
  await page.goto("/clients")
  await page.getByRole("button", { name: "Import and export" }).click()
  await expect(page.getByRole("menuitem", { name: "Export clients" })).toBeVisible()
  await page.getByRole("menuitem", { name: "Import clients" }).click()
  await expect(page.getByRole("button", { name: "Choose a file" })).toBeVisible()
})
