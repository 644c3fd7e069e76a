import type { Page } from "@playwright/test"
import { ask, change, newName } from "./ask"
import { addCampaignMember, newCampaign } from "./campaigns-data"
import { whoIs } from "./clients-data"
import { newDependency } from "./gantt-data"
import { phone, wide } from "./reach"
import { newTask, readTask, updateTask } from "./tasks-data"
import { expect, expectAccessible, expectNoSideways, provokes, settled, test } from "./test"

const patient = { timeout: 30_000 }
/** A Monday in whose weeks the demo has no holidays. */
const monday = "2027-02-01"

const addressOf = (...people: string[]) =>
  `/workload?week=${monday}${people.map((id) => `&open=${id}`).join("")}`
const rowsOf = (page: Page, personId: string) => page.locator(`[data-person="${personId}"]`)
const rowOf = (page: Page, personId: string, taskId: string) =>
  rowsOf(page, personId).locator(`[data-task="${taskId}"]`)
/** The part of a task that lies in one of the weeks. */
const partOf = (page: Page, personId: string, taskId: string, week: number) =>
  rowOf(page, personId, taskId).locator(`[data-week="${week}"] > div`)
const toast = (page: Page, text: string | RegExp) => page.getByRole("alert").filter({ hasText: text })

/** A campaign of the manager on which the member works, with tasks of the member; the second waits for the first. */
async function newWork(manager: Page, member: Page) {
  const me = await whoIs(member)
  const days = { startDay: monday, endDay: "2027-06-25" }
  const { id: campaignId } = await newCampaign(manager, { name: newName("Auslastung"), ...days })
  await addCampaignMember(manager, { id: campaignId, userId: me.id })
  const make = (title: string) =>
    newTask(manager, {
      ...{ title: newName(title), campaignId, durationDays: 3, estimateMinutes: 600 },
      ...{ responsibleId: me.id, assigneeIds: [me.id] },
    })
  return { me, campaignId, make }
}

/** The person below somebody in the table, brought into sight with them. */
async function personBelow(page: Page, personId: string) {
  const rows = rowsOf(page, personId)
  await rows.evaluate((element) => element.scrollIntoView({ block: "center" }))
  const id = await rows.evaluate((element) => element.nextElementSibling?.getAttribute("data-person"))
  if (!id) throw new Error("The last one has nobody below.")
  const people = await ask<{ id: string; name: string }[]>(page, "users.directory", {})
  return { id, name: people.find((each) => each.id === id)?.name ?? "" }
}

/** Drags a task from its part in one of the weeks to the middle of something else. */
async function dragTo(page: Page, part: ReturnType<typeof partOf>, to: ReturnType<typeof rowsOf>) {
  const [from, target] = [await part.boundingBox(), await to.boundingBox()]
  if (from === null || target === null) throw new Error("What is dragged is not to be seen.")
  await page.mouse.move(from.x + 20, from.y + from.height / 2)
  await page.mouse.down()
  await page.mouse.move(from.x + 32, from.y + from.height / 2, { steps: 3 })
  await page.mouse.move(target.x + target.width / 2, target.y + target.height / 2, { steps: 6 })
  await page.waitForTimeout(60)
  await page.mouse.up()
}

test("a task is dragged to another week and to another person; others see it, and undo takes it back", async ({
  pageOf,
}) => {
  test.setTimeout(120_000)
  const [manager, member] = [await pageOf("manager"), await pageOf("team_member")]
  const { me, make } = await newWork(manager, member)
  const { id } = await make("Plakat")
  const { title } = await readTask(manager, id)
  for (const page of [manager, member]) {
    await page.goto(addressOf(me.id))
    await expect(partOf(page, me.id, id, 0)).toHaveText("10 h", patient)
  }
  const below = await personBelow(manager, me.id)
  await settled(manager)

  await dragTo(manager, partOf(manager, me.id, id, 0), rowOf(manager, me.id, id).locator('[data-week="2"]'))
  await expect(toast(manager, `${title} is now on 15`)).toBeVisible(patient)
  for (const page of [manager, member]) {
    await expect(partOf(page, me.id, id, 2), "live").toHaveText("10 h", patient)
    await expect(partOf(page, me.id, id, 0)).toHaveCount(0)
  }
  expect(await readTask(manager, id)).toMatchObject({ startDay: "2027-02-15", endDay: "2027-02-17" })
  await toast(manager, title).getByRole("button", { name: "Undo" }).click()
  for (const page of [manager, member]) await expect(partOf(page, me.id, id, 0)).toBeVisible(patient)

  await dragTo(manager, partOf(manager, me.id, id, 0), rowsOf(manager, below.id))
  await expect(toast(manager, `${title} is assigned to ${below.name}`)).toBeVisible(patient)
  await expect(rowOf(member, me.id, id), "live").toHaveCount(0, patient)
  const given = await readTask(manager, id)
  expect([given.responsible?.id, given.assignees.map((each) => each.id)]).toEqual([below.id, [below.id]])
  await rowsOf(member, below.id).locator("[data-unfold]").click()
  await expect(partOf(member, below.id, id, 0)).toHaveText("10 h", patient)
  await toast(manager, `${title} is assigned to ${below.name}`).getByRole("button", { name: "Undo" }).click()
  await expect(partOf(member, me.id, id, 0), "live").toBeVisible(patient)
  expect((await readTask(manager, id)).responsible?.id).toBe(me.id)
})

