import type { Page } from "@playwright/test"
import { newName } from "./ask"
import { listClients, newClient, readClient, updateClient } from "./clients-data"
import { expect, provokes, settled, test } from "./test"

const toast = (page: Page, text: string | RegExp) => page.getByRole("alert").filter({ hasText: text })
const search = (page: Page) => page.getByRole("searchbox", { name: "Search clients" })
const names = (page: Page) =>
  page.getByRole("table", { name: "Clients" }).locator("[data-row-link]").allTextContents()

test("a client that is there already is shown before another one is saved", async ({ pageOf }) => {
  const page = await pageOf("manager")
  const name = newName("Doppelgänger Werke")
  await newClient(page, { name, website: "https://www.doppelgaenger-werke.example" })
  await page.goto("/clients/new")
  await page.getByLabel("Name", { exact: true }).fill(`${name} GmbH`)
  await page.getByLabel("Website").fill("doppelgaenger-werke.example")
  const note = page.getByRole("status").filter({ hasText: "This client may already exist" })
  await expect(note.getByRole("link", { name })).toBeVisible()
  await expect(note).toContainText("Same website")
})

test("a name that runs from right to left turns nothing beside it", async ({ pageOf }) => {
  const page = await pageOf("admin")
  await page.goto("/clients/new")
  await page.getByLabel("Name", { exact: true }).first().fill("\u05e9\u05dc\u05d5\u05dd\u202e Agency")
  await page.getByRole("button", { name: "Create client" }).click()
  const heading = page.getByRole("heading", { name: "\u05e9\u05dc\u05d5\u05dd Agency" })
  await expect(heading).toBeVisible()
  await page.goto("/clients?text=%D7%A9%D7%9C%D7%95%D7%9D")
  const link = page.getByRole("link", { name: "\u05e9\u05dc\u05d5\u05dd Agency" })
  await expect(link).toHaveCSS("unicode-bidi", "isolate")
  // In a sentence as well: its words stand to the right of the name, which is a run of its own.
  await link.press("Enter")
  await page.getByRole("button", { name: "More actions" }).click()
  await page.getByRole("menuitem", { name: "Archive" }).click()
  const said = toast(page, "archived").locator("bdi")
  await expect(said).toHaveText("\u05e9\u05dc\u05d5\u05dd Agency")
  await expect(said).toHaveCSS("unicode-bidi", "isolate")
})

test("a new client gets its first contact, its members and its owner; a wrong field is told at the field", async ({
  pageOf,
}) => {
  provokes(400)
  const page = await pageOf("manager")
  const name = newName("Neuland")
  await page.goto("/clients/new")
  await expect(page.getByLabel("Name", { exact: true })).toBeFocused()
  await page.getByLabel("Name", { exact: true }).fill(name)
  await page.getByLabel("Email", { exact: true }).fill("not an address")
  await page.getByRole("textbox", { name: "Country" }).fill("Ger")
  await page.getByRole("option", { name: "Germany" }).click()
  await page.getByLabel("Contact name").fill("Nora Neu")
  await page.getByRole("button", { name: "Create client" }).click()
  await expect(page.getByLabel("Email", { exact: true })).toBeFocused()
  await expect(page.getByLabel("Email", { exact: true })).toHaveAttribute("aria-invalid", "true")

  await page.getByRole("link", { name: "Clients", exact: true }).first().click()
  const asked = page.getByRole("dialog", { name: "Discard changes?" })
  await asked.getByRole("button", { name: "Cancel" }).click()
  await page.getByLabel("Email", { exact: true }).fill("hello@neuland.example")
  // The page of the client takes its time, and somebody presses again.
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(/clients\/[0-9a-f-]{36}\?.*_rsc/, async (route) => {
    await held
    await route.continue()
  })
  await page.keyboard.press("Control+Enter")
  await expect(toast(page, `${name} created`)).toBeVisible()
  await page.keyboard.press("Control+Enter")
  release()
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible()
  expect((await listClients(page, { text: name })).items).toHaveLength(1)
  await expect(page.getByRole("region", { name: "Contacts" }).getByText("Nora Neu")).toBeVisible()
  await expect(page.getByText("Germany")).toBeVisible()
})

