import { makeCampaign, makeUser } from "@alphas/db/factories"
import { tasks as rows } from "@alphas/db/schema/tasks"
import { inArray } from "drizzle-orm"
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

  it("makes nobody's edit of a card stale by putting it elsewhere in its column", async () => {
    const [a, b] = [await world.task("a"), await world.task("b")]
    const { version, updatedAt } = await tasks().get({ id: b })
    expect(await tasks().place({ id: b, afterId: null })).toEqual({ id: b, version, next: null })
    expect(await column("not_started")).toEqual(["b", "a"])
    expect(await tasks().get({ id: b })).toMatchObject({ version, updatedAt })
    await tasks().update({ id: b, version, changes: { title: "B" } })
    await tasks().place({ id: a, afterId: null })
    expect(await column("not_started")).toEqual(["a", "B"])
    expect((await world.log("task")).filter(({ verb }) => verb === "tasks.place")).toMatchObject([
      { id: b, fields: { rank: {} } },
      { id: a, fields: { rank: {} } },
    ])
  })

  it("gives two people who start one card at the same moment both what they wanted, and records one step", async () => {
    const admin = await makeUser(db(), { role: "admin" })
    const [a, b] = [await world.task("a"), await world.task("b")]
    await tasks().place({ id: b, afterId: null, step: "start" })
    const [first, second] = await Promise.all([
      tasks().place({ id: a, afterId: null, step: "start" }),
      api.as(admin).tasks.place({ id: a, afterId: null, step: "start" }),
    ])
    expect([first.version, second.version]).toEqual([2, 2])
    expect(await column("in_progress")).toEqual(["a", "b"])
    const steps = (await world.log("task")).filter(({ id, fields }) => id === a && "status" in fields)
    expect(steps).toHaveLength(1)
  })

  it("puts a card between two of equal rank, and steps lead to the end of a column", async () => {
    const ids: Record<string, string> = {}
    for (const title of ["a", "b", "c", "d"]) ids[title] = await world.task(title)
    const id = (title: string) => ids[title] ?? ""
    await db()
      .update(rows)
      .set({ rank: 7 })
      .where(inArray(rows.id, [id("a"), id("b"), id("c")]))
    expect(await column("not_started")).toEqual(["a", "b", "c", "d"])
    await tasks().place({ id: id("d"), afterId: id("a") })
    expect(await column("not_started")).toEqual(["a", "d", "b", "c"])
    await tasks().place({ id: id("c"), afterId: id("d") })
    expect(await column("not_started")).toEqual(["a", "d", "c", "b"])
    for (const title of ["b", "a", "d"]) {
      const { version } = await tasks().get({ id: id(title) })
      await tasks().step({ id: id(title), version, step: "start" })
    }
    expect(await column("in_progress")).toEqual(["b", "a", "d"])
  })

  it("refuses to put a card behind one that was removed, and behind one of another column puts it last", async () => {
    const [a, b, c] = [await world.task("a"), await world.task("b"), await world.task("c")]
    await tasks().place({ id: a, afterId: null, step: "start" })
    await tasks().place({ id: b, afterId: a })
    expect(await column("not_started")).toEqual(["c", "b"])
    await tasks().remove({ id: a, version: (await tasks().get({ id: a })).version })
    await expect(tasks().place({ id: b, afterId: a })).rejects.toMatchObject({
      reason: "not_found",
      message: expect.stringMatching(/no longer on the board/),
    })
    await expect(tasks().place({ id: c, afterId: c })).rejects.toThrow(/cannot be placed after itself/)
    const other = await makeCampaign(db(), { managerId: world.manager.id })
    const foreign = await world.task("elsewhere", { campaignId: other.id })
    await expect(tasks().place({ id: c, afterId: foreign })).rejects.toMatchObject({
      details: { fields: { afterId: [expect.stringMatching(/board of another campaign/)] } },
    })
    expect(await column("not_started")).toEqual(["c", "b"])
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
