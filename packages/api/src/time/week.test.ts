import { campaignMembers } from "@alphas/db/schema/campaigns"
import { dayIn, dayNumberOf, dayOf } from "@alphas/domain/days"
import { and, eq, sql } from "drizzle-orm"
import { describe, expect, it } from "vitest"
import { eachInWorld } from "../test-world"
import type { TestApi } from "../testing"
import { mondayOf } from "./guard"
import { type TimeWorld, timeWorld, waiting } from "./testing"

let api: TestApi
let world: TimeWorld

eachInWorld(timeWorld, (opened, made) => {
  ;[api, world] = [opened, made]
})

const db = () => api.database.connection.db

const monday = "2026-05-04"
const day = "2026-05-06"

const week = async () => (await world.time().weeks.get({ monday })).entries

describe("the grid of a week", () => {
  const cell = (minutes: number, seen: number) =>
    world.time().weeks.setCell({ ...world.about(), day, minutes, seen })
  const lengths = async () => (await week()).map(({ minutes }) => minutes).sort()

  it("is set cell by cell, under the entry that is there, and keeps what the timer measured", async () => {
    const [first] = (await cell(120, 0)).ids
    expect((await cell(90, 120)).ids).toEqual([first])
    expect(await week()).toMatchObject([{ id: first, minutes: 90, version: 2 }])
    await world.time().create({ ...world.about(), day, from: "09:00", to: "10:00" })
    expect(await lengths()).toEqual([60, 90])
    await cell(75, 150)
    expect(await lengths()).toEqual([15, 60])
    await expect(cell(30, 75)).rejects.toThrow(/timer logged 60 minutes/)
    await cell(60, 75)
    expect(await lengths()).toEqual([60])
    await cell(80, 60)
    expect(await lengths()).toEqual([20, 60])
    expect(await world.totals()).toMatchObject({ minutes: 80 })
  })

  it("changes the minutes of a cell's one entry and nothing else of it", async () => {
    const id = await world.enter(day, 60, { note: "Workshop", billable: false })
    await cell(90, 60)
    expect(await week()).toMatchObject([{ id, minutes: 90, note: "Workshop", billable: false }])
    await cell(0, 90)
    expect(await week()).toEqual([])
    expect(await world.totals()).toMatchObject({ minutes: 0 })
  })

  it("does not mix entries: where several could take the difference it is refused, and all stay as they are", async () => {
    const [workshop, own] = [
      await world.enter(day, 120, { note: "Workshop" }),
      await world.enter(day, 60, { billable: false }),
    ]
    for (const minutes of [210, 60, 0]) {
      await expect(cell(minutes, 180)).rejects.toMatchObject({
        details: { fields: { minutes: [expect.stringMatching(/several entries\./)] } },
      })
    }
    expect(await cell(180, 180), "nothing to change").toMatchObject({ minutes: 180 })
    expect(await week()).toMatchObject([
      { id: workshop, minutes: 120, note: "Workshop", billable: true, version: 1 },
      { id: own, minutes: 60, note: null, billable: false, version: 1 },
    ])
  })

  it("adds to what the clock measured as that is billed, and not where that differs", async () => {
    const clock = (from: string, to: string, billable: boolean) =>
      world.time().create({ ...world.about(), day, from, to, billable })
    await clock("09:00", "10:00", false)
    await cell(90, 60)
    expect((await week()).map(({ minutes, billable }) => [minutes, billable])).toEqual([
      [60, false],
      [30, false],
    ])
    await cell(60, 90)
    await clock("11:00", "12:00", true)
    await expect(cell(150, 120)).rejects.toThrow(/several entries\./)
  })

  it("overwrites nothing that was not seen: two tabs, or two at the same moment", async () => {
    await cell(60, 0)
    await expect(cell(90, 0)).rejects.toMatchObject({
      reason: "stale_version",
      details: { current: { minutes: 60 } },
    })
    expect(await cell(60, 0), "what is there already").toMatchObject({ minutes: 60 })
    const both = await Promise.allSettled([cell(75, 60), cell(80, 60)])
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
    expect(await lengths()).toHaveLength(1)
  })

  it("keeps one's own time on a task that one no longer sees, to be put right where it is", async () => {
    const { time, campaign, member, totals } = world
    const id = await world.enter(day, 45)
    await db()
      .delete(campaignMembers)
      .where(and(eq(campaignMembers.campaignId, campaign.id), eq(campaignMembers.userId, member.id)))
    expect(await week()).toMatchObject([{ id, task: null, unseenTask: true, minutes: 45 }])
    await time().update({ id, version: 1, changes: { minutes: 50, note: "Call" } })
    const whole = { campaignId: campaign.id, taskId: null, day }
    await time().weeks.setCell({ ...whole, minutes: 10, seen: 0 })
    expect(await week()).toMatchObject([
      { id, unseenTask: true, minutes: 50, note: "Call" },
      { task: null, unseenTask: false, minutes: 10 },
    ])
    expect((await totals()).ofTask).toBe(50)
    await expect(
      time().update({ id, version: 2, changes: { taskId: await world.task("another") } }),
    ).rejects.toMatchObject({ reason: "not_found" })
    await time().remove({ id, version: 2 })
    expect((await totals()).ofTask).toBe(0)
  })
})