test("two clients that are one are merged, and nothing that hung on either is lost", async ({ pageOf }) => {
  const page = await pageOf("manager")
  const [stays, goes] = [newName("Bleibt"), newName("Geht")]
  const contacts = (name: string) => [{ name }]
  const { id } = await newClient(page, {
    name: stays,
    city: "Bonn",
    // More is known of it than of the other, so it is the one that stays.
    ...{ industry: "Food", notes: "Has been with us for long." },
    tags: ["one"],
    contacts: contacts("Anna Eins"),
  })
  const other = await newClient(page, {
    ...{ name: goes, city: "Ulm", phone: "+49 731 1", tags: ["two"], contacts: contacts("Zoe Zwei") },
  })
  await page.goto(`/clients/${id}`)
  await page.getByRole("button", { name: "More actions" }).click()
  await page.getByRole("menuitem", { name: "Merge with another client" }).click()
  // The client itself is not offered.
  await page.getByRole("dialog").getByRole("textbox").fill(stays)
  await expect(page.getByText("No clients match.")).toBeVisible()
  await page.getByRole("dialog").getByRole("textbox").fill(goes)
  await page.getByRole("option", { name: goes }).click()
  await page.getByRole("button", { name: "Compare" }).click()
  const dialog = page.getByRole("dialog", { name: "Merge two clients" })
  await dialog.getByRole("radiogroup", { name: "City" }).getByRole("radio", { name: "Ulm" }).click()
  await dialog.getByRole("button", { name: `Merge into ${stays}` }).click()
  await expect(dialog).toBeHidden()
  const merged = await readClient(page, id)
  expect([merged.name, merged.city, merged.phone]).toEqual([stays, "Ulm", "+49 731 1"])
  expect(merged.tags.toSorted()).toEqual(["one", "two"])
  expect(merged.contacts.map((contact) => contact.name).toSorted()).toEqual(["Anna Eins", "Zoe Zwei"])
  await page.goto(`/clients/${other.id}`)
  await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible()

  // And it can be taken back, as long as nothing contradicts it.
  await page.goto(`/clients/${id}?tab=history`)
  await page.getByRole("button", { name: "Undo merge" }).click()
  await expect(toast(page, `${goes} is a client of its own again`)).toBeVisible()
  await expect(page.getByRole("button", { name: "Undo merge" })).toBeHidden()
  const [kept, back] = [await readClient(page, id), await readClient(page, other.id)]
  expect([kept.city, kept.phone, kept.tags]).toEqual(["Bonn", null, ["one"]])
  expect([back.name, back.city, back.contacts.map(({ name }) => name)]).toEqual([goes, "Ulm", ["Zoe Zwei"]])
})

test("contacts are added, made primary, removed, and come back by undo", async ({ pageOf }) => {
  const page = await pageOf("manager")
  const { id } = await newClient(page, { name: newName("Kontakte"), contacts: [{ name: "Erste Person" }] })
  await page.goto(`/clients/${id}`)
  await page.getByRole("tab", { name: /^Contacts/ }).click()
  await page.getByRole("button", { name: "Add contact" }).click()
  const dialog = page.getByRole("dialog", { name: "New contact" })
  await dialog.getByLabel("Name").fill("Zweite Person")
  await dialog.getByLabel("Email").fill("zweite@kontakte.example")
  await dialog.getByRole("button", { name: "Save" }).click()
  await expect(dialog).toBeHidden()

  const entry = (name: string) => page.getByRole("tabpanel").getByRole("listitem").filter({ hasText: name })
  const action = async (name: string, verb: string) => {
    await page.getByRole("button", { name: `Actions for ${name}` }).click()
    await page.getByRole("menuitem", { name: verb }).click()
  }
  await expect(entry("Erste Person")).toContainText("Primary")
  await action("Zweite Person", "Make primary")
  await expect(entry("Zweite Person")).toContainText("Primary")
  await expect(entry("Erste Person")).not.toContainText("Primary")

  await action("Zweite Person", "Delete")
  await expect(entry("Zweite Person")).toHaveCount(0)
  await toast(page, "Zweite Person deleted").getByRole("button", { name: "Undo" }).click()
  await expect(entry("Zweite Person")).toContainText("zweite@kontakte.example")
  const contacts = (await readClient(page, id)).contacts
  expect(contacts.find((contact) => contact.isPrimary)?.name).toBe("Zweite Person")
})

test("filters, order and page live in the address: a link opens the same list, and back goes back", async ({
  pageOf,
}) => {
  const page = await pageOf("admin")
  await page.goto("/clients")
  await page.getByRole("button", { name: "Status", exact: true }).first().click()
  await page.getByRole("checkbox", { name: "Prospect" }).click()
  await expect(page).toHaveURL(/status=prospect/)
  await page.keyboard.press("Escape")
  await expect(page.getByRole("button", { name: "Status: Prospect" })).toBeVisible()
  const filtered = await names(page)

  const head = page.getByRole("columnheader", { name: "Name" })
  await head.getByRole("button").click()
  await expect(head).toHaveAttribute("aria-sort", "descending")
  await expect(page).toHaveURL(/direction=desc/)
  await expect.poll(async () => (await names(page))[0]).not.toBe(filtered[0])
  const [last] = await names(page)

  const link = page.url()
  const opened = await pageOf("admin")
  await opened.goto(link)
  await expect(opened.getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "descending")
  await expect.poll(async () => (await names(opened))[0]).toBe(last)

  await page.goBack()
  await expect(head).toHaveAttribute("aria-sort", "ascending")
  await page.goBack()
  await expect(page).toHaveURL(/\/clients$/)

  await settled(page)
  const whole = await names(page)
  await page.getByRole("button", { name: "Next page" }).click()
  await expect(page).toHaveURL(/page=2/)
  await expect.poll(() => names(page)).not.toEqual(whole)
  const second = await names(page)
  await page.reload()
  await expect.poll(() => names(page)).toEqual(second)
  await settled(page)
  await page.getByRole("button", { name: "Previous page" }).click()
  await expect.poll(() => names(page)).toEqual(whole)

  await search(page).fill("nobody is called like this")
  await expect(page.getByRole("heading", { name: "No matching clients" })).toBeVisible()
  await page.getByRole("button", { name: "Clear filters" }).click()
  await expect(page).toHaveURL(/\/clients$/)
})

