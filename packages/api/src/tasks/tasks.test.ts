import { makeCampaign, makeUser } from "@alphas/db/factories"
import { leaves } from "@alphas/db/schema/calendar"
import { changes } from "@alphas/db/schema/changes"
import { and, asc, eq } from "drizzle-orm"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type TestApi, testApi } from "../testing"
import { type TaskWorld, taskWorld } from "./testing"

let api: TestApi
let world: TaskWorld

beforeAll(async () => {
  api = await testApi()
})
beforeEach(async () => {
  world = await taskWorld(api)
})
afterAll(async () => {
  expect(api.unguarded).toEqual([])
  await api.close()
})

const db = () => api.database.connection.db
const tasks = () => api.as(world.manager).tasks
const get = (id: string) => tasks().get({ id })
const logOf = (campaignId: string, entity: "task" | "schedule" | "task_link") =>
  db()
    .select({ verb: changes.verb, fields: changes.fields, id: changes.entityId })
    .from(changes)
    .where(and(eq(changes.campaignId, campaignId), eq(changes.entity, entity)))
    .orderBy(asc(changes.seq))

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
      fair: "03-07..03-09",
      launch: "03-02..03-02",
      early: "02-03..02-05",
      eve: "02-01..02-01",
    })
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
    })
  })

  it("refuses bad input with a sentence at the field", async () => {
    const id = await world.task("whole")
    const part = await world.task("part", { parentId: id })
    await expect(world.task("x", { parentId: part })).rejects.toThrow(/subtasks have no parts/)
    await expect(world.task("x", { progress: 101 })).rejects.toThrow(/Progress ends at 100/)
    await expect(world.task("x", { estimateMinutes: -1 })).rejects.toThrow(/must not be negative/)
    await expect(world.task("x", { durationDays: -1 })).rejects.toThrow(/less than no time/)
    const other = await makeCampaign(db(), { managerId: world.manager.id })
    await expect(world.task("x", { campaignId: other.id, parentId: id })).rejects.toThrow(
      /belongs to the campaign/,
    )
    const viewer = await makeUser(db(), { role: "client_viewer" })
    await expect(world.task("x", { assigneeIds: [viewer.id] })).rejects.toThrow(/client viewers do not/)
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
    await tasks().links.create({ predecessorId: c ?? "", successorId: await world.task("d") })
    await expect(get(a ?? "")).rejects.toMatchObject({ reason: "not_found" })
  })

  it("has a checklist that two people tick without disturbing each other", async () => {
    const id = await world.task("work", { checks: ["one", "two"] })
    const { checks } = await get(id)
    expect(checks.map(({ text, done }) => [text, done])).toEqual([
      ["one", false],
      ["two", false],
    ])
    await Promise.all([
      api.as(world.member).tasks.checks.update({ id: checks[0]?.id ?? "", changes: { done: true } }),
      api.as(world.other).tasks.checks.update({ id: checks[1]?.id ?? "", changes: { done: true } }),
    ])
    expect(await get(id)).toMatchObject({ checksTotal: 2, checksDone: 2, version: 1 })
    await tasks().checks.add({ taskId: id, text: "three" })
    await tasks().checks.remove({ id: checks[0]?.id ?? "" })
    expect((await get(id)).checks.map(({ text }) => text)).toEqual(["two", "three"])
  })

  it("that was removed with its whole comes back with it, and not before", async () => {
    const whole = await world.task("whole")
    const part = await world.task("part", { parentId: whole })
    const { version: ofPart } = await tasks().remove({ id: part, version: (await get(part)).version })
    const { version } = await tasks().remove({ id: whole, version: (await get(whole)).version })
    await expect(tasks().restore({ id: part, version: ofPart })).rejects.toThrow(/Restore that one first/)
    await tasks().restore({ id: whole, version })
    await tasks().restore({ id: part, version: ofPart })
    expect(Object.keys(await world.days()).sort()).toEqual(["part", "whole"])
  })
})

describe("the workflow of a task", () => {
  it("ends with somebody else's approval, and goes back only with a reason", async () => {
    const id = await world.task("work", { assigneeIds: [world.member.id] })
    const step = async (
      who: TaskWorld["member"],
      name: "start" | "submit" | "approve" | "sendBack" | "reopen",
      reason?: string,
    ) => {
      const { version } = await get(id)
      return api.as(who).tasks.step({ id, version, step: name, reason: reason ?? null })
    }
    await expect(step(world.member, "approve")).rejects.toThrow(/not started\. What can be done: Start/)
    await step(world.member, "start")
    await step(world.member, "submit")
    await expect(step(world.member, "approve")).rejects.toThrow(/Somebody else reviews it/)
    await expect(step(world.other, "sendBack")).rejects.toMatchObject({
      details: { fields: { reason: ["Say why."] } },
    })
    await step(world.other, "sendBack", "The logo is missing.")
    await step(world.member, "submit")
    await step(world.other, "approve")
    expect(await get(id)).toMatchObject({ status: "completed", progress: 100 })
    await expect(
      tasks().update({ id, version: (await get(id)).version, changes: { progress: 50 } }),
    ).rejects.toThrow(/Reopen it first/)
    await step(world.manager, "reopen", "One more size.")
    expect(await get(id)).toMatchObject({ status: "in_progress", progress: 99 })
  })
})

