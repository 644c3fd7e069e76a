import type { Page } from "@playwright/test"
import { newName } from "./ask"
import { dayFromNow, newCampaign, readCampaign, stepCampaign, updateCampaign } from "./campaigns-data"
import { newClient } from "./clients-data"
import { newTask } from "./tasks-data"
import { expect, provokes, settled, test } from "./test"

const patient = { timeout: 30_000 }
const live = { timeout: 20_000 }
const toast = (page: Page, text: string | RegExp) => page.getByRole("alert").filter({ hasText: text })
const steps = (page: Page) => page.getByRole("list", { name: "New campaign steps" })
const action = async (page: Page, of: string, verb: string) => {
  await page.getByRole("button", { name: of }).click()
  await page.getByRole("menuitem", { name: verb, exact: true }).click()
}

test("the wizard leads from the client to the tasks, tells what is wrong at the field, and loses nothing", async ({
  pageOf,
}) => {
  const page = await pageOf("manager")
  const [company, name] = [newName("Wizard AG"), newName("Frühling")]
  const { id } = await newClient(page, { name: company, currency: "CHF" })
  await page.goto(`/clients/${id}?tab=campaigns`)
  await page.getByRole("link", { name: "New campaign" }).click()
  await expect(page.getByRole("textbox", { name: "Client" }), "preselected").toHaveValue(company)

  await page.getByLabel("Name").fill(name)
  await page.getByRole("button", { name: "Next" }).click()
  await expect(page.getByLabel("End")).toHaveAttribute("aria-invalid", "true")
  await expect(page.getByLabel("End")).toBeFocused()
  await page.getByLabel("End").fill(dayFromNow(-30))
  await page.getByRole("button", { name: "Next" }).click()
  await expect(page.getByText("The end must not be before the start.")).toBeVisible()
  await page.getByLabel("End").fill(dayFromNow(60))
  await page.getByLabel("End").press("Enter")

  await expect(steps(page).getByText("Budget")).toBeVisible()
  await expect(page.getByLabel("Budget")).toBeFocused()
  await expect(page.getByRole("textbox", { name: "Currency" }), "the client's own").toHaveValue(/^CHF/)
  await page.getByLabel("Budget").fill("a lot")
  await page.getByLabel("Budget").press("Enter")
  await expect(page.getByText("Enter an amount like 12,500.")).toBeVisible()
  await page.getByLabel("Budget").fill("12.000,50")
  await page.getByLabel("Budget").press("Enter")

  await page.getByRole("button", { name: "Add KPI" }).click()
  const kpi = page.getByRole("group", { name: "KPI 1" })
  await kpi.getByLabel("Name").fill("Leads")
  await kpi.getByLabel("Unit").fill("leads")
  await kpi.getByLabel("Target").fill("many")
  await page.getByRole("button", { name: "Next" }).click()
  await expect(kpi.getByLabel("Target")).toHaveAttribute("aria-invalid", "true")
  await kpi.getByLabel("Target").fill("1,250")
  await page.getByRole("button", { name: "Next" }).click()

  await expect(page.getByRole("heading", { name: "Team" })).toBeVisible()
  await page.getByRole("textbox", { name: "Members" }).click()
  const member = (await page.getByRole("option").last().textContent()) ?? ""
  await page.getByRole("option").last().click()
  await page.keyboard.press("Escape")

  await steps(page).getByRole("button", { name: "Client and dates" }).click()
  await expect(page.getByLabel("Name")).toHaveValue(name)
  for (const next of ["Budget and currency", "KPIs", "Team", "Tasks"]) {
    // The second of two clicks does not lead over what the first one opened.
    await page.getByRole("button", { name: "Next" }).dblclick({ delay: 100 })
    await expect(page.getByRole("heading", { name: next, exact: true })).toBeVisible()
    if (next === "Budget and currency") await expect(page.getByLabel("Budget")).toHaveValue("12.000,50")
    if (next === "KPIs") await expect(kpi.getByLabel("Target")).toHaveValue("1,250")
  }
  await page.getByRole("link", { name: "Campaigns", exact: true }).first().click()
  const asked = page.getByRole("dialog", { name: "Discard changes?" })
  await asked.getByRole("button", { name: "Cancel" }).click()

  await page.getByRole("button", { name: "Create campaign" }).click()
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible()
  await expect(page.getByRole("heading", { level: 3, name: "Leads" })).toBeVisible()
  const made = await readCampaign(page, page.url().split("/").at(-1) ?? "")
  expect(made).toMatchObject({
    ...{ name, currency: "CHF", budgetMinor: 1_200_050, status: "planning" },
    client: { id, name: company },
    kpis: [{ name: "Leads", unit: "leads", target: 1250, start: null, direction: "up" }],
  })
  expect(made.members.map((person) => person.name)).toContain(member)

  await page.getByRole("link", { name: company }).click()
  await page.getByRole("tab", { name: "Campaigns" }).click()
  await expect(page.getByRole("table", { name: "Campaigns" }).getByRole("link", { name })).toBeVisible()
})

