import { makeCampaign, makeUser } from "@alphas/db/factories"
import { campaigns } from "@alphas/db/schema/campaigns"
import { describe, expect, it } from "vitest"
import { eachInWorld } from "../test-world"
import type { TestApi } from "../testing"
import { type TaskWorld, taskWorld } from "./testing"

let api: TestApi
let world: TaskWorld

eachInWorld(taskWorld, (opened, made) => {
  ;[api, world] = [opened, made]
})

const db = () => api.database.connection.db
const tasks = () => api.as(world.manager).tasks
const schedule = () => api.as(world.manager).schedule
const get = (id: string) => tasks().get({ id })

describe("an archived campaign", () => {
  it("is left as it is: its tasks, dependencies and KPIs change no more, until it is restored", async () => {
    const { manager, campaign } = world
    const { campaigns: all } = api.as(manager)
    const [a = "", b = ""] = await world.chain("a", "b")
    const { id: kpiId } = await all.kpis.create({
      ...{ campaignId: campaign.id, kpi: { name: "Leads", unit: "leads", target: 10 } },
    })
    const [found] = (await get(b)).dependencies
    const before = await world.days()
    const archived = await all.archive({ id: campaign.id, version: 1 })
    const { version } = await get(a)
    const dependency = { id: found?.id ?? "", version: 1 }
    const tried: (() => Promise<unknown>)[] = [
      () => world.task("c"),
      () => tasks().update({ id: a, version, changes: { title: "A" } }),
      () => tasks().step({ id: a, version, step: "start" }),
      () => tasks().place({ id: a, afterId: b }),
      () => tasks().assign({ id: a, version, responsibleId: null, assigneeIds: [world.member.id] }),
      () => tasks().checklist.add({ taskId: a, text: "Point" }),
      () => tasks().remove({ id: a, version }),
      () => schedule().dependencies.update({ ...dependency, type: "start_start", lagDays: 1 }),
      () => schedule().dependencies.remove(dependency),
      () =>
        schedule().reschedule({ campaignId: campaign.id, changes: [{ id: a, durationDays: 2 }], seen: [] }),
      () => all.kpis.setValue({ id: kpiId, day: "2026-04-01", value: 1 }),
      () => all.kpis.update({ id: kpiId, version: 1, changes: { target: 20 } }),
      () => all.kpis.create({ campaignId: campaign.id, kpi: { name: "B", unit: "b", target: 1 } }),
    ]
    for (const attempt of tried)
      await expect(attempt()).rejects.toMatchObject({
        reason: "workflow",
        message: expect.stringMatching(/is archived and cannot change\. Restore it first/),
      })
    expect(await world.days()).toEqual(before)
    await all.restore({ id: campaign.id, version: archived.version })
    await tasks().update({ id: a, version, changes: { title: "A" } })
  })
})

