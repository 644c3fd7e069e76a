import { makeUser } from "@alphas/db/factories"
import { leaves } from "@alphas/db/schema/calendar"
import { tasks as rows, taskDependencies } from "@alphas/db/schema/tasks"
import { eq, inArray } from "drizzle-orm"
import { describe, expect, it } from "vitest"
import { type TaskWorld, taskWorld } from "../tasks/testing"
import { eachInWorld } from "../test-world"
import type { TestApi } from "../testing"

let api: TestApi
let world: TaskWorld

eachInWorld(taskWorld, (opened, made) => {
  ;[api, world] = [opened, made]
})

const db = () => api.database.connection.db
const tasks = () => api.as(world.manager).tasks
const schedule = () => api.as(world.manager).schedule
const get = (id: string) => tasks().get({ id })

describe("moving tasks", () => {
  const reschedule = async (
    change: { id: string; startDay?: string; notBefore?: string; mode?: "automatic" | "manual" },
    seen?: string[],
  ) => {
    const board = await tasks().board({ campaignId: world.campaign.id })
    const known = board.filter(({ id }) => seen === undefined || seen.includes(id))
    return schedule().reschedule({
      campaignId: world.campaign.id,
      changes: [change],
      seen: known.map(({ id, version }) => ({ id, version })),
    })
  }

  it("moves every successor in one transaction and one entry, and one undo takes it back, and back again", async () => {
    const [a] = await world.chain("a", "b", "c")
    const before = await world.days()
    const { undo, moved } = await reschedule({ id: a ?? "", startDay: "2026-03-05" })
    const after = { a: "03-05..03-05", b: "03-06..03-06", c: "03-09..03-09" }
    expect(await world.days()).toEqual(after)
    expect(moved).toHaveLength(3)
    const entries = await world.log("schedule")
    expect(entries.filter(({ verb }) => verb === "schedule.reschedule")).toHaveLength(1)
    const back = await schedule().undo({ campaignId: world.campaign.id, id: undo ?? "" })
    expect(await world.days()).toEqual(before)
    await schedule().undo({ campaignId: world.campaign.id, id: back.undo ?? "" })
    expect(await world.days()).toEqual(after)
    expect((await get(a ?? "")).notBefore).toBe("2026-03-05")
  })

  it("takes each task once: of two days for one it does not choose", async () => {
    const [a = ""] = await world.chain("a")
    const change = (startDay: string) => ({ id: a, startDay })
    const input = { campaignId: world.campaign.id, seen: [{ id: a, version: (await get(a)).version }] }
    await expect(
      schedule().reschedule({ ...input, changes: [change("2026-03-05"), change("2026-03-09")] }),
    ).rejects.toThrow(/listed twice/)
    expect(await world.days()).toEqual({ a: "03-02..03-02" })
  })

  it("is told in the history of each task that it moved, and of the campaign, with who did it", async () => {
    const [a = "", b = ""] = await world.chain("a", "b")
    const other = await world.task("other")
    await api.as(world.member).schedule.reschedule({
      campaignId: world.campaign.id,
      changes: [{ id: a, startDay: "2026-03-05" }],
      seen: await Promise.all([a, b].map(async (id) => ({ id, version: (await get(id)).version }))),
    })
    const history = async (entity: "task" | "campaign", id: string, who = world.manager) =>
      (await api.as(who).changes.history({ entity, id })).items.filter((item) => item.entity === "schedule")
    const moved = { verb: "schedule.reschedule", actor: { id: world.member.id } }
    expect((await history("task", b))[0]).toMatchObject({
      ...moved,
      fields: {
        startDay: { before: "2026-03-03", after: "2026-03-06" },
        endDay: { before: "2026-03-03", after: "2026-03-06" },
      },
    })
    expect(Object.keys((await history("task", a))[0]?.fields ?? {})).toEqual([
      "startDay",
      "endDay",
      "notBefore",
    ])
    expect(await history("task", other)).toEqual([])
    const [entry] = await history("campaign", world.campaign.id)
    expect(entry).toMatchObject({
      ...moved,
      fields: {
        [a]: { before: { startDay: "2026-03-02" }, after: { startDay: "2026-03-05", title: "a" } },
        [b]: { after: { title: "b", endDay: "2026-03-06" } },
      },
    })
    expect(entry?.clientId, "their client is not theirs to see").toBeNull()
    // Whoever sees the campaign's history and not its tasks is not told of them.
    const finance = await makeUser(db(), { role: "finance" })
    expect(await history("campaign", world.campaign.id, finance)).toEqual([])
  })

  it("tells of a change of many tasks the first few, and how many others there are", async () => {
    const first = await world.task("first")
    for (let number = 0; number < 24; number++) {
      const successorId = await world.task(`t${number}`)
      await schedule().dependencies.create({ predecessorId: first, successorId })
    }
    await reschedule({ id: first, startDay: "2026-03-05" })
    const { items } = await api
      .as(world.manager)
      .changes.history({ entity: "campaign", id: world.campaign.id })
    const fields = items.find(({ verb }) => verb === "schedule.reschedule")?.fields ?? {}
    expect(Object.keys(fields)).toHaveLength(21)
    expect(fields.others).toEqual({ after: 5 })
    expect(fields[first]).toMatchObject({ after: { title: "first" } })
  })

  it("is refused whole when a task that moves has changed meanwhile, was removed, or was not in the preview", async () => {
    const [a = "", b = "", c = ""] = await world.chain("a", "b", "c")
    const before = await world.days()
    const board = await tasks().board({ campaignId: world.campaign.id })
    const seen = board.map(({ id, version }) => ({ id, version }))
    const drag = () =>
      schedule().reschedule({
        campaignId: world.campaign.id,
        changes: [{ id: a, startDay: "2026-03-05" }],
        seen,
      })
    await tasks().update({
      id: c,
      version: seen.find(({ id }) => id === c)?.version ?? 0,
      changes: { title: "c" + "2" },
    })
    await expect(drag()).rejects.toMatchObject({ reason: "stale_version" })
    await expect(reschedule({ id: a, startDay: "2026-03-05" }, [a, b])).rejects.toMatchObject({
      reason: "stale_version",
    })
    await tasks().remove({ id: a, version: (await get(a)).version })
    await expect(reschedule({ id: a, startDay: "2026-03-05" })).rejects.toMatchObject({ reason: "not_found" })
    expect(Object.values(before)).toHaveLength(3)
    expect(await world.days()).toEqual({ b: "03-02..03-02", c2: "03-03..03-03" })
  })

  it("is not undone when one of its tasks has been changed since", async () => {
    const [a = "", b = ""] = await world.chain("a", "b")
    const { undo } = await reschedule({ id: a, startDay: "2026-03-05" })
    await tasks().update({ id: b, version: (await get(b)).version, changes: { progress: 10 } })
    await expect(schedule().undo({ campaignId: world.campaign.id, id: undo ?? "" })).rejects.toMatchObject({
      reason: "stale_version",
    })
  })

  it("is not undone where the plan lets its tasks stand no more", async () => {
    const [first, second] = [await world.task("first", { durationDays: 5 }), await world.task("second")]
    const { undo } = await reschedule({ id: second, notBefore: "2026-03-23" })
    await schedule().dependencies.create({ predecessorId: first, successorId: second })
    const before = await world.days()
    await expect(schedule().undo({ campaignId: world.campaign.id, id: undo ?? "" })).rejects.toMatchObject({
      reason: "workflow",
    })
    expect(await world.days()).toEqual(before)
  })

  it("goes around the leave of whoever is responsible, and moves when somebody else is", async () => {
    await db().insert(leaves).values({ userId: world.member.id, fromDay: "2026-03-03", toDay: "2026-03-04" })
    const id = await world.task("work", { durationDays: 2 })
    await tasks().assign({ id, version: 1, responsibleId: world.member.id, assigneeIds: [] })
    expect(await world.days()).toEqual({ work: "03-02..03-05" })
    await tasks().assign({
      id,
      version: (await get(id)).version,
      responsibleId: world.other.id,
      assigneeIds: [],
    })
    expect(await world.days()).toEqual({ work: "03-02..03-03" })
  })

  it("keeps the length of a task that was begun across leave, when it is put back or made manual", async () => {
    await db().insert(leaves).values({ userId: world.member.id, fromDay: "2026-03-03", toDay: "2026-03-04" })
    const id = await world.task("work", { durationDays: 2, responsibleId: world.member.id })
    const now = async () => {
      const { durationDays, startDay, endDay, version } = await get(id)
      return { durationDays, startDay, endDay, version }
    }
    const planned = { durationDays: 2, startDay: "2026-03-02", endDay: "2026-03-05" }
    const step = async (name: "start" | "putBack") =>
      tasks().step({ id, version: (await get(id)).version, step: name, reason: null })
    await step("start")
    expect(await now()).toMatchObject(planned)
    await step("putBack")
    expect(await now()).toMatchObject(planned)
    for (const mode of ["manual", "automatic"] as const) {
      await schedule().reschedule({
        campaignId: world.campaign.id,
        changes: [{ id, mode }],
        seen: [{ id, version: (await get(id)).version }],
      })
      expect(await now()).toMatchObject(planned)
    }
  })

  it("is done once where two people do it at the same moment", async () => {
    const [a = "", b = ""] = await world.chain("a", "b", "c")
    for (const day of ["2026-03-09", "2026-03-16", "2026-03-23"]) {
      const board = await tasks().board({ campaignId: world.campaign.id })
      const seen = board.map(({ id, version }) => ({ id, version }))
      const move = (who: TaskWorld["member"], id: string) =>
        api.as(who).schedule.reschedule({
          campaignId: world.campaign.id,
          changes: [{ id, startDay: day }],
          seen,
        })
      const ends = await Promise.allSettled([move(world.member, a), move(world.other, b)])
      expect(ends.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
      const [lost] = ends.filter((end) => end.status === "rejected")
      expect(lost?.reason).toMatchObject({ reason: "stale_version" })
    }
    const plan = await schedule().plan({ campaignId: world.campaign.id })
    const of = (title: string) => plan.tasks.find((task) => task.title === title)
    // Whichever came first, the plan is whole: what waits begins the day after.
    expect([
      ["2026-03-23", "2026-03-24"],
      ["2026-03-24", "2026-03-25"],
    ]).toContainEqual([of("b")?.startDay, of("c")?.startDay])
  })

  it("is refused beyond the days that plans reach, by a length, a dependency, or a template's worth of both", async () => {
    const ids = await world.chain("a", "b", "c")
    const [a = ""] = ids
    const far = { reason: "limit", message: expect.stringMatching(/beyond 2036-03-02: plans reach 10 years/) }
    const before = await world.days()
    await expect(world.task("far", { notBefore: "2036-03-01", durationDays: 9 })).rejects.toMatchObject(far)
    const move = { id: a, startDay: "2036-03-03" }
    await expect(reschedule(move)).rejects.toMatchObject(far)
    const early = { mode: "manual" as const, startDay: "2016-02-29" }
    await expect(reschedule({ id: a, ...early })).rejects.toMatchObject({ reason: "limit" })
    await db().update(rows).set({ durationDays: 500 })
    for (let number = 0; number < 30; number++)
      ids.push(await world.task(`t${number}`, { notBefore: "2026-03-02" }))
    await db().update(rows).set({ durationDays: 2_000 }).where(inArray(rows.id, ids))
    const dependencies = ids.slice(3).map((successorId, index) => ({
      campaignId: world.campaign.id,
      predecessorId: ids[index + 2] ?? "",
      successorId,
    }))
    await db().insert(taskDependencies).values(dependencies.slice(0, -1))
    const { predecessorId = "", successorId = "" } = dependencies.at(-1) ?? {}
    await expect(schedule().dependencies.create({ predecessorId, successorId })).rejects.toMatchObject(far)
    expect((await get(successorId)).dependencies).toEqual([])
    expect(Object.keys(before)).toEqual(["a", "b", "c"])
  })

  it("goes on beside a task that is out of reach already, and takes that one back within", async () => {
    const [a = "", b = ""] = [await world.task("a"), await world.task("b")]
    await db()
      .update(rows)
      .set({ mode: "manual", startDay: "2126-03-04", endDay: "2126-03-04" })
      .where(eq(rows.id, a))
    await reschedule({ id: b, startDay: "2026-03-09" })
    expect(await world.days()).toMatchObject({ b: "03-09..03-09" })
    await reschedule({ id: a, startDay: "2026-03-04" })
    expect(await world.days()).toMatchObject({ a: "03-04..03-04" })
  })

  it("leaves where it is what a calendar that changed asks to go too far, and refuses nobody anything else for it", async () => {
    const [a = "", b = ""] = [await world.task("a"), await world.task("b")]
    const far = await world.task("far", { notBefore: "2036-02-29" })
    await db().update(rows).set({ durationDays: 3 }).where(eq(rows.id, far))
    await tasks().step({ id: a, version: (await get(a)).version, step: "start" })
    await reschedule({ id: b, startDay: "2026-03-09" })
    await schedule().dependencies.create({ predecessorId: a, successorId: await world.task("c") })
    expect(await world.days()).toMatchObject({ b: "03-09..03-09", c: "03-03..03-03", far: "02-29..02-29" })
    await expect(reschedule({ id: far, startDay: "2036-03-03" })).rejects.toMatchObject({ reason: "limit" })
    await reschedule({ id: far, startDay: "2036-02-27" })
    expect(await world.days()).toMatchObject({ far: "02-27..02-29" })
  })

  it("is refused a day before which what stays must not begin, and takes one with what will be automatic", async () => {
    const [manual, begun] = [await world.task("manual", { mode: "manual" }), await world.task("begun")]
    await tasks().step({ id: begun, version: (await get(begun)).version, step: "start" })
    for (const id of [manual, begun])
      await expect(reschedule({ id, notBefore: "2026-03-09" })).rejects.toMatchObject({
        details: { fields: { "changes.0.notBefore": [expect.stringMatching(/cannot move because/)] } },
      })
    await reschedule({ id: manual, mode: "automatic", notBefore: "2026-03-09" })
    expect(await world.days()).toEqual({ begun: "03-02..03-02", manual: "03-09..03-09" })
  })

  it("follows the first day of the campaign", async () => {
    await world.chain("a", "b")
    await api
      .as(world.manager)
      .campaigns.update({ id: world.campaign.id, version: 1, changes: { startDay: "2026-03-05" } })
    expect(await world.days()).toEqual({ a: "03-05..03-05", b: "03-06..03-06" })
  })

  it("plans as the browser does: the plan that is read previews the same moves", async () => {
    await world.chain("a", "b")
    const plan = await api.as(world.member).schedule.plan({ campaignId: world.campaign.id })
    expect(plan.archived).toBe(false)
    expect(plan).toMatchObject({ startDay: "2026-03-02", dependencies: [{ type: "finish_start" }] })
    expect(plan.week.weekdays).toEqual([true, true, true, true, true, false, false])
    await expect(
      api.as(world.stranger).schedule.plan({ campaignId: world.campaign.id }),
    ).rejects.toMatchObject({
      reason: "not_found",
    })
  })
})
