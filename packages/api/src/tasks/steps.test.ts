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

const tasks = () => api.as(world.manager).tasks
const get = (id: string) => tasks().get({ id })

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
