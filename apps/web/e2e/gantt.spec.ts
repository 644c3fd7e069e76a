import { newBigPlan, newChain, newTask, readPlan } from "./gantt-data"
import { barOf, chartOf, ghosts, grab, line, newPlan, patient, planned, row, scrolledTo } from "./gantt-page"
import { expectReach, phone } from "./reach"
import { spaced } from "./spaced"
import { expect, provokes, test } from "./test"

test("a bar is dragged: its successors show where they go, others see the move, and undo takes it back", async ({
  pageOf,
}) => {
  test.setTimeout(120_000)
  const [manager, member] = [await pageOf("manager"), await pageOf("team_member")]
  const id = await newPlan(manager, member)
  await newChain(manager, id, { Briefing: 2, Concept: 3, Design: 5, Launch: 0 })
  const before = await planned(manager, id)
  for (const page of [manager, member]) {
    await page.goto(chartOf(id))
    await expect(row(page, "Concept")).toBeVisible(patient)
  }
  const bar = await scrolledTo(manager, "Concept")
  await grab(manager, bar.middle, 7)
  await expect(line(manager)).toContainText(/3 tasks move; the last task ends .+ instead of .+/)
  await expect(ghosts(manager)).toHaveCount(3)
  await expect(ghosts(manager).first()).toContainText("+5 d")
  expect(await planned(manager, id), "nothing is moved before the drop").toEqual(before)
  await manager.mouse.up()
  await expect(manager.getByText(/3 tasks moved; the last task now ends/)).toBeVisible(patient)

  const after = await planned(manager, id)
  expect(after.Concept).toBe("2026-10-14..2026-10-16")
  expect(after.Design).toBe("2026-10-19..2026-10-23")
  await expect(row(member, "Concept"), "live").toContainText(spaced("14 – 16 Oct"), patient)

  await manager.getByRole("button", { name: "Undo" }).click()
  await expect(row(manager, "Concept")).toContainText(spaced("7 – 9 Oct"), patient)
  await expect(row(member, "Concept")).toContainText(spaced("7 – 9 Oct"), patient)
  expect(await planned(manager, id)).toEqual(before)
})

test("a bar is made longer at its end, progress is drawn, and Escape gives a drag up", async ({ pageOf }) => {
  test.setTimeout(120_000)
  const page = await pageOf("manager")
  const id = await newPlan(page)
  await newChain(page, id, { Text: 3, Film: 3 })
  await page.goto(chartOf(id))
  await expect(row(page, "Text")).toBeVisible(patient)
  let bar = await scrolledTo(page, "Text")
  await grab(page, { x: bar.x + bar.width - 2, y: bar.middle.y }, 1)
  await expect(line(page)).toContainText("2 tasks move")
  await page.keyboard.press("Escape")
  await expect(line(page)).toBeEmpty()
  await page.mouse.up()
  expect((await planned(page, id)).Text).toBe("2026-10-05..2026-10-07")

  await grab(page, { x: bar.x + bar.width - 2, y: bar.middle.y }, 1)
  await page.mouse.up()
  await expect(row(page, "Text")).toContainText("4 working days", patient)
  // The chart shows it before the server has it.
  await expect.poll(async () => (await planned(page, id)).Film).toBe("2026-10-09..2026-10-13")

  bar = await barOf(page, "Text")
  await page.mouse.move(bar.x, bar.y + bar.height - 1)
  await page.mouse.down()
  await page.mouse.move(bar.x + bar.width / 2, bar.y + bar.height - 1, { steps: 4 })
  await page.mouse.up()
  await expect(row(page, "Text")).toContainText("50 % done", patient)
  await expect(page.getByText("“Text” is 50 % done")).toBeVisible()
})