test("a link that ends in the middle of a place opens the list from its beginning", async ({
  pageOf,
  complaints,
}) => {
  const page = await pageOf("admin")
  await page.goto("/clients?page=2&after=eyJzIjoibmFt")
  await expect(page.getByRole("table", { name: "Clients" })).toBeVisible()
  await expect(page).toHaveURL(/\/clients$/)
  // The browser itself notes the refused question.
  expect(complaints.splice(0).filter((complaint) => !complaint.includes("status of 400"))).toEqual([])
})

test("the way back from a client leads to the list as it was left", async ({ pageOf }) => {
  const page = await pageOf("manager")
  await page.goto("/clients?status=active&sort=industry")
  await settled(page)
  await page.getByRole("table", { name: "Clients" }).locator("[data-row-link]").first().click()
  await expect(page).toHaveURL(/\/clients\/[0-9a-f-]{36}/)
  await page.getByRole("navigation", { name: "Where you are" }).getByRole("link", { name: "Clients" }).click()
  await expect(page).toHaveURL(/status=active/)
  await expect(page).toHaveURL(/sort=industry/)
})

test("several clients at once: status, owner and tag are set, a refusal is told, undo takes back", async ({
  pageOf,
}) => {
  provokes(409)
  const page = await pageOf("manager")
  const word = newName("Stapel")
  const made = await Promise.all(
    ["A", "B", "C"].map((letter) => newClient(page, { name: `${word} ${letter}` })),
  )
  const [a, , c] = made
  await page.goto(`/clients?text=${encodeURIComponent(word)}`)
  await page.getByRole("checkbox", { name: "Select all rows of this page" }).check()
  const bar = page.getByRole("toolbar", { name: "Selected rows" })
  await expect(bar.getByText("3 selected")).toBeVisible()
  // From here on the list hears of nothing more.
  await settled(page)
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(/clients\.list/, async (route) => {
    await held
    await route.continue()
  })
  await bar.getByRole("button", { name: "Tag" }).click()
  await page.getByRole("textbox", { name: "Add a tag" }).fill("stapel")
  await page.getByRole("button", { name: "Add", exact: true }).click()
  await expect(toast(page, "3 clients are tagged stapel")).toBeVisible()

  // Somebody else is faster with one of them.
  const { version } = await readClient(page, c?.id ?? "")
  await updateClient(page, { id: c?.id ?? "", version, changes: { city: "Bonn" } })
  await bar.getByRole("button", { name: "Status" }).click()
  await page.getByRole("menuitem", { name: "Active" }).click()
  await expect(toast(page, "1 of 3 could not be changed")).toContainText(`${word} C`)
  release()
  expect((await readClient(page, a?.id ?? "")).status).toBe("active")
  expect((await readClient(page, c?.id ?? "")).status).toBe("prospect")
  await toast(page, "2 clients are set to Active").getByRole("button", { name: "Undo" }).click()
  await expect.poll(async () => (await readClient(page, a?.id ?? "")).status).toBe("prospect")
})

test("an archived client leaves the list and comes back by undo, by keyboard alone", async ({ pageOf }) => {
  const page = await pageOf("manager")
  const name = newName("Archiv")
  await newClient(page, { name })
  await page.goto(`/clients?text=${encodeURIComponent(name)}`)
  await settled(page)
  await page.keyboard.press("j")
  await expect(page.getByRole("link", { name })).toBeFocused()
  await page.keyboard.press("x")
  await expect(page.getByText("1 selected")).toBeVisible()
  await page.getByRole("button", { name: "Archive", exact: true }).press("Enter")
  await expect(page.getByRole("heading", { name: "No matching clients" })).toBeVisible()
  await toast(page, "1 client archived").getByRole("button", { name: "Undo" }).press("Enter")
  await expect(page.getByRole("link", { name })).toBeVisible()
  await page.getByRole("link", { name }).press("Enter")
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible()
})

test("whoever hands over a client that only they may see is told so first", async ({ pageOf }) => {
  provokes(404)
  const page = await pageOf("manager")
  const name = newName("Übergabe")
  const { id } = await newClient(page, { name })
  await page.goto(`/clients/${id}`)
  await page.getByRole("textbox", { name: "Owner" }).click()
  const other = page
    .getByRole("option")
    .filter({ hasNotText: (await readClient(page, id)).owner?.name ?? "" })
  const chosen = (await other.first().textContent()) ?? ""
  await other.first().click()
  const asked = page.getByRole("dialog", { name: `Change the owner of ${name}?` })
  await expect(asked).toContainText("You will no longer see")
  await asked.getByRole("button", { name: "Change owner" }).click()
  await expect(page).toHaveURL(/\/clients$/)
  await expect(toast(page, `${chosen} owns ${name} now`)).toBeVisible()
  const admin = await pageOf("admin")
  expect((await readClient(admin, id)).owner?.name).toBe(chosen)
})
