import { makeUser } from "@alphas/db/factories"
import { leaves } from "@alphas/db/schema/calendar"
import { afterAll, beforeAll, expect, it } from "vitest"
import { type TaskWorld, taskWorld } from "../tasks/testing"
import { type TestApi, testApi } from "../testing"

let api: TestApi
let world: TaskWorld

beforeAll(async () => {
  api = await testApi()
  world = await taskWorld(api)
})
afterAll(async () => {
  expect(api.unguarded).toEqual([])
  await api.close()
})

it("shows capacity, assigned and booked time of everybody who does tasks, as numbers", async () => {
  const { member, other, manager, stranger } = world
  await api.database.connection.db
    .insert(leaves)
    .values({ userId: other.id, fromDay: "2026-03-02", toDay: "2026-03-03" })
  await world.task("work", { durationDays: 6, estimateMinutes: 720, assigneeIds: [member.id, other.id] })
  await api.as(member).time.create({ campaignId: world.campaign.id, day: "2026-03-10", minutes: 90 })
  const seen = await api.as(stranger).workload.list({ monday: "2026-03-02", weeks: 2 })
  const of = (id: string) => seen.find(({ person }) => person.id === id)?.weeks
  expect(of(member.id)).toMatchObject([
    { capacity: 2_400, assigned: 300, booked: 0 },
    { capacity: 2_400, assigned: 60, booked: 90, billable: 90 },
  ])
  expect(of(other.id)).toMatchObject([
    { capacity: 1_440, assigned: 270 },
    { capacity: 2_400, assigned: 90 },
  ])
  expect(of(manager.id)).toMatchObject([{ assigned: 0 }, { assigned: 0 }])
  const finance = await makeUser(api.database.connection.db, { role: "finance" })
  await expect(api.as(finance).workload.list({ monday: "2026-03-02" })).rejects.toMatchObject({
    reason: "forbidden",
  })
  await expect(api.as(member).workload.list({ monday: "2026-03-03" })).rejects.toThrow(/named by its Monday/)
})
