import { expect, expectAccessible, provokes, test } from "./test"

test("the palette finds a client by its name, and goes there by keys alone", async ({ pageOf }) => {
  const page = await pageOf("admin")
  await page.goto("/clients")
  const name = (await page.locator("[data-row-link]").nth(3).getAttribute("aria-label")) ?? ""
  await page.keyboard.press("Control+k")
  await page.getByRole("textbox", { name: "Search clients and campaigns, or type a command" }).fill(name)
  await expect(page.getByRole("dialog").getByRole("button", { name })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press("ArrowDown")
  await page.keyboard.press("Enter")
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible()
})

test("keys go from row to row and open one; ? lists them", async ({ pageOf }) => {
  const page = await pageOf("admin")
  await page.goto("/clients")
  const links = page.locator("[data-row-link]")
  await expect(links.first()).toBeVisible()
  await page.keyboard.press("?")
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press("Escape")
  await expect(page.getByRole("dialog")).toHaveCount(0)
  await page.keyboard.press("j")
  await page.keyboard.press("j")
  await expect(links.nth(1)).toBeFocused()
  await page.keyboard.press("x")
  await expect(page.getByText("1 selected")).toBeVisible()
  await page.keyboard.press("Escape")
  await expect(page.getByText("1 selected")).toHaveCount(0)
  const name = (await links.nth(1).getAttribute("aria-label")) ?? ""
  await page.keyboard.press("Enter")
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible()
})

test("the sidebar, the columns and the theme are as they were left", async ({ pageOf }) => {
  const page = await pageOf("manager")
  await page.goto("/people")
  await page.getByRole("button", { name: "Collapse sidebar" }).click()
  await page.getByRole("button", { name: "Columns" }).click()
  await page.getByRole("checkbox", { name: "Job title" }).uncheck()
  await page.keyboard.press("Escape")
  await page.getByRole("button", { name: "Your account" }).click()
  await page.getByRole("menuitem", { name: "Dark" }).click()
  await page.reload()
  await expect(page.getByRole("button", { name: "Expand sidebar" })).toBeVisible()
  await expect(page.getByRole("columnheader", { name: "Job title" })).toHaveCount(0)
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark")
})

test("what somebody saved meanwhile is shown beside one's own, and both can be kept", async ({ pageOf }) => {
  provokes(409)
  const [here, there] = [await pageOf("team_member"), await pageOf("team_member")]
  for (const page of [here, there]) {
    await page.goto("/account")
    await expect(page.getByLabel("Job title")).toBeEditable()
  }
  const [mine, theirs] = [`Mine ${Date.now()}`, `Theirs ${Date.now()}`]
  await here.getByLabel("Job title").fill(mine)
  await there.getByLabel("Job title").fill(theirs)
  await there.getByRole("button", { name: "Save" }).click()
  await expect(there.getByText("Profile saved")).toBeVisible()

  await here.getByRole("button", { name: "Save" }).click()
  const dialog = here.getByRole("dialog", { name: "Someone else changed this while you were editing" })
  await expect(dialog.getByRole("radio", { name: `Yours ${mine}` })).toBeChecked()
  await expectAccessible(here)
  await dialog.getByRole("radio", { name: `Theirs ${theirs}` }).click()
  await dialog.getByRole("button", { name: "Save choices" }).click()
  await expect(dialog).toHaveCount(0)
  await expect(here.getByLabel("Job title")).toHaveValue(theirs)
})

test("leaving with unsaved changes asks, by a link, the back button and the palette, and no entry is left that leads nowhere", async ({
  pageOf,
}) => {
  const page = await pageOf("finance")
  await page.goto("/clients")
  await page.goto("/account")
  await page.getByLabel("Job title").fill("Not saved")
  await page.getByRole("link", { name: "Clients" }).click()
  const question = page.getByRole("dialog", { name: "Discard changes?" })
  await question.getByRole("button", { name: "Cancel" }).click()
  await expect(page.getByLabel("Job title")).toHaveValue("Not saved")
  await page.goBack()
  await question.getByRole("button", { name: "Cancel" }).click()
  await expect(page.getByLabel("Job title")).toHaveValue("Not saved")
  await page.keyboard.press("Control+k")
  await page.getByRole("textbox", { name: "Search clients and campaigns, or type a command" }).fill("Clients")
  await page.keyboard.press("Enter")
  await expect(question.getByRole("button", { name: "Discard changes" })).toBeFocused()
  await question.getByRole("button", { name: "Cancel" }).click()
  await expect(page.getByLabel("Job title")).toHaveValue("Not saved")
  await page.getByRole("link", { name: "Clients" }).click()
  await question.getByRole("button", { name: "Discard changes" }).click()
  await expect(page.getByRole("heading", { level: 1, name: "Clients" })).toBeVisible()
  await page.goBack()
  await expect(page.getByLabel("Job title")).not.toHaveValue("Not saved")
  await page.goBack()
  await expect(page.getByRole("heading", { level: 1, name: "Clients" })).toBeVisible()
})

test("a role that an admin changes is seen on another open page at once", async ({ pageOf }) => {
  const admin = await pageOf("admin")
  const watcher = await pageOf("manager")
  await watcher.goto("/people")
  await admin.goto("/people?role=team_member")
  const row = admin.locator("[data-row]").first()
  const name = (await row.locator("[data-row-link]").getAttribute("aria-label")) ?? ""
  await row.locator("[data-row-link]").click()
  const drawer = admin.getByRole("dialog", { name })
  await expect(drawer.getByText("Works on the clients they are members of.")).toBeVisible()
  const there = watcher.locator("[data-row]").filter({ hasText: name })
  await expect(there.getByText("Team member")).toBeVisible()
  await drawer.getByRole("textbox", { name: "Role" }).click()
  await admin.getByRole("option", { name: "Finance" }).click()
  await drawer.getByRole("button", { name: "Close" }).click()
  const question = admin.getByRole("dialog", { name: "Discard changes?" })
  await question.getByRole("button", { name: "Cancel" }).click()
  await expect(question).toHaveCount(0)
  await drawer.getByRole("button", { name: "Change role" }).click()
  await expect(there.getByText("Finance")).toBeVisible({ timeout: 5000 })
  await drawer.getByRole("textbox", { name: "Role" }).click()
  await admin.getByRole("option", { name: "Team member" }).click()
  await drawer.getByRole("button", { name: "Change role" }).click()
  await expect(there.getByText("Team member")).toBeVisible({ timeout: 5000 })
})

test("on a phone every place is in the bar or one tap further, and the bar says where one is", async ({
  pageOf,
}) => {
  const page = await pageOf("admin")
  await page.setViewportSize({ width: 360, height: 780 })
  await page.goto("/clients")
  const bar = page.getByRole("navigation", { name: "Main" }).filter({ visible: true })
  const near = ["Clients", "Campaigns", "Tasks", "Schedule"]
  await expect(bar.getByRole("link")).toHaveText(near)
  await bar.getByRole("button", { name: "More" }).click()
  await expect(bar.getByRole("link")).toHaveText([
    ...near,
    ...["Workload", "Time", "Expenses", "Invoices", "Payments", "Receivables"],
    ...["People", "Audit log", "Billing", "Settings"],
  ])
  await expectAccessible(page)
  await bar.getByRole("link", { name: "Time" }).click()
  await expect(page).toHaveURL(/\/time/)
  await expect(bar.getByRole("link")).toHaveText(near)
  await expect(bar.locator("[data-here]")).toHaveText("More")
})