test("two people edit the same campaign: the change arrives live, and the second sees both versions", async ({
  pageOf,
}) => {
  provokes(409)
  const [first, second] = [await pageOf("manager"), await pageOf("admin")]
  const { id, version } = await newCampaign(first, {
    ...{ name: newName("Herbst"), budgetMinor: 1_000_000, currency: "EUR", description: "First" },
  })
  for (const page of [first, second]) await page.goto(`/campaigns/${id}`)
  await expect(second.getByText("First", { exact: true })).toBeVisible()
  await expect(second.getByRole("region", { name: "Progress" })).toContainText("€10,000")

  await second.getByRole("button", { name: "Edit" }).click()
  await second.getByRole("dialog").getByLabel("Budget").fill("20,000")
  await updateCampaign(first, { id, version, changes: { budgetMinor: 1_500_000, description: "Second" } })
  await expect(first.getByText("Second", { exact: true }), "live").toBeVisible(patient)
  await second.getByRole("button", { name: "Save" }).click()
  const conflict = second.getByRole("dialog", { name: "Someone else changed this while you were editing" })
  const budget = conflict.getByRole("radiogroup", { name: "Budget" })
  await expect(budget).toContainText("20,000")
  await expect(budget).toContainText("15,000")
  await conflict.getByRole("button", { name: "Save choices" }).click()
  await expect(second.getByRole("dialog")).toHaveCount(0)
  expect(await readCampaign(first, id)).toMatchObject({ budgetMinor: 2_000_000, description: "Second" })

  await toast(second, " saved").getByRole("button", { name: "Undo" }).click()
  await expect.poll(async () => (await readCampaign(first, id)).budgetMinor).toBe(1_500_000)
})

