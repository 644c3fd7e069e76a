import { makeUser } from "@alphas/db/factories"
import { tasks as rows } from "@alphas/db/schema/tasks"
import { eq } from "drizzle-orm"
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

describe("the list", () => {
  it("names who does a task, the responsible person first, as they are called now, and counts its checklist", async () => {
    const { manager, member, other } = world
    const id = await world.task("Shown", {
      responsibleId: other.id,
      assigneeIds: [member.id],
      checklist: ["First", "Second"],
    })
    const { tasks, account } = { tasks: api.as(manager).tasks, account: api.as(member).account }
    const shown = async () => (await tasks.list({ campaignId: [world.campaign.id] })).items[0]
    const point = (await tasks.get({ id })).checklist[0]
    if (point === undefined) throw new Error("It has a checklist.")
    await tasks.checklist.update({ id: point.id, changes: { done: true } })
    expect(await shown()).toMatchObject({
      responsible: { id: other.id, name: other.name },
      assignees: [
        { id: other.id, name: other.name },
        { id: member.id, name: member.name },
      ],
      checklistTotal: 2,
      checklistDone: 1,
    })
    await account.update({ version: member.version, changes: { name: "Renamed" } })
    expect((await shown())?.assignees[1]).toEqual({ id: member.id, name: "Renamed" })
    await tasks.checklist.remove({ id: point.id })
    expect(await shown()).toMatchObject({ checklistTotal: 1, checklistDone: 0 })
  })

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

  it("leaves out what an archived campaign has left open, unless that campaign is asked for", async () => {
    await world.task("left", { assigneeIds: [world.member.id] })
    const done = await world.task("done", { assigneeIds: [world.member.id] })
    await db().update(rows).set({ status: "completed" }).where(eq(rows.id, done))
    const { campaigns } = api.as(world.manager)
    const { id, version } = await campaigns.get({ id: world.campaign.id })
    const put = await campaigns.archive({ id, version })
    const titles = async (filters: object) =>
      (await api.as(world.member).tasks.list(filters)).items.map(({ title }) => title).sort()
    expect(await titles({})).toEqual(["done"])
    expect(await titles({ overdue: true })).toEqual([])
    expect(await titles({ assigneeId: [world.member.id] })).toEqual(["done"])
    expect(await titles({ campaignId: [id] })).toEqual(["done", "left"])
    expect(Object.keys(await world.days()).sort()).toEqual(["done", "left"])
    await campaigns.restore(put)
    expect(await titles({ overdue: true })).toEqual(["left"])
  })
})
