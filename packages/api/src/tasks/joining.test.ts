import { makeUser, type UserRow } from "@alphas/db/factories"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type TestApi, testApi } from "../testing"
import { type TaskWorld, taskWorld } from "./testing"

let api: TestApi
let world: TaskWorld
/** A manager who has nothing to do with the campaign, and the client of whom nothing is theirs. */
let foreign: UserRow

beforeAll(async () => {
  api = await testApi()
  foreign = await makeUser(api.database.connection.db, { role: "manager", name: "Ida Falk" })
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
const campaign = (who: UserRow) => api.as(who).campaigns.get({ id: world.campaign.id })
const assign = async (who: UserRow, id: string, ...assigneeIds: string[]) =>
  api.as(who).tasks.assign({ id, version: (await get(id)).version, responsibleId: null, assigneeIds })
const leave = (userId: string) =>
  api.as(world.manager).campaigns.removeMember({ id: world.campaign.id, userId })

describe("a task in a campaign", () => {
  it("is no way to its money: a manager takes none in one that they may not change, nor gets one from such a manager", async () => {
    const id = await world.task("work")
    const other = await makeUser(api.database.connection.db, { role: "manager" })
    const refused = { reason: "forbidden", message: expect.stringMatching(/give yourself one: ask its/) }
    await expect(assign(foreign, id, foreign.id)).rejects.toMatchObject(refused)
    const mine = { campaignId: world.campaign.id, title: "Mine", responsibleId: foreign.id }
    await expect(api.as(foreign).tasks.create(mine)).rejects.toMatchObject(refused)
    for (const who of [other, world.member])
      await expect(assign(who, id, foreign.id)).rejects.toThrow(/give Ida Falk one: ask its manager/)
    expect(await campaign(foreign)).toMatchObject({ budgetMinor: null, actualMinor: null, mayEdit: false })
    expect((await get(id)).assignees).toEqual([])
    expect(Object.keys(await world.days())).toEqual(["work"])
  })

  it("is given to a manager by whoever may change the campaign, and to team members by every manager", async () => {
    const id = await world.task("work")
    await assign(foreign, id, world.stranger.id)
    expect((await api.as(world.stranger).tasks.get({ id })).title).toBe("work")
    await assign(world.manager, id, world.stranger.id, foreign.id)
    expect(await campaign(foreign)).toMatchObject({ budgetMinor: null, actualMinor: 0 })
    await assign(foreign, id, foreign.id)
    expect((await get(id)).assignees).toMatchObject([{ name: "Ida Falk" }])
  })

  it("is seen again by whoever does it and left the campaign meanwhile, when it is reopened", async () => {
    const id = await world.task("work", { assigneeIds: [world.stranger.id] })
    const step = async (who: UserRow, name: "start" | "submit" | "approve" | "reopen", reason?: string) =>
      api.as(who).tasks.step({ id, version: (await get(id)).version, step: name, reason: reason ?? null })
    await step(world.stranger, "start")
    await step(world.stranger, "submit")
    await step(world.manager, "approve")
    await leave(world.stranger.id)
    await expect(api.as(world.stranger).tasks.get({ id })).rejects.toMatchObject({ reason: "not_found" })
    await step(world.manager, "reopen", "One more size.")
    expect((await api.as(world.stranger).tasks.get({ id })).status).toBe("in_progress")
    await expect(leave(world.stranger.id)).rejects.toThrow(/1 open task /)
  })

  it("is seen again when it is brought back, and brings no manager in who was let go", async () => {
    const id = await world.task("work", { assigneeIds: [world.stranger.id, foreign.id] })
    const { version } = await tasks().remove({ id, version: (await get(id)).version })
    for (const who of [world.stranger, foreign]) await leave(who.id)
    await api.as(foreign).tasks.restore({ id, version })
    expect((await api.as(world.stranger).tasks.get({ id })).title).toBe("work")
    expect(await campaign(foreign)).toMatchObject({ mayEdit: false, actualMinor: null })
  })

  it("that comes again is that of who did it, and brings no manager in who was let go", async () => {
    const id = await world.task("work", { assigneeIds: [world.stranger.id], responsibleId: foreign.id })
    const reviewer = await makeUser(api.database.connection.db, { role: "manager" })
    const step = async (who: UserRow, name: "start" | "submit" | "approve" | "reopen", reason?: string) =>
      api.as(who).tasks.step({ id, version: (await get(id)).version, step: name, reason: reason ?? null })
    await step(world.stranger, "start")
    await step(world.stranger, "submit")
    await step(world.manager, "approve")
    for (const who of [world.stranger, foreign]) await leave(who.id)
    const { version } = await step(foreign, "reopen", "One more size.")
    await api.as(foreign).tasks.update({ id, version, changes: { recurrence: "FREQ=WEEKLY" } })
    await step(world.stranger, "submit")
    const { next } = await step(reviewer, "approve")
    expect(await get(next?.id ?? "")).toMatchObject({
      responsible: null,
      assignees: [{ id: world.stranger.id }],
    })
    expect(await campaign(foreign)).toMatchObject({ mayEdit: false, actualMinor: null })
  })
})
