import { makeCampaign, makeUser } from "@alphas/db/factories"
import { users } from "@alphas/db/schema/users"
import { eq } from "drizzle-orm"
import { describe, expect, it } from "vitest"
import { eachInWorld } from "../test-world"
import { type TestApi, testApi } from "../testing"
import { type TaskWorld, taskWorld } from "./testing"

let api: TestApi
let world: TaskWorld

eachInWorld(taskWorld, (opened, made) => {
  ;[api, world] = [opened, made]
})

const tasks = () => api.as(world.manager).tasks
const get = (id: string) => tasks().get({ id })

describe("the workflow of a task", () => {
  it("keeps who submitted it, who cannot review it, though they take themselves off or nobody does it", async () => {
    const { member, other, manager } = world
    const id = await world.task("work", { assigneeIds: [member.id] })
    const step = async (who: TaskWorld["member"], name: "start" | "submit" | "approve" | "sendBack") =>
      api.as(who).tasks.step({ id, version: (await get(id)).version, step: name, reason: "So." })
    await step(member, "start")
    await step(member, "submit")
    await api.as(member).tasks.assign({
      ...{ id, version: (await get(id)).version, responsibleId: null, assigneeIds: [] },
    })
    expect(await get(id)).toMatchObject({ submittedBy: member.id, assignees: [] })
    for (const name of ["approve", "sendBack"] as const)
      await expect(step(member, name)).rejects.toThrow(/You submitted this task\. Ask a colleague/)
    await expect(api.as(member).tasks.place({ id, afterId: null, step: "approve" })).rejects.toThrow(
      /submitted this task\./,
    )
    await step(other, "sendBack")
    await step(manager, "submit")
    await expect(step(manager, "approve")).rejects.toThrow(/submitted this task\./)
    await step(member, "approve")
    expect(await get(id)).toMatchObject({ status: "completed", submittedBy: manager.id })
  })

  it("is reviewed by whoever is alone at the agency", async () => {
    const alone = await testApi()
    try {
      const { db } = alone.database.connection
      const admin = await makeUser(db, { role: "admin" })
      await makeUser(db, { role: "finance" })
      const { id: campaignId } = await makeCampaign(db, { managerId: admin.id })
      const { tasks: own } = alone.as(admin)
      let { id, version } = await own.create({ campaignId, title: "work", responsibleId: admin.id })
      for (const step of ["start", "submit", "approve"] as const)
        ({ version } = await own.step({ id, version, step }))
      expect((await own.get({ id })).status).toBe("completed")
      const [colleague] = [await makeUser(db)]
      await own.step({ id, version, step: "reopen", reason: "Again." })
      await own.step({ id, version: version + 1, step: "submit" })
      const approve = () => own.step({ id, version: version + 2, step: "approve" })
      await expect(approve()).rejects.toThrow(/Ask a colleague or the campaign manager/)
      await db
        .update(users)
        .set({ disabledAt: new Date().toISOString() })
        .where(eq(users.id, colleague?.id ?? ""))
      await approve()
    } finally {
      await alone.close()
    }
  })

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
    await expect(step(world.member, "approve")).rejects.toThrow(/not started\. Possible steps: Start/)
    await step(world.member, "start")
    await step(world.member, "submit")
    await expect(step(world.member, "approve")).rejects.toThrow(/Ask a colleague or the campaign manager/)
    await expect(step(world.other, "sendBack")).rejects.toMatchObject({
      details: { fields: { reason: ["Enter a reason."] } },
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
