import { makeCampaign } from "@alphas/db/factories"
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

describe("dependencies", () => {
  it("move what follows at once, in one entry of the log", async () => {
    const [a, b, c] = [
      await world.task("a", { durationDays: 3 }),
      await world.task("b"),
      await world.task("c"),
    ]
    await schedule().dependencies.create({
      predecessorId: b,
      successorId: c,
      type: "start_start",
      lagDays: 1,
    })
    await schedule().dependencies.create({ predecessorId: a, successorId: b, lagDays: 2 })
    expect(await world.days()).toEqual({ a: "03-02..03-04", b: "03-09..03-09", c: "03-10..03-10" })
    const entry = (await world.log("schedule")).at(-1)
    expect(entry?.verb).toBe("schedule.dependencies.create")
    expect(Object.keys(entry?.fields ?? {}).sort()).toEqual([b, c].sort())
    const [dependency] = (await get(b)).dependencies.filter(({ successorId }) => successorId === b)
    await schedule().dependencies.update({
      id: dependency?.id ?? "",
      version: 1,
      type: "finish_start",
      lagDays: -1,
    })
    expect(await world.days()).toMatchObject({ b: "03-04..03-04", c: "03-05..03-05" })
    const stale = {
      reason: "stale_version",
      details: { current: { id: dependency?.id, lagDays: -1, version: 2 } },
    }
    const again = { id: dependency?.id ?? "", version: 1, type: "finish_start", lagDays: 5 } as const
    await expect(schedule().dependencies.update(again)).rejects.toMatchObject(stale)
    await expect(
      schedule().dependencies.remove({ id: dependency?.id ?? "", version: 1 }),
    ).rejects.toMatchObject(stale)
    await schedule().dependencies.remove({ id: dependency?.id ?? "", version: 2 })
    expect(await world.days()).toMatchObject({ b: "03-02..03-02", c: "03-03..03-03" })
  })

  it("refuse a cycle with its path, a task with itself, one of another campaign, a second one, a lag of 10,000 days", async () => {
    const [a, b, c] = await world.chain("a", "b", "c")
    const dependency = (predecessorId = "", successorId = "", lagDays = 0) =>
      schedule().dependencies.create({ predecessorId, successorId, lagDays })
    await expect(dependency(c, a)).rejects.toMatchObject({
      reason: "cycle",
      message: expect.stringMatching(/"a" → "b" → "c" → "a"/),
    })
    await expect(dependency(a, a)).rejects.toThrow(/cannot depend on itself/)
    await expect(dependency(a, b)).rejects.toMatchObject({ reason: "duplicate" })
    await expect(dependency(a, c, 10_000)).rejects.toThrow(/at most 1,000 working days/)
    const other = await makeCampaign(db(), { managerId: world.manager.id })
    await expect(dependency(a, await world.task("x", { campaignId: other.id }))).rejects.toThrow(
      /be in the same campaign/,
    )
    expect(await world.days()).toEqual({ a: "03-02..03-02", b: "03-03..03-03", c: "03-04..03-04" })
  })

  it("do not let a subtask wait for the end of its own task, which ends with it", async () => {
    const whole = await world.task("whole")
    const part = await world.task("part", { parentId: whole })
    const dependency = (
      predecessorId: string,
      successorId: string,
      type: "finish_start" | "start_start" | "finish_finish",
    ) => schedule().dependencies.create({ predecessorId, successorId, type })
    const refused = (field: string) => ({
      details: {
        fields: { [field]: [expect.stringMatching(/cannot depend on the end of its parent task/)] },
      },
    })
    await expect(dependency(whole, part, "finish_start")).rejects.toMatchObject(refused("successorId"))
    await expect(dependency(whole, part, "finish_finish")).rejects.toMatchObject(refused("successorId"))
    const { id } = await dependency(whole, part, "start_start")
    await expect(
      schedule().dependencies.update({ id, version: 1, type: "finish_start", lagDays: 0 }),
    ).rejects.toMatchObject(refused("type"))
    await schedule().dependencies.remove({ id, version: 1 })
    await dependency(part, whole, "finish_finish")
    expect((await get(whole)).dependencies).toHaveLength(1)
  })

  it("refuse a cycle through wholes and their parts, by whatever detour", async () => {
    const cases: { tasks: [title: string, whole?: string][]; dependencies: [string, string][] }[] = [
      {
        tasks: [["W"], ["w", "W"], ["X"]],
        dependencies: [
          ["W", "X"],
          ["X", "w"],
        ],
      },
      {
        tasks: [["A"], ["B"], ["b", "B"]],
        dependencies: [
          ["A", "B"],
          ["b", "A"],
        ],
      },
      {
        tasks: [["W"], ["A", "W"], ["B"]],
        dependencies: [
          ["A", "B"],
          ["B", "W"],
        ],
      },
      {
        tasks: [["A"], ["a", "A"], ["B"], ["b", "B"]],
        dependencies: [
          ["a", "b"],
          ["B", "A"],
        ],
      },
      { tasks: [["W"], ["w", "W"]], dependencies: [["w", "W"]] },
    ]
    for (const { tasks: named, dependencies } of cases) {
      const ids = new Map<string, string>()
      for (const [title, whole] of named)
        ids.set(title, await world.task(title, { parentId: whole ? (ids.get(whole) ?? null) : null }))
      const create = ([before, after]: [string, string]) =>
        schedule().dependencies.create({
          predecessorId: ids.get(before) ?? "",
          successorId: ids.get(after) ?? "",
        })
      const closing = dependencies.pop()
      for (const each of dependencies) await create(each)
      const days = await world.days()
      await expect(closing && create(closing), JSON.stringify(named)).rejects.toMatchObject({
        reason: "cycle",
        message: expect.stringMatching(/starts before its subtasks and ends after them: "/),
      })
      expect(await world.days()).toEqual(days)
    }
  })

  it("refuse such a cycle when a dependency is changed and when a task is restored", async () => {
    const whole = await world.task("whole")
    const [part, other] = [await world.task("part", { parentId: whole }), await world.task("other")]
    const { id } = await schedule().dependencies.create({
      predecessorId: whole,
      successorId: other,
      type: "start_start",
    })
    await schedule().dependencies.create({ predecessorId: other, successorId: part })
    const change = { id, version: 1, type: "finish_start", lagDays: 0 } as const
    await expect(schedule().dependencies.update(change)).rejects.toMatchObject({ reason: "cycle" })
    const { version } = await tasks().remove({ id: part, version: (await get(part)).version })
    await schedule().dependencies.update(change)
    await expect(tasks().restore({ id: part, version })).rejects.toMatchObject({
      reason: "cycle",
      message: expect.stringMatching(
        /"whole" → "other" → "part"|"other" → "part" → "whole"|"part" → "whole" → "other"/,
      ),
    })
  })

  it("refuse a cycle that a task closes as it is brought back with its parts, and nothing comes back", async () => {
    const [p = "", a = "", b = ""] = await world.chain("p", "a", "b")
    await world.task("part", { parentId: a })
    const { version } = await tasks().remove({ id: a, version: (await get(a)).version })
    await schedule().dependencies.create({ predecessorId: b, successorId: p })
    const before = await world.days()
    await expect(tasks().restore({ id: a, version })).rejects.toMatchObject({
      reason: "cycle",
      message: expect.stringMatching(/"p" → "a" → "b" → "p"/),
    })
    expect(await world.days()).toEqual(before)
    expect(before).toEqual({ b: "03-02..03-02", p: "03-03..03-03" })
  })

  it("refuse a cycle of which two people each add half at the same moment", async () => {
    for (let round = 0; round < 10; round++) {
      const [a, b] = [await world.task(`a${round}`), await world.task(`b${round}`)]
      const ends = await Promise.allSettled([
        api.as(world.member).schedule.dependencies.create({ predecessorId: a, successorId: b }),
        api.as(world.other).schedule.dependencies.create({ predecessorId: b, successorId: a }),
      ])
      expect(ends.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    }
  })
})