describe("a task", () => {
  it("begins with its campaign, or on the day that was named, and lasts working days", async () => {
    await world.task("plain")
    await world.task("long", { durationDays: 6 })
    await world.task("later", { notBefore: "2026-03-07", durationDays: 2 })
    await world.task("fair", { mode: "manual", startDay: "2026-03-07" })
    await world.task("launch", { durationDays: 0 })
    await world.task("early", { mode: "manual", startDay: "2026-02-03", durationDays: 3 })
    await world.task("eve", { mode: "manual", startDay: "2026-02-01", durationDays: 0 })
    expect(await world.days()).toEqual({
      plain: "03-02..03-02",
      long: "03-02..03-09",
      later: "03-09..03-10",
      fair: "03-07..03-07",
      launch: "03-02..03-02",
      early: "02-03..02-05",
      eve: "02-01..02-01",
    })
  })

  it("that is automatic does not begin before the first day that was named for it", async () => {
    await world.task("a", { startDay: "2026-03-11" })
    await world.task("b", { startDay: "2026-03-11", notBefore: "2026-03-12" })
    expect(await world.days()).toEqual({ a: "03-11..03-11", b: "03-12..03-12" })
    expect(await tasks().board({ campaignId: world.campaign.id })).toMatchObject([
      { notBefore: "2026-03-11", mode: "automatic" },
      { notBefore: "2026-03-12" },
    ])
  })

  it("counts in its campaign's totals, weighted by duration, a task of parts by its parts", async () => {
    const whole = await world.task("whole", { durationDays: 10 })
    await world.task("part", { parentId: whole, durationDays: 3 })
    const id = await world.task("other", { durationDays: 1 })
    await tasks().update({ id, version: 1, changes: { progress: 80 } })
    expect(await api.as(world.manager).campaigns.get({ id: world.campaign.id })).toMatchObject({
      tasksTotal: 3,
      tasksDone: 0,
      progress: 20,
      forecastDay: "2026-03-13",
      nextDueDay: "2026-03-02",
      lastDueDay: "2026-03-13",
    })
  })

  it("that was planned beyond the end and is done makes no campaign late", async () => {
    const id = await world.task("long", { durationDays: 100 })
    const health = async () => {
      const campaign = await api.as(world.manager).campaigns.get({ id: world.campaign.id })
      return [campaign.health, campaign.forecastDay, campaign.lastDueDay]
    }
    expect(await health()).toEqual(["late", "2026-07-17", "2026-07-17"])
    const step = async (who: TaskWorld["member"], name: "start" | "submit" | "approve") =>
      api.as(who).tasks.step({ id, version: (await get(id)).version, step: name })
    await step(world.member, "start")
    await step(world.member, "submit")
    await step(world.other, "approve")
    const nextYear = `${new Date().getFullYear() + 1}-12-31`
    await api.as(world.manager).campaigns.update({
      ...{ id: world.campaign.id, version: 1, changes: { endDay: nextYear, startDay: "2026-03-01" } },
    })
    await db().update(campaigns).set({ endDay: "2099-01-01", forecastDay: "2099-02-01" })
    expect(await health()).toEqual(["on_track", "2099-02-01", null])
  })

  it("refuses bad input with a sentence at the field", async () => {
    const id = await world.task("whole")
    const part = await world.task("part", { parentId: id })
    await expect(world.task("x", { parentId: part })).rejects.toThrow(/Subtasks cannot have subtasks/)
    await expect(world.task("x", { progress: 101 })).rejects.toThrow(/Progress must be at most 100/)
    await expect(world.task("x", { estimateMinutes: -1 })).rejects.toThrow(/must not be negative/)
    await expect(world.task("x", { durationDays: -1 })).rejects.toThrow(/negative length/)
    const other = await makeCampaign(db(), { managerId: world.manager.id })
    await expect(world.task("x", { campaignId: other.id, parentId: id })).rejects.toThrow(
      /belongs to the campaign/,
    )
    const viewer = await makeUser(db(), { role: "client_viewer" })
    const fields = (...names: string[]) => ({
      details: {
        fields: Object.fromEntries(
          names.map((name) => [name, [expect.stringMatching(/client viewers do not/)]]),
        ),
      },
    })
    await expect(world.task("x", { assigneeIds: [viewer.id] })).rejects.toMatchObject(fields("assigneeIds"))
    await expect(world.task("x", { responsibleId: viewer.id })).rejects.toMatchObject(fields("responsibleId"))
    await expect(
      tasks().assign({ id, version: 1, responsibleId: viewer.id, assigneeIds: [world.member.id] }),
    ).rejects.toMatchObject(fields("responsibleId"))
  })

  it("makes whoever it is assigned to work on the campaign, who then cannot be removed while it is open", async () => {
    const id = await world.task("work")
    await expect(api.as(world.stranger).tasks.get({ id })).rejects.toMatchObject({ reason: "not_found" })
    await tasks().assign({ id, version: 1, responsibleId: world.stranger.id, assigneeIds: [world.member.id] })
    const seen = await api.as(world.stranger).tasks.get({ id })
    expect(seen.responsible?.id).toBe(world.stranger.id)
    expect(seen.assignees.map((person) => person.id)).toEqual([world.stranger.id, world.member.id])
    await expect(
      api.as(world.manager).campaigns.removeMember({ id: world.campaign.id, userId: world.stranger.id }),
    ).rejects.toThrow(/1 open task /)
    await tasks().assign({ id, version: 2, responsibleId: null, assigneeIds: [] })
    await api.as(world.manager).campaigns.removeMember({ id: world.campaign.id, userId: world.stranger.id })
    await expect(api.as(world.stranger).tasks.get({ id })).rejects.toMatchObject({ reason: "not_found" })
  })

  it("is removed with its parts, what waited moves up, and all comes back", async () => {
    const [a, , c] = await world.chain("a", "b", "c")
    await world.task("part", { parentId: a ?? "" })
    await tasks().remove({ id: a ?? "", version: 1 })
    expect(await world.days()).toEqual({ b: "03-02..03-02", c: "03-03..03-03" })
    await tasks().restore({ id: a ?? "", version: 2 })
    expect(await world.days()).toMatchObject({ a: "03-02..03-02", c: "03-04..03-04", part: "03-02..03-02" })
    await tasks().remove({ id: a ?? "", version: 3 })
    await schedule().dependencies.create({ predecessorId: c ?? "", successorId: await world.task("d") })
    await expect(get(a ?? "")).rejects.toMatchObject({ reason: "not_found" })
  })

  it("has a checklist that two people tick without disturbing each other", async () => {
    const id = await world.task("work", { checklist: ["one", "two"] })
    const { checklist } = await get(id)
    expect(checklist.map(({ text, done }) => [text, done])).toEqual([
      ["one", false],
      ["two", false],
    ])
    await Promise.all([
      api.as(world.member).tasks.checklist.update({ id: checklist[0]?.id ?? "", changes: { done: true } }),
      api.as(world.other).tasks.checklist.update({ id: checklist[1]?.id ?? "", changes: { done: true } }),
    ])
    expect(await get(id)).toMatchObject({ checklistTotal: 2, checklistDone: 2, version: 1 })
    await tasks().checklist.add({ taskId: id, text: "three" })
    await tasks().checklist.remove({ id: checklist[0]?.id ?? "" })
    expect((await get(id)).checklist.map(({ text }) => text)).toEqual(["two", "three"])
  })

  it("that was removed with its whole comes back with it, and not before", async () => {
    const whole = await world.task("whole")
    const part = await world.task("part", { parentId: whole })
    const { version: ofPart } = await tasks().remove({ id: part, version: (await get(part)).version })
    const { version } = await tasks().remove({ id: whole, version: (await get(whole)).version })
    await expect(tasks().restore({ id: part, version: ofPart })).rejects.toThrow(
      /Restore the parent task first/,
    )
    await tasks().restore({ id: whole, version })
    await tasks().restore({ id: part, version: ofPart })
    expect(Object.keys(await world.days()).sort()).toEqual(["part", "whole"])
  })
})
