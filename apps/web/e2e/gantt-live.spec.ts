import { newChain, newTask, readPlan, removeTask, reschedule } from "./gantt-data"
import { chartOf, ghosts, grab, line, newPlan, patient, planned, row, scrolledTo } from "./gantt-page"
import { spaced } from "./spaced"
import { expect, provokes, settled, test } from "./test"

test("somebody else's move during a drag: the drag goes on and its preview follows", async ({ pageOf }) => {
  test.setTimeout(120_000)
  const [manager, admin] = [await pageOf("manager"), await pageOf("admin")]
  const id = await newPlan(manager)
  const ids = await newChain(manager, id, { Alpha: 2, Beta: 2, Gamma: 2 })
  await manager.goto(chartOf(id))
  await expect(row(manager, "Beta")).toBeVisible(patient)
  const bar = await scrolledTo(manager, "Beta")
  await grab(manager, bar.middle, 7)
  await expect(line(manager)).toContainText("2 tasks move")
  const { tasks } = await readPlan(admin, id)
  const seen = tasks.map(({ id: task, version }) => ({ id: task, version }))
  await reschedule(admin, { campaignId: id, changes: [{ id: ids.Gamma ?? "", durationDays: 4 }], seen })
  await expect(row(manager, "Gamma"), "arrives during the drag").toContainText("4 working days", patient)
  await expect(line(manager), "and the drag is still there").toContainText("2 tasks move")
  await manager.mouse.up()
  await expect(manager.getByText(/2 tasks moved/)).toBeVisible(patient)
  const after = await planned(manager, id)
  expect([after.Beta, after.Gamma]).toEqual(["2026-10-14..2026-10-15", "2026-10-16..2026-10-21"])
})

test("the axis begins earlier during a drag: the bar stays under the hand", async ({ pageOf }) => {
  test.setTimeout(120_000)
  const [manager, admin] = [await pageOf("manager"), await pageOf("admin")]
  const id = await newPlan(manager)
  await newChain(manager, id, { Alpha: 2, Beta: 2, Gamma: 2 })
  await manager.goto(chartOf(id))
  await expect(row(manager, "Beta")).toBeVisible(patient)
  const bar = await scrolledTo(manager, "Beta")
  await grab(manager, bar.middle, 7)
  await expect(ghosts(manager).first()).toContainText("+5 d")
  // By four months, which are 1,800 pixels.
  await newTask(admin, { campaignId: id, title: "Vorlauf", mode: "manual", startDay: "2026-06-01" })
  await expect(row(manager, "Vorlauf"), "arrives during the drag").toBeVisible(patient)
  await manager.mouse.move(bar.middle.x + 7 * 15 + 1, bar.middle.y)
  await expect(line(manager)).toContainText("2 tasks move")
  await expect(ghosts(manager).first()).toContainText("+5 d")
  await manager.mouse.up()
  await expect(manager.getByText(/2 tasks moved/)).toBeVisible(patient)
  expect((await planned(manager, id)).Beta).toBe("2026-10-14..2026-10-15")
})

test("a task that is deleted while somebody drags it: the drag says so, and moves nothing", async ({
  pageOf,
}) => {
  test.setTimeout(120_000)
  const [manager, admin] = [await pageOf("manager"), await pageOf("admin")]
  const id = await newPlan(manager)
  await newChain(manager, id, { Alpha: 2, Beta: 2, Gamma: 2 })
  await manager.goto(chartOf(id))
  await expect(row(manager, "Beta")).toBeVisible(patient)
  const remove = async (title: string) => {
    const task = (await readPlan(admin, id)).tasks.find((each) => each.title === title)
    if (task === undefined) throw new Error(`${title} is not in the plan.`)
    await removeTask(admin, { id: task.id, version: task.version })
    await expect(line(manager)).toContainText(`Someone else deleted “${title}”`, patient)
    const before = await planned(manager, id)
    await manager.mouse.up()
    await expect(manager.getByRole("alert").filter({ hasText: title })).toContainText(
      "Someone else deleted this task, so your change was not saved.",
    )
    await expect(line(manager)).toBeEmpty()
    expect(await planned(manager, id)).toEqual(before)
  }
  await grab(manager, (await scrolledTo(manager, "Beta")).middle, 7)
  await expect(line(manager)).toContainText("2 tasks move")
  await remove("Beta")

  const bar = await scrolledTo(manager, "Gamma")
  await manager.mouse.move(bar.x, bar.y + bar.height - 1)
  await manager.mouse.down()
  await manager.mouse.move(bar.x + bar.width / 2, bar.y + bar.height - 1, { steps: 4 })
  await remove("Gamma")
})

test("a move that calculated with an old plan is refused, says why, and leaves nothing half-moved", async ({
  pageOf,
}) => {
  provokes(409)
  test.setTimeout(120_000)
  const [manager, admin] = [await pageOf("manager"), await pageOf("admin")]
  const id = await newPlan(manager)
  const ids = await newChain(manager, id, { Rot: 2, Gelb: 2 })
  await manager.goto(chartOf(id))
  await expect(row(manager, "Gelb")).toBeVisible(patient)
  await settled(manager)
  const bar = await scrolledTo(manager, "Rot")
  // The page does not hear of the change before the drop.
  let hold = true
  await manager.route(/schedule\.plan/, async (route) => {
    while (hold) await new Promise((resolve) => setTimeout(resolve, 50))
    await route.continue()
  })
  const { tasks } = await readPlan(admin, id)
  const seen = tasks.map(({ id: task, version }) => ({ id: task, version }))
  await reschedule(admin, { campaignId: id, changes: [{ id: ids.Gelb ?? "", durationDays: 5 }], seen })
  await grab(manager, bar.middle, 2)
  await manager.mouse.up()
  await expect(manager.getByText("Someone else changed this schedule")).toBeVisible(patient)
  hold = false
  await expect(row(manager, "Gelb")).toContainText("5 working days", patient)
  await expect(row(manager, "Rot")).toContainText(spaced("5 – 6 Oct"))
})
