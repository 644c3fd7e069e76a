import type { Role } from "@alphas/domain/permissions"
import { ask, newName } from "./ask"
import { addCampaignMember, dayFromNow, newCampaign, readCampaign } from "./campaigns-data"
import { whoIs } from "./clients-data"
import { expect, settled, test } from "./test"

interface Sees {
  edits: boolean
  /** Budget and costs. */
  money: boolean
  /** Manager and members. */
  people: boolean
  history: boolean
}

const sees: Record<Role, Sees> = {
  admin: { edits: true, money: true, people: true, history: true },
  manager: { edits: true, money: true, people: true, history: true },
  team_member: { edits: false, money: false, people: true, history: true },
  finance: { edits: false, money: true, people: true, history: true },
  client_viewer: { edits: false, money: false, people: false, history: false },
}

for (const role of Object.keys(sees) as Role[]) {
  const mine = sees[role]
  test(`${role}: the pages of campaigns offer what the role may do, and nothing else`, async ({ pageOf }) => {
    const [admin, page] = [await pageOf("admin"), await pageOf(role)]
    const [viewer, manager] = [
      await whoIs(await pageOf("client_viewer")),
      await whoIs(await pageOf("manager")),
    ]
    const member = await whoIs(await pageOf("team_member"))
    const name = newName("Rollen")
    const { id } = await newCampaign(admin, {
      ...{ name, clientId: viewer.clientId ?? "", managerId: manager.id, memberIds: [member.id] },
      ...{ budgetMinor: 4_711_00, currency: "EUR" },
      kpis: [{ name: "Leads", unit: "leads", target: 10, start: null, direction: "up" }],
    })

    await page.goto(`/campaigns?text=${encodeURIComponent(name)}`)
    await settled(page)
    const count = (shown: boolean) => (shown ? 1 : 0)
    await expect(page.getByRole("link", { name, exact: true })).toBeVisible()
    await expect(page.getByRole("link", { name: "New campaign" })).toHaveCount(count(mine.edits))
    await expect(page.getByRole("button", { name: "Templates" })).toHaveCount(count(mine.edits))
    await expect(page.getByRole("button", { name: `Archive ${name}` })).toHaveCount(count(mine.edits))
    await expect(page.getByRole("columnheader", { name: "Budget used" })).toHaveCount(count(mine.money))
    await expect(page.getByRole("columnheader", { name: "Manager" })).toHaveCount(count(mine.people))
    for (const filter of ["Mine", "Manager"]) {
      await expect(
        page.getByRole("button", { name: filter, exact: true }).and(page.locator('[data-variant="subtle"]')),
      ).toHaveCount(count(mine.people))
    }

    await page.goto(`/campaigns/${id}`)
    await settled(page)
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible()
    await expect(page.getByRole("button", { name: "Edit" })).toHaveCount(count(mine.edits))
    await expect(page.getByRole("button", { name: "More actions" })).toHaveCount(count(mine.edits))
    await expect(page.getByRole("button", { name: /^Status:/ })).toHaveCount(count(mine.edits))
    await expect(page.getByRole("button", { name: "Add KPI" })).toHaveCount(count(mine.edits))
    await expect(page.getByRole("button", { name: "Actions for Leads" })).toHaveCount(count(mine.edits))
    await expect(page.getByRole("textbox", { name: "Add member" })).toHaveCount(count(mine.edits))
    await expect(page.getByRole("tab", { name: "History" })).toHaveCount(count(mine.history))
    await expect(page.getByRole("heading", { name: "Members" })).toHaveCount(count(mine.people))
    await expect(page.getByRole("heading", { name: "Budget" })).toHaveCount(count(mine.money))
    await expect(page.getByText("4,711")).toHaveCount(count(mine.money))
    await expect(page.getByRole("heading", { level: 3, name: "Leads" })).toBeVisible()
    if (mine.history) {
      await page.getByRole("tab", { name: "History" }).click()
      await expect(page.getByText("created the campaign")).toBeVisible()
      await expect(page.getByText("4,711")).toHaveCount(count(mine.money))
    }
    await page.goto("/campaigns/new")
    const there = page.getByRole("navigation", { name: "Where you are" }).getByText("New campaign")
    await expect(mine.edits ? there : page.getByRole("heading", { name: "Page not found" })).toBeVisible()

    // What a page does not show must not be in what it was sent.
    const sent = JSON.stringify(await ask(page, "campaigns.get", { id }))
    expect(sent.includes("471100"), "the budget").toBe(mine.money)
    expect(sent.includes(member.id), "who works on it").toBe(mine.people)
  })
}

test("a client's own people see their campaigns and no other one", async ({ pageOf }) => {
  const [viewer, manager] = [await pageOf("client_viewer"), await pageOf("manager")]
  const { id } = await newCampaign(manager, { name: newName("Fremd") })
  await viewer.goto(`/campaigns/${id}`)
  await expect(viewer.getByRole("heading", { name: "Page not found" })).toBeVisible()
})

test("whoever is taken off a campaign loses its tasks from under them", async ({ pageOf }) => {
  const [admin, member] = [await pageOf("admin"), await pageOf("team_member")]
  const name = newName("Vorbei")
  const { id } = await newCampaign(admin, { name, endDay: dayFromNow(9) })
  const person = await whoIs(member)
  await addCampaignMember(admin, { id, userId: person.id })
  await member.goto(`/campaigns/${id}`)
  await expect(member.getByRole("heading", { level: 1, name })).toBeVisible()
  await expect(member.getByRole("tab", { name: "Tasks" })).toBeVisible()
  await admin.goto(`/campaigns/${id}`)
  const entry = admin
    .getByRole("region", { name: "Members" })
    .getByRole("listitem")
    .filter({ hasText: person.name })
  await entry.hover()
  await entry.getByRole("button", { name: `Remove ${person.name}` }).click()
  await expect(member.getByRole("tab", { name: "Tasks" })).toHaveCount(0, { timeout: 30_000 })
  expect((await readCampaign(admin, id)).members.some((member) => member.id === person.id)).toBe(false)
})