test("by keys: a week later with what waits for it, and to another person whose load is shown", async ({
  pageOf,
}) => {
  test.setTimeout(120_000)
  const [manager, member] = [await pageOf("manager"), await pageOf("team_member")]
  const { me, make } = await newWork(manager, member)
  const [first, then] = [await make("Entwurf"), await make("Druck")]
  await newDependency(manager, { predecessorId: first.id, successorId: then.id })
  const { title } = await readTask(member, first.id)
  await member.goto(addressOf(me.id))
  await expect(partOf(member, me.id, first.id, 0)).toBeVisible(patient)
  await settled(member)
  const choose = async (item: string) => {
    await member.getByRole("button", { name: `Move ${title}…` }).focus()
    await member.keyboard.press("Enter")
    await member.getByRole("menuitem", { name: item }).focus()
    await member.keyboard.press("Enter")
  }
  await choose("Move one week later")
  const dialog = member.getByRole("dialog", { name: `Move ${title}?` })
  await expect(dialog.getByText("2 tasks move")).toBeVisible(patient)
  await member.keyboard.press("Escape")
  await expect(dialog).toHaveCount(0)
  await expect(partOf(member, me.id, first.id, 0), "it goes back").toBeVisible()
  expect((await readTask(member, first.id)).startDay).toBe(monday)
  await choose("Move one week later")
  await expect(dialog.getByRole("button", { name: "Move task" })).toBeFocused()
  await member.keyboard.press("Enter")
  await expect(toast(member, "2 tasks moved")).toBeVisible(patient)
  expect((await readTask(member, then.id)).startDay).toBe("2027-02-11")
  await toast(member, "2 tasks moved").getByRole("button", { name: "Undo" }).click()
  await expect(partOf(member, me.id, first.id, 0)).toBeVisible(patient)
  await choose("Move one week earlier")
  await expect(toast(member, `${title} stays where it is`)).toBeVisible(patient)
  await expect(partOf(member, me.id, first.id, 0), "it goes back").toBeVisible()

  const { name } = await whoIs(manager)
  await choose("Reassign")
  const giving = member.getByRole("dialog", { name: `Reassign ${title} from ${me.name}` })
  await giving.getByRole("textbox", { name: "Person" }).fill(name)
  await expect(member.getByRole("option", { name })).toContainText(/h of \d/)
  await member.getByRole("option", { name }).click()
  await giving.getByRole("button", { name: "Move", exact: true }).click()
  await expect(toast(member, `${title} is assigned to ${name}`)).toBeVisible(patient)
  await expect(rowOf(member, me.id, first.id)).toHaveCount(0)
})

test("what somebody else has changed meanwhile is not run over: the sentence is shown and the task goes back", async ({
  pageOf,
}) => {
  provokes(409)
  const [manager, member] = [await pageOf("manager"), await pageOf("team_member")]
  const { me, make } = await newWork(manager, member)
  const { id } = await make("Konflikt")
  await manager.goto(addressOf(me.id))
  await expect(partOf(manager, me.id, id, 0)).toBeVisible(patient)
  const below = await personBelow(manager, me.id)
  await settled(manager)
  // The page does not hear of the change before the drop.
  let hold = true
  await manager.route(/workload\.tasks/, async (route) => {
    while (hold) await new Promise((resolve) => setTimeout(resolve, 50))
    await route.continue().catch(() => undefined)
  })
  const { version } = await readTask(member, id)
  await updateTask(member, { id, version, changes: { progress: 50 } })
  await dragTo(manager, partOf(manager, me.id, id, 0), rowsOf(manager, below.id))
  await expect(toast(manager, "Someone else changed this task")).toBeVisible(patient)
  hold = false
  await expect(partOf(manager, me.id, id, 0)).toHaveText("5 h", patient)
  expect((await readTask(manager, id)).responsible?.id).toBe(me.id)
})

