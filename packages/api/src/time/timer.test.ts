import { timers } from "@alphas/db/schema/time"
import { dayNumberOf, dayOf } from "@alphas/domain/days"
import { instantsOf } from "@alphas/domain/time/clock"
import { describe, expect, it } from "vitest"
import { eachInWorld } from "../test-world"
import type { TestApi } from "../testing"
import { mondayOf } from "./guard"
import { type TimeWorld, timeWorld } from "./testing"

let api: TestApi
let world: TimeWorld

eachInWorld(timeWorld, (opened, made) => {
  ;[api, world] = [opened, made]
})

const db = () => api.database.connection.db

describe("the timer", () => {
  it("enters what was begun, though the task was removed and the campaign archived meanwhile", async () => {
    const { timer } = world.time()
    await timer.start(world.about())
    const manager = api.as(world.manager)
    const { version } = await manager.tasks.get({ id: world.taskId })
    await manager.tasks.remove({ id: world.taskId, version })
    const { version: ofCampaign } = await manager.campaigns.get({ id: world.campaign.id })
    await manager.campaigns.archive({ id: world.campaign.id, version: ofCampaign })
    await world.ranFor(30)
    expect(await timer.stop(await world.seen())).toMatchObject({ minutes: 30 })
    expect((await api.as(world.admin).campaigns.get({ id: world.campaign.id })).minutes).toBe(30)
  })

  it("runs once for a person, is stopped from anywhere, and is rounded by the agency's rule", async () => {
    const { time, about, admin } = world
    const { timer } = time()
    const { id } = await timer.start({ ...about(), note: "Draft" })
    await expect(timer.start(about())).rejects.toThrow(/already running/)
    expect(await timer.get()).toMatchObject({ id, note: "Draft", task: { title: "work" }, version: 1 })
    expect(await time(world.other).timer.get()).toBeNull()
    await timer.update({ id, version: 1, ...about(), note: "Final", billable: false })
    await world.ranFor(50)
    const rules = await time(admin).rules.get()
    await time(admin).rules.update({
      version: rules.version,
      changes: { roundingMinutes: 15, rounding: "up" },
    })
    const { ids, minutes } = await timer.stop({ id, version: 2 })
    // Around midnight each of the two days is rounded by itself.
    expect(minutes).toBe(ids.length === 1 ? 60 : minutes)
    expect(minutes % 15).toBe(0)
    expect((await time().list({})).items[0]).toMatchObject({
      note: "Final",
      billable: false,
      startedAt: expect.any(String),
    })
    await expect(timer.stop({ id, version: 2 })).rejects.toMatchObject({ reason: "not_found" })
    const next = await timer.start(about())
    expect(await timer.stop({ id: next.id, version: 1, discard: true })).toEqual({ ids: [], minutes: 0 })
    await time(admin).rules.update({
      version: rules.version + 1,
      changes: { roundingMinutes: 1, rounding: "nearest" },
    })
  })

  it("started twice at the same moment runs once", async () => {
    const { timer } = world.time()
    const ends = await Promise.allSettled([1, 2, 3, 4].map(() => timer.start(world.about())))
    expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
  })

  it("that another tab stopped is not taken for the one that was started since: whoever comes late sees which runs", async () => {
    const { timer } = world.time()
    const first = await timer.start({ ...world.about(), note: "A" })
    await timer.stop({ id: first.id, version: 1 })
    const second = await timer.start({ ...world.about(), note: "B" })
    expect(second.id).not.toBe(first.id)
    const late = { id: first.id, version: 1 }
    const stale = {
      reason: "stale_version",
      message: expect.stringMatching(/stopped elsewhere, and another one is running/),
      details: { current: { id: second.id, note: "B", version: 1, campaign: { id: world.campaign.id } } },
    }
    await expect(timer.stop({ ...late, discard: true })).rejects.toMatchObject(stale)
    await expect(timer.stop(late)).rejects.toMatchObject(stale)
    await expect(timer.update({ ...late, ...world.about(), note: "C" })).rejects.toMatchObject(stale)
    expect(await timer.get()).toMatchObject({ id: second.id, note: "B" })
    await timer.update({ id: second.id, version: 1, ...world.about(), note: "Not A at all" })
    await expect(timer.stop({ id: second.id, version: 1 })).rejects.toThrow(/changed elsewhere/)
    expect((await world.time().list({ campaignId: [world.campaign.id] })).items).toHaveLength(1)
  })
})