test("keys: rows, a move by a working day, progress, a resize, collapse, and the list of keys", async ({
  pageOf,
}) => {
  test.setTimeout(120_000)
  const page = await pageOf("manager")
  const id = await newPlan(page)
  const ids = await newChain(page, id, { Eins: 3, Zwei: 2 })
  await page.goto(`/schedule?open=${id}`)
  await expect(row(page, "Eins")).toBeVisible(patient)
  const list = page.getByRole("treegrid", { name: "Schedule of all campaigns" })
  await row(page, "Eins").click()
  await expect(list).toBeFocused()
  await page.keyboard.down("Shift")
  await page.keyboard.press("ArrowRight")
  await page.keyboard.press("ArrowRight")
  await expect(line(page)).toContainText("2 tasks move")
  await expect(ghosts(page).first()).toContainText("+2 d")
  expect((await planned(page, id)).Eins).toBe("2026-10-05..2026-10-07")
  await page.keyboard.up("Shift")
  await expect(row(page, "Eins")).toContainText(spaced("7 – 9 Oct"), patient)
  await expect(row(page, "Zwei")).toContainText(spaced("12 – 13 Oct"))

  await page.keyboard.down("Shift")
  await page.keyboard.press("ArrowRight")
  await expect(line(page)).toContainText("2 tasks move")
  await page.keyboard.press("Escape")
  await page.keyboard.up("Shift")
  await expect(line(page)).toBeEmpty()

  await page.keyboard.down("Shift")
  await page.keyboard.press("ArrowUp")
  await page.keyboard.press("ArrowUp")
  await expect(line(page)).toContainText("“Eins” becomes 10 % done")
  await page.keyboard.up("Shift")
  await expect(row(page, "Eins")).toContainText("10 % done", patient)
  await expect
    .poll(async () => (await readPlan(page, id)).tasks.find(({ title }) => title === "Eins")?.progress)
    .toBe(10)

  await page.keyboard.press("Alt+ArrowRight")
  await expect(row(page, "Eins")).toContainText("4 working days", patient)
  await page.keyboard.press("ArrowDown")
  await expect(row(page, "Zwei")).toHaveAttribute("aria-selected", "true")
  await page.keyboard.press("ArrowLeft")
  await page.keyboard.press("ArrowLeft")
  await expect(row(page, "Zwei")).toHaveCount(0)
  await expect(page).not.toHaveURL(new RegExp(id))
  await page.keyboard.press("ArrowRight")
  await expect(row(page, "Zwei")).toBeVisible()
  await page.keyboard.press("?")
  await expect(page.getByRole("dialog")).toContainText("Move the task by a working day")
  await page.keyboard.press("Escape")
  await row(page, "Zwei").click()
  await page.keyboard.press("Enter")
  await expect(page).toHaveURL(new RegExp(`/tasks/${ids.Zwei}`))
})

test("tasks are linked and unlinked in a dialog, and a cycle is refused with its path", async ({
  pageOf,
}) => {
  provokes(412)
  test.setTimeout(120_000)
  const page = await pageOf("manager")
  const id = await newPlan(page)
  await newChain(page, id, { Anfang: 2, Mitte: 2 })
  await newTask(page, { campaignId: id, title: "Extra", durationDays: 1 })
  await page.goto(chartOf(id))
  await row(page, "Extra").click(patient)
  await page.keyboard.press("l")
  const dialog = page.getByRole("dialog", { name: "Dependencies of Extra" })
  await expect(dialog).toContainText("No dependencies yet.")
  await dialog.getByRole("textbox", { name: "Task" }).fill("Mitt")
  await page.getByRole("option", { name: "Mitte" }).click()
  await dialog.getByRole("textbox", { name: "Lag in working days" }).fill("1")
  await dialog.getByRole("button", { name: "Add dependency" }).click()
  await expect(dialog.getByRole("list", { name: "Dependencies" })).toContainText("Mitte", patient)
  expect((await planned(page, id)).Extra).toBe("2026-10-12..2026-10-12")

  const undo = async (said: string) => {
    await page.getByRole("alert").filter({ hasText: said }).getByRole("button", { name: "Undo" }).click()
    await expect(page.getByRole("alert").filter({ hasText: said })).toHaveCount(0)
  }
  await undo("Dependency added")
  await expect(dialog).toContainText("No dependencies yet.", patient)
  expect((await planned(page, id)).Extra).toBe("2026-10-05..2026-10-05")
  await dialog.getByRole("textbox", { name: "Task" }).fill("Mitt")
  await page.getByRole("option", { name: "Mitte" }).click()
  await dialog.getByRole("button", { name: "Add dependency" }).click()
  await expect(dialog.getByRole("list", { name: "Dependencies" })).toContainText("Mitte", patient)
  const lag = dialog.getByRole("textbox", { name: "Lag of the dependency with Mitte" })
  await lag.fill("3")
  await lag.press("Enter")
  await expect.poll(async () => (await planned(page, id)).Extra).toBe("2026-10-14..2026-10-14")
  await undo("Dependency changed")
  await expect.poll(async () => (await planned(page, id)).Extra).toBe("2026-10-12..2026-10-12")

  await dialog.getByText("Successor", { exact: true }).click()
  await dialog.getByRole("textbox", { name: "Task" }).fill("Anf")
  await page.getByRole("option", { name: "Anfang" }).click()
  await dialog.getByRole("button", { name: "Add dependency" }).click()
  await expect(dialog.getByRole("alert")).toContainText(/depend on each other in a cycle/)
  for (const title of ["Anfang", "Mitte", "Extra"])
    await expect(dialog.getByRole("alert")).toContainText(title)

  await dialog.getByRole("button", { name: "Remove the dependency with Mitte" }).click()
  await expect(dialog).toContainText("No dependencies yet.", patient)
  expect((await planned(page, id)).Extra).toBe("2026-10-05..2026-10-05")
})