describe("a week's steps", () => {
  it("do not close a week over a timer that runs in it: it is stopped first, or forgotten", async () => {
    const { time, member, step } = world
    const today = dayIn("Europe/Berlin", new Date())
    const [thisWeek, weekBefore] = [mondayOf(today), mondayOf(dayOf(dayNumberOf(today) - 7))]
    await time().timer.start(world.about())
    await expect(step(member, thisWeek, "submit")).rejects.toMatchObject({
      reason: "workflow",
      message: expect.stringMatching(
        /Your timer has been running since .* Stop or discard it, then submit the week\./,
      ),
    })
    expect(await time().weeks.get({ monday: thisWeek })).toMatchObject({ state: "open", version: 0 })
    await step(member, weekBefore, "submit")
    await step(member, weekBefore, "withdraw")
    await world.ranFor(8 * 24 * 60)
    await expect(step(member, weekBefore, "submit"), "it began there").rejects.toThrow(
      /Your timer has been running/,
    )
    await time().timer.stop({ ...(await world.seen()), discard: true })
    await step(member, thisWeek, "submit")
    await step(member, thisWeek, "withdraw")
  })

  it("submit it, approve it by somebody else, and keep it until it is opened again with a reason", async () => {
    const { time, member, manager, other, step } = world
    const id = await world.enter("2026-05-04", 60)
    await step(member, monday, "submit")
    await expect(world.enter("2026-05-05", 5)).rejects.toThrow(/submitted\. Withdraw it before you change it/)
    await expect(time().weeks.step({ monday, version: 1, step: "approve" })).rejects.toMatchObject({
      reason: "forbidden",
    })
    await expect(step(other, monday, "approve")).rejects.toMatchObject({ reason: "forbidden" })
    const [waiting] = (await time(manager).weeks.submitted()).filter(({ person }) => person.id === member.id)
    expect(waiting).toMatchObject({
      monday,
      minutes: 60,
      billableMinutes: 60,
      expectedMinutes: 2400,
      version: 1,
    })
    await expect(step(manager, monday, "sendBack")).rejects.toThrow(/Enter a reason/)
    await step(manager, monday, "approve")
    await expect(time().update({ id, version: 1, changes: { minutes: 5 } })).rejects.toThrow(/approved/)
    await expect(step(member, monday, "withdraw")).rejects.toMatchObject({ reason: "workflow" })
    await step(manager, monday, "reopen", "Tuesday is missing.")
    expect(await time().weeks.get({ monday })).toMatchObject({ state: "open", reason: "Tuesday is missing." })
    await expect(time(other).weeks.get({ monday, userId: member.id })).rejects.toMatchObject({
      reason: "not_found",
    })
    await time().update({ id, version: 1, changes: { minutes: 5 } })
  })

  it("show whoever approves them what the person works in them, without leave", async () => {
    const { member, manager, step, time } = world
    await world.enter("2026-05-12", 60)
    await step(member, "2026-05-11", "submit")
    const expected = async () =>
      (await time(manager).weeks.submitted()).find(
        (week) => week.person.id === member.id && week.monday === "2026-05-11",
      )?.expectedMinutes
    expect(await expected()).toBe(5 * 480)
    const leave = { fromDay: "2026-05-13", toDay: "2026-05-20" }
    await api.as(member).calendar.leave.create(leave)
    expect(await expected()).toBe(2 * 480)
    await step(member, "2026-05-11", "withdraw")
  })

  it("name the version seen: a week that was withdrawn, changed and submitted again is not approved unseen", async () => {
    const { time, member, manager, step } = world
    const id = await world.enter("2026-05-04", 60)
    const { version } = await step(member, monday, "submit")
    const approve = { monday, userId: member.id, version, step: "approve" as const }
    await step(member, monday, "withdraw")
    await time().update({ id, version: 1, changes: { minutes: 600 } })
    await step(member, monday, "submit")
    await expect(time(manager).weeks.step(approve)).rejects.toMatchObject({
      reason: "stale_version",
      details: { current: { state: "submitted", version: 3 } },
    })
    await time(manager).weeks.step({ ...approve, version: 3 })
    expect(await time().weeks.get({ monday })).toMatchObject({ state: "approved", version: 4 })
  })

  it("wait for what is being entered: either it is in the week that is submitted, or it is refused", async () => {
    const { time, member, step, campaign } = world
    let created: Promise<unknown> = Promise.resolve()
    let submitted: Promise<unknown> = Promise.resolve()
    let isSubmitted = false
    await db().transaction(async (tx) => {
      // What is entered has looked at the week, and waits for the campaign.
      await tx.execute(sql`select from campaigns where id = ${campaign.id} for update`)
      created = time().create({ ...world.about(), day, minutes: 60 })
      await waiting(api, 1)
      submitted = time()
        .weeks.step({ monday, version: 0, step: "submit", confirm: true })
        .then(() => {
          isSubmitted = true
        })
      await waiting(api, 2)
      expect(isSubmitted).toBe(false)
    })
    await Promise.all([created, submitted])
    expect(await week()).toMatchObject([{ minutes: 60 }])
    await expect(time().create({ ...world.about(), day, minutes: 5 })).rejects.toThrow(/submitted/)
    await step(member, monday, "withdraw")
  })
})
