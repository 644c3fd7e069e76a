import type { Page } from "@playwright/test"
import { newName } from "./ask"
import { dayFromNow, newCampaign, readCampaign, setKpiValue } from "./campaigns-data"
import { newClient } from "./clients-data"
import { expectReach } from "./reach"
import { newTemplate } from "./templates-data"
import { expect, expectAccessible, settled, test } from "./test"

/** A campaign with everything, in words as long as they come. */
async function longCampaign(page: Page): Promise<{ id: string; clientId: string; name: string }> {
  const name = newName("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft")
  const client = await newClient(page, { name: newName("Rechtsanwaltskanzleivereinigungsgesellschaft") })
  const { id } = await newCampaign(page, {
    ...{ name, clientId: client.id, budgetMinor: 123_456_789_012, currency: "EUR" },
    description: `A description\nof two lines, with ${"averylongwordwithoutanybreak".repeat(6)}.`,
    kpis: [
      { name: "Kosten je gewonnener Kundin", unit: "EUR", target: 12.5, start: 40, direction: "down" },
      { name: "Leads", unit: "leads", target: 1_000, start: null, direction: "up" },
    ],
  })
  const [kpi] = (await readCampaign(page, id)).kpis
  for (const [days, value] of [
    [-6, 38],
    [-3, 31.25],
    [0, 22],
  ] as const) {
    await setKpiValue(page, { id: kpi?.id ?? "", day: dayFromNow(days), value })
  }
  return { id, clientId: client.id, name }
}

test("the list as a table and as cards, filtered to nothing and with a filter open, is accessible and fits a phone", async ({
  pageOf,
}) => {
  test.setTimeout(180_000)
  const page = await pageOf("manager")
  const { name } = await longCampaign(page)
  for (const address of ["?text=nobody+is+called+like+this", "", "?view=cards"]) {
    await page.goto(`/campaigns${address}`)
    await expectReach(page)
  }
  await page.goto(`/campaigns?text=${encodeURIComponent(name)}`)
  await settled(page)
  await page.getByRole("button", { name: "Client", exact: true }).first().click()
  await expect(page.getByRole("textbox", { name: "Search in Client" })).toBeVisible()
  await expectAccessible(page)
})

test("a campaign's tabs, its health and its client's tab are accessible and fit a phone", async ({
  pageOf,
}) => {
  test.setTimeout(180_000)
  const page = await pageOf("manager")
  const { id, clientId } = await longCampaign(page)
  for (const address of [
    `/campaigns/${id}`,
    `/campaigns/${id}?tab=history`,
    `/clients/${clientId}?tab=campaigns`,
  ]) {
    await page.goto(address)
    await expectReach(page)
  }
  await page.goto(`/campaigns/${id}`)
  await page.getByRole("button", { name: /^Health: On track/ }).focus()
  await expect(page.getByRole("tooltip")).toContainText("Nothing is overdue")
  await expectAccessible(page)
})

test("every step of the wizard, with errors, is accessible and fits a phone", async ({ pageOf }) => {
  test.setTimeout(240_000)
  const page = await pageOf("manager")
  const { id } = await newClient(page, { name: newName("Reichweite") })
  await page.goto(`/campaigns/new?client=${id}`)
  await page.getByRole("button", { name: "Next" }).click()
  await expect(page.getByLabel("Name")).toHaveAttribute("aria-invalid", "true")
  await expectReach(page)
  await page.getByLabel("Name").fill("Reach")
  await page.getByLabel("End").fill(dayFromNow(20))
  await page.getByRole("button", { name: "Next" }).click()
  await expect(page.getByLabel("Budget")).toBeVisible()
  await expectReach(page)
  await page.getByRole("button", { name: "Next" }).click()
  await page.getByRole("button", { name: "Add KPI" }).click()
  await page.getByRole("button", { name: "Next" }).click()
  await expect(page.getByLabel("Target")).toHaveAttribute("aria-invalid", "true")
  await expectReach(page)
  await page.getByRole("button", { name: "Remove KPI 1" }).click()
  await page.getByRole("button", { name: "Next" }).click()
  await expect(page.getByRole("textbox", { name: "Manager" })).toBeVisible()
  await expectReach(page)
  await newTemplate(page)
  await page.getByRole("button", { name: "Next" }).click()
  await page.getByRole("radio").last().check()
  await expect(page.getByText("Its last task ends")).toBeVisible()
  await expectReach(page)
})

test("the dialogs of a campaign are accessible, fit a phone, close with Escape and give the focus back", async ({
  pageOf,
}) => {
  test.setTimeout(240_000)
  const page = await pageOf("manager")
  const { id } = await longCampaign(page)
  await page.goto(`/campaigns/${id}`)
  const dialog = page.getByRole("dialog")
  const opened = async (button: string, item?: string) => {
    await page.getByRole("button", { name: button }).click()
    if (item) await page.getByRole("menuitem", { name: item }).click()
    await expect(dialog).toBeVisible()
    await expectReach(page)
    await page.keyboard.press("Escape")
    await expect(dialog).toHaveCount(0)
    await expect(page.getByRole("button", { name: button })).toBeFocused()
  }
  await opened("Edit")
  await opened("Add KPI")
  await opened("Actions for Kosten", "Add value")
})
