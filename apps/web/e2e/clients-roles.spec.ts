import type { Role } from "@alphas/domain/permissions"
import { newName } from "./ask"
import { listClients, newClient } from "./clients-data"
import { expect, settled, test } from "./test"

interface Sees {
  /** Whether the page exists for the role. */
  new: boolean
  import: boolean
  export: boolean
  edit: boolean
  history: boolean
  internal: boolean
}

const sees: Record<Role, Sees> = {
  admin: { new: true, import: true, export: true, edit: true, history: true, internal: true },
  manager: { new: true, import: true, export: true, edit: true, history: true, internal: true },
  team_member: { new: false, import: false, export: false, edit: false, history: true, internal: true },
  finance: { new: false, import: false, export: true, edit: false, history: true, internal: true },
  client_viewer: { new: false, import: false, export: false, edit: false, history: false, internal: false },
}

for (const role of Object.keys(sees) as Role[]) {
  const mine = sees[role]
  test(`${role}: the pages of clients offer what the role may do, and nothing else`, async ({ pageOf }) => {
    const page = await pageOf(role)
    await page.goto("/clients")
    await settled(page)
    await expect(page.getByRole("link", { name: "New client" })).toHaveCount(mine.new ? 1 : 0)
    await expect(page.getByRole("link", { name: "Import" })).toHaveCount(mine.import ? 1 : 0)
    await expect(page.getByRole("button", { name: "Export" })).toHaveCount(mine.export ? 1 : 0)
    await expect(page.getByRole("button", { name: "Owner", exact: true })).toHaveCount(mine.internal ? 2 : 0)
    await expect(page.getByRole("checkbox")).toHaveCount(
      mine.edit ? (await page.locator("[data-row]").count()) + 1 : 0,
    )

    const [first] = (await listClients(page, {})).items
    await page.goto(`/clients/${first?.id}`)
    await settled(page)
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(first?.name ?? "")
    await expect(page.getByRole("button", { name: "Edit" })).toHaveCount(mine.edit ? 1 : 0)
    await expect(page.getByRole("button", { name: "More actions" })).toHaveCount(mine.edit ? 1 : 0)
    await expect(page.getByRole("textbox", { name: "Add member" })).toHaveCount(mine.edit ? 1 : 0)
    await expect(page.getByRole("tab", { name: "History" })).toHaveCount(mine.history ? 1 : 0)
    await expect(page.getByRole("heading", { name: "Internal notes" })).toHaveCount(mine.internal ? 1 : 0)
    await expect(page.getByRole("heading", { name: "Members" })).toHaveCount(mine.internal ? 1 : 0)
    await page.getByRole("tab", { name: /^Contacts/ }).click()
    await expect(page.getByRole("button", { name: "Add contact" })).toHaveCount(mine.edit ? 1 : 0)

    for (const [address, exists] of [
      ["/clients/new", mine.new],
      ["/clients/import", mine.import],
    ] as const) {
      await page.goto(address)
      const there = page.getByRole("navigation", { name: "Where you are" }).getByText(/^(New client|Import)$/)
      await expect(exists ? there : page.getByRole("heading", { name: "Page not found" })).toBeVisible()
    }
  })
}

test("a client's own people see their client, without what the agency noted, and no other one", async ({
  pageOf,
}) => {
  const [viewer, manager] = [await pageOf("client_viewer"), await pageOf("manager")]
  const foreign = await newClient(manager, { name: newName("Fremd") })
  const { items } = await listClients(viewer, {})
  expect(items).toHaveLength(1)
  expect(items[0]?.tags).toEqual([])
  await viewer.goto(`/clients/${foreign.id}`)
  await expect(viewer.getByRole("heading", { name: "Page not found" })).toBeVisible()
  await viewer.goto(`/clients/${items[0]?.id}?tab=history`)
  await expect(viewer.getByRole("tab", { name: "Overview" }), "not theirs to open").toHaveAttribute(
    "aria-selected",
    "true",
  )
})