describe("a timer that ran on", () => {
  const zone = "Europe/Berlin"
  /** Day and time as the member's clock shows them so many minutes ago. */
  const ago = (minutes: number) => {
    const [day = "", time = ""] = new Date(Date.now() - minutes * 60_000)
      .toLocaleString("sv-SE", { timeZone: zone })
      .split(" ")
    return { day, time: time.slice(0, 5) }
  }

  it("is stopped at a time that has passed, within what it ran", async () => {
    const { timer } = world.time()
    await timer.start(world.about())
    await world.ranFor(600)
    const seen = await world.seen()
    const ends = async (minutes: number) => timer.stop({ ...seen, end: ago(minutes) })
    await expect(ends(-60)).rejects.toMatchObject({ details: { fields: { "end.time": [/yet to come/] } } })
    await expect(ends(660)).rejects.toMatchObject({
      details: { fields: { "end.time": [expect.stringContaining(`started on ${ago(600).day} at`)] } },
    })
    expect(await timer.get(), "what is refused changes nothing").not.toBeNull()
    const { minutes } = await ends(540)
    expect(minutes).toBeGreaterThanOrEqual(59)
    expect(minutes).toBeLessThanOrEqual(61)
  })

  it("into a closed day says so, and is stopped before it", async () => {
    const { timer } = world.time()
    const today = ago(0).day
    const monday = mondayOf(today)
    const sunday = dayOf(dayNumberOf(monday) - 1)
    const startedAt = new Date(instantsOf(zone, sunday, "12:00")[0] ?? 0).toISOString()
    const runsSinceSunday = async () => {
      await timer.start(world.about())
      await db().update(timers).set({ startedAt })
      return world.seen()
    }
    const locked = await runsSinceSunday()
    await world.lock(`${today.slice(0, 7)}-01`)
    await expect(timer.stop(locked)).rejects.toThrow(/is locked.*Set an earlier end time/)
    await world.lock(`${today.slice(0, 7)}-01`, false)
    await timer.stop({ ...locked, discard: true })
    // A week that is submitted already keeps nobody from starting one.
    await world.step(world.member, monday, "submit")
    const seen = await runsSinceSunday()
    await expect(timer.stop(seen)).rejects.toThrow(
      /This week is submitted\. Withdraw it before you change it\. Set an earlier end time, or discard the timer\./,
    )
    expect(await timer.get(), "what is refused changes nothing").toMatchObject({ startedAt })
    expect((await world.time().list({})).items).toEqual([])
    expect(await timer.stop({ ...seen, end: { day: sunday, time: "18:00" } })).toMatchObject({ minutes: 360 })
  })

  it("past what a day can have is refused at its end, and stopped earlier", async () => {
    const { timer } = world.time()
    const { day } = ago(24 * 60)
    await world.enter(day, 1_400)
    await timer.start(world.about())
    await world.ranFor(2 * 24 * 60)
    const seen = await world.seen()
    await expect(timer.stop(seen)).rejects.toMatchObject({
      message: expect.stringMatching(/more than its 24 hours\. Set an earlier end time/),
      details: { fields: { "end.time": expect.any(Array) } },
    })
    await timer.stop({ ...seen, end: ago(2 * 24 * 60 - 5) })
    expect((await world.time().list({ from: day })).items.map(({ minutes }) => minutes)).toContain(1_400)
  })
})
