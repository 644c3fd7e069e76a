import { type Role, roleLabels } from "@alphas/domain/permissions"
import { signInOf } from "./product"
import { expectOpaque, expectReach } from "./reach"
import { expect, expectAccessible, settled, test } from "./test"

/** What is in the navigation of each role, and the heading of its page. */
const places: Record<Role, string[]> = {
  admin: [
    ...[
      "Clients",
      "Campaigns",
      "Tasks",
      "Schedule",
      "Workload",
      "Time",
      "Expenses",
      "Invoices",
      "Payments",
      "Receivables",
    ],
    ...["People", "Audit log", "Billing", "Settings"],
  ],
  manager: [
    "Clients",
    "Campaigns",
    "Tasks",
    "Schedule",
    "Workload",
    "Time",
    "Expenses",
    "Invoices",
    "People",
  ],
  team_member: ["Clients", "Campaigns", "Tasks", "Schedule", "Workload", "Time", "Expenses"],
  finance: ["Clients", "Campaigns", "Time", "Expenses", "Invoices", "Payments", "Receivables", "Billing"],
  client_viewer: ["Clients", "Campaigns", "Invoices"],
}
/** Places that no test of their own looks at on a phone and in the other theme. */
const settings = ["Payments", "Receivables", "People", "Audit log", "Billing", "Settings"]
const addresses: Record<string, string> = {
  Clients: "/clients",
  Campaigns: "/campaigns",
  Tasks: "/tasks",
  Schedule: "/schedule",
  // Some of the people: their rows are alike, and axe takes its time for each.
  Workload: "/workload?text=an",
  Time: "/time",
  Expenses: "/expenses",
  Invoices: "/invoices",
  Payments: "/payments",
  Receivables: "/receivables",
  People: "/people",
  "Audit log": "/audit",
  Billing: "/settings/billing",
  Settings: "/settings",
}

for (const role of Object.keys(places) as Role[]) {
  const mine = places[role]
  test(`${roleLabels[role]} signs in and sees what the role has, and nothing else; axe finds nothing there`, async ({
    page,
  }) => {
    test.setTimeout(300_000)
    const { email, password } = signInOf(role)
    await page.goto("/")
    await expect(page).toHaveURL(/\/sign-in/)
    await page.getByLabel("Email").fill(email)
    await page.getByLabel("Password", { exact: true }).fill(password)
    await page.getByRole("button", { name: "Sign in" }).click()
    await expect(page.getByRole("heading", { level: 1, name: "Clients" })).toBeVisible()

    const links = page.getByRole("navigation", { name: "Main" }).filter({ visible: true }).getByRole("link")
    await expect(links).toHaveText(mine)
    for (const [name, address] of Object.entries(addresses)) {
      await page.goto(address)
      const heading = mine.includes(name) ? name : "Page not found"
      await expect(page.getByRole("heading", { name: heading, exact: true })).toBeVisible()
      if (role === "admin") await expectOpaque(page)
      // In the other theme and on a phone the rest is looked at by the tests of its domain.
      if (role === "admin" && settings.includes(name)) await expectReach(page)
      else if (mine.includes(name)) {
        await settled(page)
        // An admin's lists are looked at to the end; those of others are made of the same rows, and have no more of them.
        await expectAccessible(page, "all", role === "admin" ? "all" : "first")
      }
    }
    await page.getByRole("button", { name: "Your account" }).click()
    await page.getByRole("menuitem", { name: "Sign out" }).click()
    await expect(page).toHaveURL(/\/sign-in$/)
    await page.goto("/clients")
    await expect(page).toHaveURL(/\/sign-in\?next=%2Fclients$/)
  })
}

test("one's own account is accessible in both themes, and on a phone", async ({ pageOf }) => {
  const page = await pageOf("manager")
  await page.goto("/account")
  await expectReach(page)
})
