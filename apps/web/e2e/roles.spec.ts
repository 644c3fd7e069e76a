import { type Role, roleLabels } from "@alphas/domain/permissions"
import { signInOf } from "./product"
import { expectReach } from "./reach"
import { expect, test } from "./test"

/** What is in the navigation of each role, and the heading of its page. */
const places: Record<Role, string[]> = {
  admin: ["Clients", "Campaigns", "Tasks", "Schedule", "Workload", "Time", "People", "Audit log", "Settings"],
  manager: ["Clients", "Campaigns", "Tasks", "Schedule", "Workload", "Time", "People"],
  team_member: ["Clients", "Campaigns", "Tasks", "Schedule", "Workload", "Time"],
  finance: ["Clients", "Campaigns", "Time"],
  client_viewer: ["Clients", "Campaigns"],
}
const addresses: Record<string, string> = {
  Clients: "/clients",
  Campaigns: "/campaigns",
  Tasks: "/tasks",
  Schedule: "/schedule",
  // Some of the people: their rows are alike, and axe takes its time for each.
  Workload: "/workload?text=an",
  Time: "/time",
  People: "/people",
  "Audit log": "/audit",
  Settings: "/settings",
}

for (const role of Object.keys(places) as Role[]) {
  const mine = places[role]
  test.describe(roleLabels[role], () => {
    test("signs in and sees what the role has, and nothing else", async ({ page }) => {
      const { email, password } = signInOf(role)
      await page.goto("/")
      await expect(page).toHaveURL(/\/sign-in/)
      await page.getByLabel("Email").fill(email)
      await page.getByLabel("Password", { exact: true }).fill(password)
      await page.getByRole("button", { name: "Sign in" }).click()
      await expect(page.getByRole("heading", { level: 1, name: "Clients" })).toBeVisible()

      const links = page.getByRole("navigation", { name: "Main" }).filter({ visible: true }).getByRole("link")
      expect(await links.allTextContents()).toEqual(mine)
      for (const [name, address] of Object.entries(addresses)) {
        await page.goto(address)
        const heading = mine.includes(name) ? name : "There is nothing here"
        await expect(page.getByRole("heading", { name: heading, exact: true })).toBeVisible()
      }
      await page.getByRole("button", { name: "Your account" }).click()
      await page.getByRole("menuitem", { name: "Sign out" }).click()
      await expect(page).toHaveURL(/\/sign-in$/)
      await page.goto("/clients")
      await expect(page).toHaveURL(/\/sign-in\?next=%2Fclients$/)
    })

    test("finds every page accessible in both themes, and on a phone", async ({ pageOf }) => {
      test.setTimeout(240_000)
      const page = await pageOf(role)
      for (const address of [...mine.map((name) => addresses[name] ?? ""), "/account"]) {
        await page.goto(address)
        await expectReach(page)
      }
    })
  })
}