test("the status offers the steps of the workflow; to reopen one must say why, and the history keeps it", async ({
  pageOf,
}) => {
  provokes(400)
  const page = await pageOf("manager")
  const name = newName("Stufen")
  const { id } = await newCampaign(page, { name })
  await page.goto(`/campaigns/${id}`)
  const status = page.getByRole("button", { name: /^Status:/ })
  await status.click()
  await expect(page.getByRole("menuitem")).toHaveText(["Start"])
  await page.getByRole("menuitem", { name: "Start" }).click()
  await expect(status).toHaveText("Active")
  await expect(toast(page, `${name} is now active`).getByRole("button", { name: "Undo" })).toHaveCount(0)
  await action(page, "Status:", "Pause")
  await toast(page, `${name} is now paused`).getByRole("button", { name: "Undo" }).click()
  await expect(status).toHaveText("Active")
  await settled(page)
  await newTask(page, { campaignId: id, title: "Left open" })
  await expect(page.getByText("0 of 1 tasks done")).toBeVisible(live)
  await action(page, "Status:", "Complete")
  const sure = page.getByRole("dialog", { name: `Complete ${name}?` })
  await expect(sure).toContainText("1 task is still open.")
  await sure.getByRole("button", { name: "Cancel" }).click()
  await expect(status).toHaveText("Active")
  await action(page, "Status:", "Complete")
  await sure.getByRole("button", { name: "Complete" }).click()
  await expect(status).toHaveText("Completed")
  await settled(page)

  await action(page, "Status:", "Reopen")
  const dialog = page.getByRole("dialog", { name: `Reopen ${name}` })
  await dialog.getByRole("button", { name: "Reopen" }).click()
  await expect(dialog.getByText("Enter a reason.")).toBeVisible()
  await dialog.getByLabel("Why?").fill("The client wants more")
  await page.keyboard.press("Control+Enter")
  await expect(dialog).toHaveCount(0)
  await expect(status).toHaveText("Active")
  await page.getByRole("tab", { name: "History" }).click()
  await expect(page.getByText("The client wants more")).toBeVisible()
  expect((await readCampaign(page, id)).status).toBe("active")
})

test("a measure is added, measured and taken back, edited and removed; its chart says in words what it shows", async ({
  pageOf,
}) => {
  const page = await pageOf("manager")
  const { id } = await newCampaign(page, { name: newName("Messbar") })
  await page.goto(`/campaigns/${id}`)
  await page.getByRole("button", { name: "Add KPI" }).click()
  const dialog = page.getByRole("dialog", { name: "New KPI" })
  await dialog.getByLabel("Name").fill("Visits")
  await dialog.getByLabel("Unit").fill("visits")
  await dialog.getByLabel("Target").fill("2.000,5.1")
  await dialog.getByRole("button", { name: "Save" }).click()
  await expect(dialog.getByText("Enter a number.")).toBeVisible()
  await dialog.getByLabel("Target").fill("2 000")
  await dialog.getByRole("button", { name: "Save" }).click()
  await expect(dialog).toHaveCount(0)
  const card = page.getByRole("region", { name: "KPIs" }).getByRole("listitem").filter({ hasText: "Visits" })
  await expect(card).toContainText("Target 2,000 visits")
  await expect(card).toContainText("No values yet.")

  for (const [days, value] of [
    [-2, "500"],
    [0, "1,000"],
  ] as const) {
    await action(page, "Actions for Visits", "Add value")
    const values = page.getByRole("dialog", { name: "Values of Visits" })
    await values.getByLabel(/^Value/).fill(value)
    await values.getByLabel("Day").fill(dayFromNow(days))
    await values.getByRole("button", { name: "Save value" }).click()
    await expect(values).toHaveCount(0)
  }
  await expect(card).toContainText("50%")
  await expect(
    card.getByRole("img", { name: /2 values, from 500 visits on .* to 1,000 visits/ }),
  ).toBeVisible()
  await toast(page, "1,000 visits saved").getByRole("button", { name: "Undo" }).click()
  await expect(card).toContainText("25%")

  await action(page, "Actions for Visits", "Add value")
  await page.getByRole("button", { name: /^Delete the value of/ }).click()
  await expect(page.getByRole("region", { name: "Saved values" })).toHaveCount(0)
  await page.getByRole("button", { name: "Cancel" }).click()
  await action(page, "Actions for Visits", "Edit")
  await page.getByRole("dialog").getByLabel("Target").fill("3,000")
  await page.keyboard.press("Control+Enter")
  await expect(card).toContainText("Target 3,000 visits")
  await action(page, "Actions for Visits", "Delete")
  await expect(card).toHaveCount(0)
  await toast(page, "Visits deleted").getByRole("button", { name: "Undo" }).click()
  await expect(card).toBeVisible()

  await page.getByRole("tab", { name: "History" }).click()
  await expect(page.getByText("set a value of").first()).toBeVisible()
})