describe("links", () => {
  it("move what follows at once, in one entry of the log", async () => {
    const [a, b, c] = [
      await world.task("a", { durationDays: 3 }),
      await world.task("b"),
      await world.task("c"),
    ]
    await tasks().links.create({ predecessorId: b, successorId: c, type: "start_start", lagDays: 1 })
    await tasks().links.create({ predecessorId: a, successorId: b, lagDays: 2 })
    expect(await world.days()).toEqual({ a: "03-02..03-04", b: "03-09..03-09", c: "03-10..03-10" })
    const entry = (await logOf(world.campaign.id, "schedule")).at(-1)
    expect(entry?.verb).toBe("tasks.links.create")
    expect(Object.keys(entry?.fields ?? {}).sort()).toEqual([b, c].sort())
    const [link] = (await get(b)).links.filter(({ successorId }) => successorId === b)
    await tasks().links.update({ id: link?.id ?? "", type: "finish_start", lagDays: -1 })
    expect(await world.days()).toMatchObject({ b: "03-04..03-04", c: "03-05..03-05" })
    await tasks().links.remove({ id: link?.id ?? "" })
    expect(await world.days()).toMatchObject({ b: "03-02..03-02", c: "03-03..03-03" })
  })

  it("refuse a circle with its path, a task with itself, one of another campaign, a second one, a lag of 10,000 days", async () => {
    const [a, b, c] = await world.chain("a", "b", "c")
    const link = (predecessorId = "", successorId = "", lagDays = 0) =>
      tasks().links.create({ predecessorId, successorId, lagDays })
    await expect(link(c, a)).rejects.toMatchObject({
      reason: "cycle",
      message: expect.stringMatching(/"a" → "b" → "c" → "a"/),
    })
    await expect(link(a, a)).rejects.toThrow(/cannot wait for itself/)
    await expect(link(a, b)).rejects.toMatchObject({ reason: "duplicate" })
    await expect(link(a, c, 10_000)).rejects.toThrow(/1,000 working days at the most/)
    const other = await makeCampaign(db(), { managerId: world.manager.id })
    await expect(link(a, await world.task("x", { campaignId: other.id }))).rejects.toThrow(
      /belong to one campaign/,
    )
    expect(await world.days()).toEqual({ a: "03-02..03-02", b: "03-03..03-03", c: "03-04..03-04" })
  })

  it("refuse a circle of which two people each add half at the same moment", async () => {
    for (let round = 0; round < 10; round++) {
      const [a, b] = [await world.task(`a${round}`), await world.task(`b${round}`)]
      const ends = await Promise.allSettled([
        api.as(world.member).tasks.links.create({ predecessorId: a, successorId: b }),
        api.as(world.other).tasks.links.create({ predecessorId: b, successorId: a }),
      ])
      expect(ends.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    }
  })
})

describe("moving tasks", () => {
  const reschedule = async (
    change: { id: string; startDay?: string; notBefore?: string },
    seen?: string[],
  ) => {
    const board = await tasks().board({ campaignId: world.campaign.id })
    const known = board.filter(({ id }) => seen === undefined || seen.includes(id))
    return tasks().reschedule({
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
    const entries = await logOf(world.campaign.id, "schedule")
    expect(entries.filter(({ verb }) => verb === "tasks.reschedule")).toHaveLength(1)
    const back = await tasks().undoReschedule({ campaignId: world.campaign.id, id: undo ?? "" })
    expect(await world.days()).toEqual(before)
    await tasks().undoReschedule({ campaignId: world.campaign.id, id: back.undo ?? "" })
    expect(await world.days()).toEqual(after)
    expect((await get(a ?? "")).notBefore).toBe("2026-03-05")
  })

  it("is refused whole when a task that moves has changed meanwhile, was removed, or was not in the preview", async () => {
    const [a = "", b = "", c = ""] = await world.chain("a", "b", "c")
    const before = await world.days()
    const board = await tasks().board({ campaignId: world.campaign.id })
    const seen = board.map(({ id, version }) => ({ id, version }))
    const drag = () =>
      tasks().reschedule({
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
    await expect(
      tasks().undoReschedule({ campaignId: world.campaign.id, id: undo ?? "" }),
    ).rejects.toMatchObject({ reason: "stale_version" })
  })

  it("is not undone where the plan lets its tasks stand no more", async () => {
    const [first, second] = [await world.task("first", { durationDays: 5 }), await world.task("second")]
    const { undo } = await reschedule({ id: second, notBefore: "2026-03-23" })
    await tasks().links.create({ predecessorId: first, successorId: second })
    const before = await world.days()
    await expect(
      tasks().undoReschedule({ campaignId: world.campaign.id, id: undo ?? "" }),
    ).rejects.toMatchObject({ reason: "workflow" })
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

  it("follows the first day of the campaign", async () => {
    await world.chain("a", "b")
    await api
      .as(world.manager)
      .campaigns.update({ id: world.campaign.id, version: 1, changes: { startDay: "2026-03-05" } })
    expect(await world.days()).toEqual({ a: "03-05..03-05", b: "03-06..03-06" })
  })

  it("plans as the browser does: the plan that is read previews the same moves", async () => {
    await world.chain("a", "b")
    const plan = await api.as(world.member).tasks.plan({ campaignId: world.campaign.id })
    expect(plan).toMatchObject({ startDay: "2026-03-02", links: [{ type: "finish_start" }] })
    expect(plan.week.weekdays).toEqual([true, true, true, true, true, false, false])
    await expect(api.as(world.stranger).tasks.plan({ campaignId: world.campaign.id })).rejects.toMatchObject({
      reason: "not_found",
    })
  })
})

describe("the board", () => {
  const column = async (status: string) =>
    (await tasks().board({ campaignId: world.campaign.id }))
      .filter((row) => row.status === status)
      .map(({ title }) => title)

  it("keeps the order in which cards are put, across columns too", async () => {
    const ids: Record<string, string> = {}
    for (const title of ["a", "b", "c", "d"]) ids[title] = await world.task(title)
    const place = (title: string, after: string | null, step: "start" | null = null) =>
      tasks().place({ id: ids[title] ?? "", afterId: after === null ? null : (ids[after] ?? ""), step })
    await place("d", "a")
    await place("a", "c")
    expect(await column("not_started")).toEqual(["d", "b", "c", "a"])
    await place("b", null, "start")
    await place("c", null, "start")
    await place("a", "c", "start")
    expect(await column("in_progress")).toEqual(["c", "a", "b"])
    await expect(place("d", null, "approve" as "start")).rejects.toMatchObject({ reason: "workflow" })
  })

  it("numbers a column anew when there is no more room between two cards", async () => {
    const [a, b, c] = [await world.task("a"), await world.task("b"), await world.task("c")]
    for (let turn = 0; turn < 60; turn++) await tasks().place({ id: turn % 2 === 0 ? c : b, afterId: a })
    expect(await column("not_started")).toEqual(["a", "b", "c"])
  })

  it("loses nothing when several people drag at once", async () => {
    const ids: string[] = []
    for (let number = 0; number < 6; number++) ids.push(await world.task(`t${number}`))
    await Promise.all(
      Array.from({ length: 40 }, (_, turn) =>
        api.as(turn % 2 ? world.member : world.other).tasks.place({
          id: ids[turn % 6] ?? "",
          afterId: turn % 5 === 0 ? null : (ids[(turn * 7 + 1) % 6] ?? null),
        }),
      ),
    )
    const board = await tasks().board({ campaignId: world.campaign.id })
    expect(board.map(({ id }) => id).sort()).toEqual([...ids].sort())
    expect(new Set(board.map(({ rank }) => rank)).size).toBe(6)
  })
})

describe("the list", () => {
  it("shows a team member the tasks of their campaigns, pages in every order, and every filter narrows it", async () => {
    for (let number = 0; number < 5; number++)
      await world.task(`Listed ${number % 3}`, {
        priority: number % 2 ? "high" : "normal",
        notBefore: `2026-03-1${number}`,
        assigneeIds: number < 2 ? [world.member.id] : [],
      })
    const mine = api.as(world.member).tasks
    for (const sort of [
      "title",
      "status",
      "priority",
      "startDay",
      "endDay",
      "createdAt",
      "updatedAt",
    ] as const) {
      for (const direction of ["asc", "desc"] as const) {
        const found: string[] = []
        let cursor: string | null = null
        do {
          const page = await mine.list({ sort, direction, cursor, limit: 2, count: true })
          expect(page.total).toBe(5)
          found.push(...page.items.map((row) => row.id))
          cursor = page.nextCursor
        } while (cursor !== null)
        expect(new Set(found).size).toBe(5)
      }
      await expect(mine.list({ sort, cursor: "x" })).rejects.toMatchObject({ reason: "invalid" })
    }
    const count = async (filters: object) => (await mine.list({ ...filters, count: true })).total
    expect(await count({ text: "LISTED 1" })).toBe(2)
    expect(await count({ priority: ["high"] })).toBe(2)
    expect(await count({ assigneeId: [world.member.id] })).toBe(2)
    expect(await count({ assigneeId: [null] })).toBe(3)
    expect(await count({ assigneeId: [world.member.id, null] })).toBe(5)
    expect(await count({ from: "2026-03-12", to: "2026-03-13" })).toBe(2)
    expect(await count({ overdue: true })).toBe(5)
    expect(await count({ campaignId: [world.campaign.id], status: ["completed"] })).toBe(0)
    expect((await api.as(world.stranger).tasks.list({})).items).toEqual([])
    const finance = await makeUser(db(), { role: "finance" })
    await expect(api.as(finance).tasks.list({})).rejects.toMatchObject({ reason: "forbidden" })
  })
})
