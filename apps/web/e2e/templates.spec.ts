import type { Page } from "@playwright/test"
import { newName } from "./ask"
import { dayFromNow, newCampaign, readCampaign } from "./campaigns-data"
import { newClient } from "./clients-data"
import { expectReach, phone, wide } from "./reach"
import { newTemplate, plannedCampaign, readTemplates } from "./templates-data"
import { expect, provokes, test } from "./test"

const toast = (page: Page, text: string | RegExp) => page.getByRole("alert").filter({ hasText: text })
const next = (page: Page) => page.getByRole("button", { name: "Next" }).click()

test("a campaign is kept as a template under a name of its own, and the toast takes it back", async ({
  pageOf,
}) => {
  provokes(400)
  const page = await pageOf("manager")
  const taken = await newTemplate(page)
  const name = newName("Film")
  const { id } = await plannedCampaign(page, name)
  await page.goto(`/campaigns/${id}`)
  await page.getByRole("button", { name: "More actions" }).click()
  await page.getByRole("menuitem", { name: "Save as a template…" }).click()
  const dialog = page.getByRole("dialog", { name: `Save ${name} as a template` })
  await expect(dialog.getByLabel("Name")).toHaveValue(name)
  await expect(dialog).toContainText(
    "Its 2 tasks with their dependencies and checklists and its KPI will be saved.",
  )
  await dialog.getByLabel("Name").fill(taken.name.toUpperCase())
  await dialog.getByRole("button", { name: "Save template" }).click()
  await expect(dialog.getByText(/Another template has this name/)).toBeVisible()
  await expect(dialog.getByLabel("Name")).toBeFocused()
  await dialog.getByLabel("Name").fill(name)
  await page.keyboard.press("Control+Enter")
  await expect(dialog).toHaveCount(0)
  expect(await readTemplates(page)).toContainEqual(expect.objectContaining({ name, tasks: 2, kpis: 1 }))
  await toast(page, `${name} saved as a template`).getByRole("button", { name: "Undo" }).click()
  await expect.poll(async () => (await readTemplates(page)).map((each) => each.name)).not.toContain(name)
})

test("the wizard begins with a template from the list of them, says when it ends, and fills the campaign", async ({
  pageOf,
}) => {
  const page = await pageOf("manager")
  const [template, name] = [await newTemplate(page), newName("Gefüllt")]
  const client = newName("Vorlage AG")
  await newClient(page, { name: client })
  await page.goto("/campaigns")
  await page.getByRole("button", { name: "Templates" }).click()
  await page.getByRole("link", { name: `New campaign from ${template.name}` }).click()
  await page.getByRole("textbox", { name: "Client" }).fill(client)
  await page.getByRole("option", { name: client }).click()
  await page.getByLabel("Name").fill(name)
  await page.getByLabel("End").fill(dayFromNow(2))
  for (let step = 0; step < 4; step++) await next(page)
  await expect(page.getByRole("radio", { name: template.name })).toBeChecked()
  await expect(page.getByRole("status").filter({ hasText: "after the campaign" })).toBeVisible()
  await page.getByRole("button", { name: "End campaign" }).click()
  await expect(page.getByText(/Its last task ends .+ before the campaign/)).toBeVisible()
  await page.getByRole("button", { name: "Create campaign" }).click()
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible()
  const made = await readCampaign(page, page.url().split("/").at(-1) ?? "")
  expect(made).toMatchObject({ tasksTotal: 2, kpis: [{ name: "Views" }] })
  expect(made.endDay > dayFromNow(2)).toBe(true)
  await page.getByRole("tab", { name: "Tasks" }).click()
  await expect(page.getByRole("link", { name: "Storyboard" })).toBeVisible()
  await expect(page.getByRole("button", { name: "Apply a template…" })).toHaveCount(0)
})

test("a campaign without tasks is filled from its tab, and a template is removed after asking", async ({
  pageOf,
}) => {
  const page = await pageOf("manager")
  const template = await newTemplate(page)
  const { id } = await newCampaign(page, { name: newName("Leer") })
  await page.goto(`/campaigns/${id}?tab=tasks`)
  await page.getByRole("button", { name: "Apply a template…" }).click()
  const dialog = page.getByRole("dialog")
  await dialog.getByRole("button", { name: "Apply template" }).click()
  await expect(dialog.getByText("Choose a template.")).toBeVisible()
  await dialog.getByRole("radio", { name: template.name }).check()
  await dialog.getByRole("button", { name: "Apply template" }).click()
  await expect(page.getByRole("link", { name: "Shooting" })).toBeVisible()
  await expect(page.getByRole("button", { name: "Apply a template…" })).toHaveCount(0)
  await page.getByRole("tab", { name: "History" }).click()
  await expect(page.getByText("applied a template to the campaign")).toBeVisible()

  await page.goto("/campaigns")
  await page.getByRole("button", { name: "Templates" }).click()
  await page.getByRole("button", { name: `Delete ${template.name}` }).click()
  await page
    .getByRole("dialog", { name: /^Delete the template/ })
    .getByRole("button", { name: "Delete" })
    .click()
  await expect(page.getByRole("button", { name: `Delete ${template.name}` })).toHaveCount(0)
  expect((await readTemplates(page)).map(({ name }) => name)).not.toContain(template.name)
})

test("the dialogs of templates are accessible, fit a phone, close with Escape and give the focus back", async ({
  pageOf,
}) => {
  test.setTimeout(240_000)
  const page = await pageOf("manager")
  await newTemplate(page, newName("Donaudampfschifffahrtselektrizitätenhauptbetriebswerk"))
  const { id } = await newCampaign(page, { name: newName("Leer") })
  const dialog = page.getByRole("dialog")
  const opened = async (button: string, item?: string) => {
    await page.setViewportSize(wide)
    await page.getByRole("button", { name: button }).click()
    if (item) await page.getByRole("menuitem", { name: item }).click()
    await expect(dialog).toBeVisible()
    await expectReach(page)
    await page.keyboard.press("Escape")
    await expect(dialog).toHaveCount(0)
    await expect(page.getByRole("button", { name: button })).toBeFocused()
  }
  await page.goto(`/campaigns/${id}?tab=tasks`)
  await opened("Apply a template…")
  await opened("More actions", "Save as a template…")
  await page.goto("/campaigns")
  await opened("Templates")
  await page.setViewportSize(phone)
  await page.getByRole("button", { name: "Templates" }).click()
  await expect(dialog).toBeVisible()
})