test("work on campaigns of others is a figure without a name, and who does no tasks has no workload", async ({
  pageOf,
}) => {
  const [manager, member, finance] = [
    await pageOf("manager"),
    await pageOf("team_member"),
    await pageOf("finance"),
  ]
  const [boss, secret] = [await whoIs(manager), newName("Geheim")]
  const { id: campaignId } = await newCampaign(manager, {
    ...{ name: newName("Fremd"), startDay: monday, endDay: "2027-03-26" },
  })
  const { id } = await newTask(manager, {
    ...{ title: secret, campaignId, estimateMinutes: 6_000, durationDays: 2, assigneeIds: [boss.id] },
  })
  await manager.goto(addressOf(boss.id))
  await expect(partOf(manager, boss.id, id, 0)).toHaveText("100 h", patient)
  await expect(rowsOf(manager, boss.id).getByRole("img", { name: "Overbooked:" }).first()).toBeVisible()
  await member.goto(addressOf(boss.id))
  await expect(rowsOf(member, boss.id).getByRole("rowheader", { name: /^Other work/ })).toBeVisible(patient)
  await expect(member.getByText(secret)).toHaveCount(0)
  await expect(member.getByText(/^billable ÷ capacity/)).toBeVisible()
  await finance.goto("/workload")
  await expect(finance.getByText("Page not found")).toBeVisible()
})

test("an admin sets somebody's hours a day, and the capacity of their weeks follows", async ({ pageOf }) => {
  const [admin, member] = [await pageOf("admin"), await pageOf("team_member")]
  const me = await whoIs(member)
  const set = async (dailyMinutes: number) => {
    const { version } = await ask<{ version: number }>(admin, "users.get", { id: me.id })
    await change(admin, "users.setHours", { id: me.id, version, dailyMinutes })
  }
  await set(480)
  await member.goto(addressOf())
  await expect(rowsOf(member, me.id)).toContainText("8 h a day", patient)
  await admin.goto(`/people?person=${me.id}`)
  const hours = admin.getByRole("region", { name: "Hours" })
  await hours.getByRole("textbox", { name: "Hours a day" }).fill("6.5")
  await hours.getByRole("button", { name: "Change hours" }).click()
  await expect(toast(admin, `${me.name} works 6.5 hours a day`)).toBeVisible()
  await expect(rowsOf(member, me.id), "live").toContainText("6 h 30 min a day", patient)
  await expect(rowsOf(member, me.id).locator('[data-week="0"]').first()).toContainText("of 33 h")
  await toast(admin, "6.5 hours").getByRole("button", { name: "Undo" }).click()
  await expect(rowsOf(member, me.id), "live").toContainText("8 h a day", patient)
})

test("an unfolded workload and its dialog are accessible and fit a phone", async ({ pageOf }) => {
  test.setTimeout(120_000)
  const [manager, member] = [await pageOf("manager"), await pageOf("team_member")]
  const { me, make } = await newWork(manager, member)
  await make("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft")
  const look = async (size: typeof wide, colorScheme: "light" | "dark", part: "all" | "colours") => {
    await member.setViewportSize(size)
    await member.emulateMedia({ colorScheme, reducedMotion: "reduce" })
    await settled(member)
    await expectNoSideways(member)
    await expectAccessible(member, part)
  }
  await member.goto(`${addressOf(me.id)}&text=${encodeURIComponent(me.name)}`)
  await expect(rowsOf(member, me.id).getByText(/^Donau/)).toBeVisible(patient)
  await look(phone, "light", "all")
  await look(wide, "dark", "colours")
  await member.getByRole("button", { name: /^Move Donau/ }).click()
  await member.getByRole("menuitem", { name: "Reassign" }).click()
  await expect(member.getByRole("dialog")).toBeVisible()
  await look(phone, "dark", "all")
})
