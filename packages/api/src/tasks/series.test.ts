import { makeCampaign, makeUser, type UserRow } from "@alphas/db/factories"
import type { Task } from "@alphas/domain/tasks/dto"
import { sql } from "drizzle-orm"
import { beforeEach, describe, expect, it } from "vitest"
import { eachInWorld } from "../test-world"
import type { TestApi } from "../testing"
import { type TaskWorld, taskWorld } from "./testing"

let api: TestApi
let world: TaskWorld
let admin: UserRow
let colleague: UserRow

eachInWorld(taskWorld, (opened, made) => {
  ;[api, world] = [opened, made]
})
beforeEach(async () => {
  const { db } = api.database.connection
  admin = await makeUser(db, { role: "admin" })
  colleague = await makeUser(db, { role: "manager" })
  await db.execute(sql`delete from days_off`)
})

const tasks = (who: UserRow = world.manager) => api.as(who).tasks

async function dayOff(from: string, days: number) {
  for (let index = 0; index < days; index++) {
    const day = new Date(Date.parse(from) + index * 86_400_000).toISOString().slice(0, 10)
    await api.as(admin).calendar.setDayOff({ day, name: "Day off" })
  }
}

/** Completes a task and the `turns` that follow it; answers the rule's days and the planned days of all. */
async function series(first: string, turns: number) {
  const days: { occursOn: string | null; startDay: string }[] = []
  let id: string | undefined = first
  for (let turn = 0; turn <= turns && id !== undefined; turn++) {
    const { version, occursOn, startDay }: Task = await world.get(id)
    days.push({ occursOn, startDay })
    if (turn === turns) break
    let saved = await tasks(colleague).step({ id, version, step: "start" })
    saved = await tasks(colleague).step({ id, version: saved.version, step: "submit" })
    id = (await tasks().step({ id, version: saved.version, step: "approve" })).next?.id
  }
  return { rule: days.map(({ occursOn }) => occursOn), planned: days.map(({ startDay }) => startDay) }
}

/** A campaign of the manager from a day on, whose years are enough for the series below. */
const campaignFrom = (startDay: string) =>
  makeCampaign(api.database.connection.db, { managerId: world.manager.id, startDay, endDay: "2028-12-31" })

interface Case {
  what: string
  notBefore: string
  recurrence: string
  off?: [from: string, days: number]
  rule: string[]
  planned: string[]
}

const cases: Case[] = [
  {
    what: "every second Friday, named for a holiday",
    notBefore: "2025-10-03",
    recurrence: "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR",
    off: ["2025-10-03", 1],
    rule: ["2025-10-03", "2025-10-17", "2025-10-31", "2025-11-14"],
    planned: ["2025-10-06", "2025-10-17", "2025-10-31", "2025-11-14"],
  },
  {
    what: "every other 31st, from a Saturday",
    notBefore: "2026-01-31",
    recurrence: "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=31",
    rule: ["2026-01-31", "2026-03-31", "2026-05-31", "2026-07-31"],
    planned: ["2026-02-02", "2026-03-31", "2026-06-01", "2026-07-31"],
  },
  {
    what: "every month by the day of the first, which is a Saturday",
    notBefore: "2025-05-31",
    recurrence: "FREQ=MONTHLY",
    rule: ["2025-05-31", "2025-07-31", "2025-08-31", "2025-10-31"],
    planned: ["2025-06-02", "2025-07-31", "2025-09-01", "2025-10-31"],
  },
  {
    what: "every year at Christmas, when nobody works",
    notBefore: "2025-12-25",
    recurrence: "FREQ=YEARLY",
    off: ["2025-12-24", 9],
    rule: ["2025-12-25", "2026-12-25", "2027-12-25"],
    planned: ["2026-01-02", "2026-12-25", "2027-12-27"],
  },
]

describe("a series whose first task falls on a day off keeps its rhythm", () => {
  for (const { what, notBefore, recurrence, off, rule, planned } of cases) {
    for (const later of [false, true])
      it(`${what}${later ? ", the rule set later" : ""}`, async () => {
        if (off) await dayOff(...off)
        const campaign = await campaignFrom("2025-01-06")
        const about = { campaignId: campaign.id, title: "Report", notBefore }
        const { id, version } = await tasks().create(later ? about : { ...about, recurrence })
        if (later) await tasks().update({ id, version, changes: { recurrence } })
        expect(await series(id, rule.length - 1)).toEqual({ rule, planned })
      })
  }

  it("by hand, on the very day that was named", async () => {
    const campaign = await campaignFrom("2026-03-02")
    const { id } = await tasks().create({
      campaignId: campaign.id,
      title: "Market stall",
      mode: "manual",
      startDay: "2026-03-07",
      recurrence: "FREQ=WEEKLY",
    })
    expect(await series(id, 2)).toEqual({
      rule: ["2026-03-07", "2026-03-14", "2026-03-21"],
      planned: ["2026-03-07", "2026-03-16", "2026-03-23"],
    })
  })

  it("when leave moves it, and the day of its rule stays though it is dragged or its rule changes", async () => {
    const { member, campaign, manager } = world
    await api.as(member).calendar.leave.create({ fromDay: "2026-03-06", toDay: "2026-03-10" })
    const id = await world.task("Post", { notBefore: "2026-03-06", responsibleId: member.id })
    let { version, startDay } = await world.get(id)
    expect(startDay).toBe("2026-03-11")
    await tasks().update({ id, version, changes: { recurrence: "FREQ=WEEKLY" } })
    expect((await world.get(id)).occursOn).toBe("2026-03-06")
    ;({ version } = await world.get(id))
    await tasks().update({ id, version, changes: { recurrence: "FREQ=WEEKLY;INTERVAL=2" } })
    const seen = await world.get(id)
    expect(seen.occursOn).toBe("2026-03-06")
    await api.as(manager).schedule.reschedule({
      campaignId: campaign.id,
      changes: [{ id, startDay: "2026-03-12" }],
      seen: [{ id, version: seen.version }],
    })
    expect(await series(id, 1)).toEqual({
      rule: ["2026-03-06", "2026-03-20"],
      planned: ["2026-03-12", "2026-03-20"],
    })
  })

  it("goes from the planned day where other work, or nobody's wish, decided on it", async () => {
    const before = await world.task("Before", { durationDays: 4 })
    const id = await world.task("After", { notBefore: "2026-03-02" })
    await api.as(world.manager).schedule.dependencies.create({ predecessorId: before, successorId: id })
    const { version } = await world.get(id)
    await tasks().update({ id, version, changes: { recurrence: "FREQ=WEEKLY" } })
    expect(await world.get(id)).toMatchObject({ occursOn: "2026-03-06", startDay: "2026-03-06" })
    const plain = await world.task("Plain", { recurrence: "FREQ=DAILY" })
    expect(await world.get(plain)).toMatchObject({ occursOn: "2026-03-02" })
  })
})
