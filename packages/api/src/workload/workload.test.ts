import { makeCampaign, makeUser } from "@alphas/db/factories"
import { leaves } from "@alphas/db/schema/calendar"
import { afterAll, beforeAll, expect, it } from "vitest"
import { type TaskWorld, taskWorld } from "../tasks/testing"
import { type TestApi, testApi } from "../testing"

let api: TestApi
let world: TaskWorld

beforeAll(async () => {
  api = await testApi()
  world = await taskWorld(api)
})
afterAll(async () => {
  expect(api.unguarded).toEqual([])
  await api.close()
})

it("shows capacity, assigned and booked time of everybody who does tasks, as numbers", async () => {
  const { member, other, manager, stranger } = world
  await api.database.connection.db
    .insert(leaves)
    .values({ userId: other.id, fromDay: "2026-03-02", toDay: "2026-03-03" })
  await world.task("work", { durationDays: 6, estimateMinutes: 720, assigneeIds: [member.id, other.id] })
  await api.as(member).time.create({ campaignId: world.campaign.id, day: "2026-03-10", minutes: 90 })
  const seen = await api.as(stranger).workload.list({ monday: "2026-03-02", weeks: 2 })
  const of = (id: string) => seen.find(({ person }) => person.id === id)?.weeks
  expect(of(member.id)).toMatchObject([
    { capacity: 2_400, assigned: 300, booked: 0 },
    { capacity: 2_400, assigned: 60, booked: 90, billable: 90 },
  ])
  expect(of(other.id)).toMatchObject([
    { capacity: 1_440, assigned: 270 },
    { capacity: 2_400, assigned: 90 },
  ])
  expect(of(manager.id)).toMatchObject([{ assigned: 0 }, { assigned: 0 }])
  const finance = await makeUser(api.database.connection.db, { role: "finance" })
  await expect(api.as(finance).workload.list({ monday: "2026-03-02" })).rejects.toMatchObject({
    reason: "forbidden",
  })
  await expect(api.as(member).workload.list({ monday: "2026-03-03" })).rejects.toThrow(
    /Identify a week by its Monday/,
  )
})

it("shows the same load of a week wherever the view begins, with the leave of weeks that are not shown", async () => {
  const { db } = api.database.connection
  const who = await makeUser(db)
  await db.insert(leaves).values({ userId: who.id, fromDay: "2026-03-16", toDay: "2026-03-18" })
  await world.task("long", {
    ...{ notBefore: "2026-03-16", durationDays: 15, estimateMinutes: 1_200, assigneeIds: [who.id] },
  })
  const { workload } = api.as(world.manager)
  for (const monday of ["2026-03-16", "2026-03-23", "2026-03-30"]) {
    const weeks = (await workload.list({ monday, weeks: 1 })).find(
      ({ person }) => person.id === who.id,
    )?.weeks
    const { tasks } = await workload.tasks({ userId: who.id, monday, weeks: 1 })
    // Twelve days on which they are there.
    const assigned = monday === "2026-03-16" ? 200 : 500
    expect(weeks, monday).toMatchObject([{ assigned }])
    expect(tasks, monday).toMatchObject([{ load: [assigned] }])
  }
  const shown = await workload.list({ monday: "2026-03-09", weeks: 2 })
  expect(shown.find(({ person }) => person.id === who.id)?.weeks).toMatchObject([{}, { assigned: 200 }])
})

it("shows what makes up somebody's load to who may see the tasks, and of the rest only the minutes", async () => {
  const { db } = api.database.connection
  const { member, other, stranger, task } = world
  const id = await task("seen", { durationDays: 5, estimateMinutes: 600, assigneeIds: [stranger.id] })
  const seen = (as: typeof member, userId: string) =>
    api.as(as).workload.tasks({ userId, monday: "2026-03-02", weeks: 2 })
  const elsewhere = await makeCampaign(db, { managerId: world.manager.id })
  await api.as(world.manager).tasks.create({
    ...{ campaignId: elsewhere.id, title: "secret", estimateMinutes: 120, assigneeIds: [stranger.id] },
  })
  expect(await seen(member, stranger.id)).toMatchObject({
    tasks: [{ id, title: "seen", load: [600, 0], campaign: { id: world.campaign.id } }],
    other: [120, 0],
  })
  const all = await seen(world.manager, stranger.id)
  expect(all.tasks.map(({ title }) => title).sort()).toEqual(["secret", "seen"])
  expect(all.other).toEqual([0, 0])
  const figures = await api.as(member).workload.list({ monday: "2026-03-02", weeks: 2 })
  const theirs = figures.find(({ person }) => person.id === stranger.id)
  expect(theirs).toMatchObject({ dailyMinutes: 480, weeks: [{ assigned: 720 }, { assigned: 0 }] })
  expect(await seen(other, world.manager.id)).toEqual({ tasks: [], other: [0, 0] })
  const [finance, gone] = [
    await makeUser(db, { role: "finance" }),
    await makeUser(db, { disabledAt: new Date().toISOString() }),
  ]
  for (const { id: nobody } of [finance, gone])
    await expect(seen(member, nobody)).rejects.toMatchObject({ reason: "not_found" })
  await expect(seen(finance, member.id)).rejects.toMatchObject({ reason: "forbidden" })
})

it("counts the hours that an admin says somebody works a day", async () => {
  const admin = await makeUser(api.database.connection.db, { role: "admin" })
  const { stranger } = world
  await api.as(admin).users.setHours({ id: stranger.id, version: 1, dailyMinutes: 300 })
  const [first] = (await api.as(stranger).workload.list({ monday: "2026-05-18", weeks: 1 })).filter(
    ({ person }) => person.id === stranger.id,
  )
  expect(first).toMatchObject({ dailyMinutes: 300, weeks: [{ capacity: 1_500 }] })
})

it("leaves out what an archived campaign has left open, and counts a task of parts by its parts", async () => {
  const { db } = api.database.connection
  const [lead, doer] = [await makeUser(db, { role: "manager" }), await makeUser(db)]
  const { tasks, campaigns, workload } = api.as(lead)
  const { id: campaignId } = await makeCampaign(db, { managerId: lead.id })
  const give = async (title: string, estimateMinutes: number, parentId?: string) =>
    tasks.create({ campaignId, title, estimateMinutes, parentId: parentId ?? null, assigneeIds: [doer.id] })
  const assigned = async () =>
    (await workload.list({ monday: "2026-03-02", weeks: 1 })).find(({ person }) => person.id === doer.id)
      ?.weeks[0]?.assigned
  const whole = await give("whole", 600)
  expect(await assigned()).toBe(600)
  const part = await give("part", 120, whole.id)
  expect(await assigned()).toBe(120)
  expect(
    (await workload.tasks({ userId: doer.id, monday: "2026-03-02", weeks: 1 })).tasks.map(
      ({ title }) => title,
    ),
  ).toEqual(["part"])
  await tasks.remove(part)
  expect(await assigned()).toBe(600)
  await campaigns.archive({ id: campaignId, version: 1 })
  expect(await assigned()).toBe(0)
})
