import { newName } from "./ask"
import { whoIs } from "./clients-data"
import { expect, provokes, settled, test } from "./test"

const live = { timeout: 20_000 }

test("leave that somebody enters stands in the month of others at once; a manager moves it, undo brings it back", async ({
  pageOf,
}) => {
  provokes(400)
  const [member, manager] = [await pageOf("team_member"), await pageOf("manager")]
  const person = await whoIs(member)
  await manager.goto("/time?view=leave&month=2027-09")
  await settled(manager)
  await member.goto("/time?view=leave&month=2027-09")
  await member.getByRole("button", { name: "Add leave" }).click()
  const note = newName("Skiurlaub")
  await member.getByLabel("First day").fill("2027-09-06")
  await member.getByLabel("Last day").fill("2027-09-03")
  await member.getByLabel("Note").fill(note)
  await member.getByRole("button", { name: "Add", exact: true }).click()
  await expect(member.getByText("The last day must not be before the first.")).toBeVisible()
  await member.getByLabel("Last day").fill("2027-09-10")
  await member.getByRole("button", { name: "Add", exact: true }).click()
  const mine = member
    .getByRole("list", { name: "Your leave" })
    .getByRole("listitem")
    .filter({ hasText: note })
  await expect(mine).toContainText("5 days")

  const strip = manager.getByRole("table", { name: "Who is away in September 2027" })
  await expect(strip.getByRole("row", { name: new RegExp(person.name) }), "live").toContainText("away", live)
  const theirs = manager
    .getByRole("list", { name: "Leave of others" })
    .getByRole("listitem")
    .filter({ hasText: note })
  await theirs.getByRole("button", { name: "Actions for the leave" }).click()
  await manager.getByRole("menuitem", { name: "Edit" }).click()
  await manager.getByLabel("Last day").fill("2027-09-17")
  await manager.getByRole("button", { name: "Save" }).click()
  await expect(mine, "live").toContainText("12 days", live)
  await mine.getByRole("button", { name: "Actions for the leave" }).click()
  await member.getByRole("menuitem", { name: "Delete" }).click()
  await expect(mine).toHaveCount(0)
  await member.getByRole("button", { name: "Undo" }).click()
  await expect(mine).toContainText("12 days")
})

test("finance sets an hourly rate, is told of one that is there already, and removes it", async ({
  pageOf,
}) => {
  provokes(409)
  const page = await pageOf("finance")
  await page.goto("/time?view=rates")
  const add = async () => {
    await page.getByRole("button", { name: "Add rate" }).first().click()
    const dialog = page.getByRole("dialog")
    await dialog.getByText("A role").click()
    await dialog.getByRole("textbox", { name: "Role" }).click()
    await page.getByRole("option", { name: "Manager" }).click()
    await dialog.getByLabel("Amount per hour").fill("much")
    await dialog.getByRole("button", { name: "Add", exact: true }).click()
    await expect(dialog.getByText("Enter an amount, like 85 or 85.50.")).toBeVisible()
    await dialog.getByLabel("Amount per hour").fill("112,50")
    await dialog.getByLabel("From", { exact: true }).fill("2031-01-01")
    await dialog.getByRole("button", { name: "Add", exact: true }).click()
    return dialog
  }
  await expect(await add()).toHaveCount(0)
  const line = page
    .getByRole("list", { name: "Billing" })
    .getByRole("listitem")
    .filter({ hasText: "1 Jan 2031" })
  await expect(line).toContainText("112.50")
  const again = await add()
  await expect(again.getByText("There is already a rate for this from that day.")).toBeVisible()
  await again.getByRole("button", { name: "Cancel" }).click()
  await page.getByRole("button", { name: "Discard changes" }).last().click()
  await line.getByRole("button", { name: "Delete the rate of Manager" }).click()
  await expect(line).toHaveCount(0)
})

test("an admin sets the holidays, a day off and the rounding", async ({ pageOf }) => {
  const admin = await pageOf("admin")
  const name = newName("Betriebsausflug")
  await admin.goto("/settings?view=calendar")
  const region = admin.getByRole("textbox", { name: "Region" })
  const country = admin.getByRole("textbox", { name: "Public holidays of" })
  const before = { country: await country.inputValue() }
  await country.click()
  await country.fill("Austria")
  await admin.getByRole("option", { name: "Austria" }).click()
  await region.click()
  await admin.getByRole("option", { name: "Tirol" }).click()
  await admin.getByRole("button", { name: "Save" }).click()
  await expect(admin.getByText("Working days saved")).toBeVisible()
  await admin.reload()
  await expect(region).toHaveValue("Tirol")
  await country.click()
  await country.fill(before.country || "Germany")
  await admin.getByRole("option", { name: before.country || "Germany", exact: true }).click()
  await admin.getByRole("button", { name: "Save" }).click()
  await expect(admin.getByRole("button", { name: "Save" })).toBeDisabled()

  await admin.getByLabel("Day", { exact: true }).fill("2027-03-10")
  await admin.getByLabel("Name").fill(name)
  await admin.getByRole("button", { name: "Add day off" }).click()
  const line = admin.getByRole("list", { name: "Days off" }).getByRole("listitem").filter({ hasText: name })
  await expect(line).toBeVisible()
  await line.getByRole("button", { name: `Delete ${name}` }).click()
  await expect(line).toHaveCount(0)

  await admin.goto("/settings?view=time")
  const steps = admin.getByRole("textbox", { name: "Steps" })
  const was = await steps.inputValue()
  for (const value of ["15 min", was]) {
    if (value === (await steps.inputValue())) continue
    await steps.click()
    await admin.getByRole("option", { name: value, exact: false }).first().click()
    const save = admin.getByRole("region", { name: "Rounding" }).getByRole("button", { name: "Save" })
    await save.click()
    await expect(save).toBeDisabled()
  }
})