test("an archived campaign leaves the list and comes back by undo, by keyboard alone, as a table and as cards", async ({
  pageOf,
}) => {
  const page = await pageOf("manager")
  const name = newName("Ablage")
  await newCampaign(page, { name })
  for (const view of ["", "&view=cards"]) {
    await page.goto(`/campaigns?text=${encodeURIComponent(name)}${view}`)
    await settled(page)
    await page.keyboard.press("j")
    await expect(page.getByRole("link", { name })).toBeFocused()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.getByRole("heading", { name: "No matching campaigns" })).toBeVisible()
    await toast(page, `${name} archived`).getByRole("button", { name: "Undo" }).press("Enter")
    await expect(page.getByRole("link", { name })).toBeVisible()
    await expect(toast(page, `${name} archived`)).toHaveCount(0)
  }
  await page.getByRole("link", { name }).press("Enter")
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible()
  await action(page, "More actions", "Archive")
  await expect(page.getByText("This campaign is archived.")).toBeVisible()
  await page.getByRole("button", { name: "Restore" }).click()
  await expect(page.getByText("This campaign is archived.")).toHaveCount(0)
})

test("filters, order and view live in the address, and the way back from a campaign leads there", async ({
  pageOf,
}) => {
  const page = await pageOf("manager")
  const word = newName("Filter")
  const { clientId } = await newCampaign(page, { name: `${word} A`, endDay: dayFromNow(30) })
  const { id, version } = await newCampaign(page, { name: `${word} B`, endDay: dayFromNow(20), clientId })
  await stepCampaign(page, { id, version, step: "start" })
  const names = () => page.locator("[data-row-link]").allTextContents()
  await page.goto(`/campaigns?text=${encodeURIComponent(word)}&client=${clientId}&mine=yes`)
  await expect.poll(names).toEqual([`${word} B`, `${word} A`])
  await expect(page.getByRole("button", { name: /^Client: Kunde/ })).toBeVisible()
  await expect(page.getByRole("button", { name: "Mine" })).toHaveAttribute("aria-pressed", "true")

  await page.getByRole("button", { name: /^Sorted by End/ }).click()
  await page.getByRole("menuitem", { name: "Name" }).click()
  await expect.poll(names).toEqual([`${word} A`, `${word} B`])
  await page.getByText("Cards", { exact: true }).locator("..").click()
  await expect(page).toHaveURL(/view=cards/)
  await expect(page.getByRole("list", { name: "Campaigns" }).getByRole("listitem")).toHaveCount(2)
  await page.getByRole("button", { name: "Status: 3 of them" }).click()
  await page.getByRole("checkbox", { name: "Planning" }).click()
  await page.getByRole("checkbox", { name: "Paused" }).click()
  await page.keyboard.press("Escape")
  await expect.poll(names).toEqual([`${word} B`])
  const link = page.url()
  await page.reload()
  await expect.poll(names).toEqual([`${word} B`])
  await page.getByRole("link", { name: `${word} B` }).click()
  await expect(page.getByRole("heading", { level: 1, name: `${word} B` })).toBeVisible()
  await page
    .getByRole("navigation", { name: "Where you are" })
    .getByRole("link", { name: "Campaigns" })
    .click()
  await expect(page).toHaveURL(link)
})

test("the palette finds a campaign by its name, and creates one", async ({ pageOf }) => {
  const page = await pageOf("manager")
  const name = newName("Palette")
  await newCampaign(page, { name })
  await page.goto("/clients")
  await page.keyboard.press("Control+k")
  await page.getByRole("textbox", { name: "Search clients and campaigns, or type a command" }).fill(name)
  await expect(page.getByRole("button", { name })).toBeVisible()
  await page.keyboard.press("Enter")
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible()
  await page.keyboard.press("Control+k")
  await page.getByRole("textbox", { name: /^Search/ }).fill("create camp")
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(/\/campaigns\/new$/)
})