test("the chart is saved as a picture, and zoom and place stay in the address", async ({ pageOf }) => {
  const page = await pageOf("manager")
  const id = await newPlan(page)
  await newChain(page, id, { "Umlaut & <Zeichen>": 2, Ende: 0 })
  await page.goto(chartOf(id))
  await expect(row(page, "Ende")).toBeVisible(patient)
  await page.getByText("Month", { exact: true }).click()
  await expect(page).toHaveURL(/zoom=month/)
  await page.reload()
  await expect(row(page, "Ende")).toBeVisible(patient)
  await expect(page.getByRole("radio", { name: "Month" })).toBeChecked()
  await page.getByRole("button", { name: "Export" }).click()
  const saving = page.waitForEvent("download")
  await page.getByRole("menuitem", { name: "Save as PNG" }).click()
  const saved = await saving
  expect(saved.suggestedFilename()).toMatch(/^Schedule of Plan .+\.png$/)
  const parts: Buffer[] = []
  for await (const part of await saved.createReadStream()) parts.push(part)
  const png = Buffer.concat(parts)
  expect(png.subarray(1, 4).toString()).toBe("PNG")
  expect(png.readUInt32BE(16), "pixels wide").toBeGreaterThan(1000)
})

test("a plan with more rows than a picture holds is saved whole, as numbered pictures; one that cannot be drawn is told", async ({
  pageOf,
}) => {
  test.setTimeout(120_000)
  const page = await pageOf("manager")
  const id = await newPlan(page)
  await newBigPlan(page, id, 500)
  await page.goto(chartOf(id))
  await expect(row(page, "Task 1")).toBeVisible(patient)
  const names: string[] = []
  page.on("download", (download) => names.push(download.suggestedFilename()))
  await page.getByRole("button", { name: "Export" }).click()
  await page.getByRole("menuitem", { name: "Save as PNG" }).click()
  await expect(page.getByText("The schedule is saved as 2 images")).toBeVisible(patient)
  await expect
    .poll(() => names.map((name) => name.slice(-13)).sort())
    .toEqual([" (1 of 2).png", " (2 of 2).png"])

  await page.evaluate(() => {
    HTMLImageElement.prototype.decode = () =>
      Promise.reject(new DOMException("The source image cannot be decoded."))
  })
  await page.getByRole("button", { name: "Export" }).click()
  await page.getByRole("menuitem", { name: "Print or save as PDF" }).click()
  await expect(page.getByText("The browser could not draw the schedule")).toBeVisible()
  await expect(page.locator("[data-gantt-print]")).toHaveCount(0)
})

test("the schedule is accessible, a list on a phone, and not there for who may not see tasks", async ({
  pageOf,
}) => {
  test.setTimeout(120_000)
  const [page, finance] = [await pageOf("manager"), await pageOf("finance")]
  const id = await newPlan(page)
  await newChain(page, id, {
    Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft: 2,
    Ende: 0,
  })
  await page.goto(chartOf(id))
  await expect(page.getByText("Ende").first()).toBeVisible(patient)
  await expectReach(page)
  await row(page, "Ende").click()
  await page.keyboard.press("l")
  await expect(page.getByRole("dialog")).toBeVisible()
  await expectReach(page)
  await page.keyboard.press("Escape")
  await page.setViewportSize(phone)
  await expect(page.getByRole("list", { name: /^Schedule of Plan/ })).toBeVisible()
  await page.goto("/schedule")
  await expect(page.getByRole("list", { name: "Schedule of all campaigns" })).toBeVisible(patient)

  await finance.goto("/schedule")
  await expect(finance.getByText("Page not found")).toBeVisible()
})
