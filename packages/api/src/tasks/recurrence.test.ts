import { makeClient, makeTask, makeUser, type UserRow } from "@alphas/db/factories"
import { changes } from "@alphas/db/schema/changes"
import { users } from "@alphas/db/schema/users"
import { and, asc, eq } from "drizzle-orm"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type TestApi, testApi } from "../testing"
import { type TaskWorld, taskWorld } from "./testing"

let api: TestApi
let world: TaskWorld
/** Who submits what the others review. */
let colleague: UserRow

beforeAll(async () => {
  api = await testApi()
})
beforeEach(async () => {
  world = await taskWorld(api)
  colleague = await makeUser(db(), { role: "manager" })
})
afterAll(async () => {
  expect(api.unguarded).toEqual([])
  await api.close()
})

const db = () => api.database.connection.db
const tasks = () => api.as(world.manager).tasks
const schedule = () => api.as(world.manager).schedule
const get = (id: string) => tasks().get({ id })
const board = () => tasks().board({ campaignId: world.campaign.id })
/** Takes a task to where the manager can approve it. */
async function reviewed(id: string): Promise<number> {
  let { status, version } = await get(id)
  for (const step of ["start", "submit"] as const) {
    if (status !== (step === "start" ? "not_started" : "in_progress")) continue
    version = (await api.as(colleague).tasks.step({ id, version, step })).version
    status = step === "start" ? "in_progress" : "under_review"
  }
  return version
}
async function complete(id: string) {
  const version = await reviewed(id)
  return tasks().step({ id, version, step: "approve" })
}
/** The open tasks of the campaign, by their first day. */
const open = async () =>
  (await board())
    .filter(({ status }) => status !== "completed")
    .sort((one, other) => (one.startDay < other.startDay ? -1 : 1))

describe("a task that repeats", () => {
  it("is followed by the same work when it is completed, on the next day of its rule, which moves on to it", async () => {
    const id = await world.task("Weekly report", {
      description: "Numbers of the week.",
      priority: "high",
      labels: ["report"],
      estimateMinutes: 90,
      durationDays: 2,
      responsibleId: world.member.id,
      assigneeIds: [world.other.id],
      checklist: ["Collect", "Write"],
      recurrence: "freq=weekly;byday=mo",
    })
    expect(await get(id)).toMatchObject({ recurrence: "FREQ=WEEKLY;BYDAY=MO", startDay: "2026-03-02" })
    const [first] = (await get(id)).checklist
    await tasks().checklist.update({ id: first?.id ?? "", changes: { done: true } })
    const follower = await world.task("Follows")
    await schedule().dependencies.create({ predecessorId: id, successorId: follower })
    const answer = await complete(id)
    expect(answer).toMatchObject({ id, next: { startDay: "2026-03-09" } })

    expect(await get(id)).toMatchObject({ status: "completed", recurrence: null })
    const made = (await open()).find(({ title }) => title === "Weekly report")
    expect(made?.id).toBe(answer.next?.id)
    const next = await get(made?.id ?? "")
    expect(next).toMatchObject({
      title: "Weekly report",
      description: "Numbers of the week.",
      status: "not_started",
      progress: 0,
      minutes: 0,
      priority: "high",
      labels: ["report"],
      estimateMinutes: 90,
      durationDays: 2,
      mode: "automatic",
      notBefore: "2026-03-09",
      startDay: "2026-03-09",
      endDay: "2026-03-10",
      responsible: { id: world.member.id },
      recurrence: "FREQ=WEEKLY;BYDAY=MO",
      dependencies: [],
    })
    expect(next.assignees.map((person) => person.id)).toEqual([world.member.id, world.other.id])
    expect(next.checklist.map(({ text, done }) => [text, done])).toEqual([
      ["Collect", false],
      ["Write", false],
    ])
    const log = await db()
      .select({ verb: changes.verb, actor: changes.actorId, fields: changes.fields })
      .from(changes)
      .where(and(eq(changes.entityId, next.id), eq(changes.entity, "task")))
      .orderBy(asc(changes.seq))
    expect(log).toMatchObject([{ verb: "tasks.recur", actor: world.manager.id }])
    expect(log[0]?.fields).toMatchObject({ recurrence: { after: "FREQ=WEEKLY;BYDAY=MO" } })
    const { items } = await api.as(world.manager).changes.history({ entity: "task", id })
    expect(items[0]?.fields).toMatchObject({ recurrence: { before: "FREQ=WEEKLY;BYDAY=MO", after: null } })
    expect(await api.as(world.manager).campaigns.get({ id: world.campaign.id })).toMatchObject({
      tasksTotal: 3,
      tasksDone: 1,
    })
  })

  it("is followed by exactly one, though it is completed, reopened and completed again", async () => {
    const id = await world.task("Post", { recurrence: "FREQ=DAILY" })
    await complete(id)
    expect(await open()).toMatchObject([{ startDay: "2026-03-03" }])
    const { version } = await get(id)
    await tasks().step({ id, version, step: "reopen", reason: "One more picture." })
    await complete(id)
    expect((await open()).map(({ startDay }) => startDay)).toEqual(["2026-03-03"])
  })

  it("is followed by exactly one when two people complete it at once, by step and by card", async () => {
    for (let round = 0; round < 5; round++) {
      const id = await world.task(`Round ${round}`, { recurrence: "FREQ=DAILY" })
      const version = await reviewed(id)
      const ends = await Promise.allSettled([
        tasks().step({ id, version, step: "approve" }),
        api.as(world.other).tasks.step({ id, version, step: "approve" }),
        api.as(world.member).tasks.place({ id, afterId: null, step: "approve" }),
      ])
      // The card is put there either way: a step that was taken meanwhile is not refused to it.
      const taken = ends.slice(0, 2).filter(({ status }) => status === "fulfilled")
      expect(taken.length).toBeLessThanOrEqual(1)
      expect(ends[2]?.status === "fulfilled" || taken.length === 1).toBe(true)
      const named = (await board()).filter(({ title }) => title === `Round ${round}`)
      expect(named.map(({ status }) => status).sort()).toEqual(["completed", "not_started"])
    }
  })

  it("comes as often as COUNT says and not after UNTIL", async () => {
    await world.task("Thrice", { recurrence: "FREQ=DAILY;COUNT=3" })
    for (let turn = 0; turn < 3; turn++) await complete((await open())[0]?.id ?? "")
    expect(await open()).toEqual([])
    expect((await board()).map(({ startDay }) => startDay).sort()).toEqual([
      "2026-03-02",
      "2026-03-03",
      "2026-03-04",
    ])
    await world.task("Until", { recurrence: "FREQ=WEEKLY;UNTIL=20260310" })
    for (let turn = 0; turn < 2; turn++) await complete((await open())[0]?.id ?? "")
    expect(await open()).toEqual([])
  })

  it("goes to a working day, by hand as by the plan, and keeps its rhythm", async () => {
    const admin = await makeUser(db(), { role: "admin" })
    await api.as(admin).calendar.setDayOff({ day: "2026-04-06", name: "Easter Monday" })
    for (const mode of ["automatic", "manual"] as const) {
      const when = mode === "manual" ? { startDay: "2026-03-30" } : { notBefore: "2026-03-30" }
      await world.task(mode, { mode, ...when, recurrence: "FREQ=WEEKLY" })
      for (const day of ["2026-03-30", "2026-04-07", "2026-04-13"]) {
        const [task] = await open()
        expect(task).toMatchObject({ startDay: day, endDay: day, mode })
        await complete(task?.id ?? "")
      }
      for (const { id, version } of await open()) await tasks().remove({ id, version })
    }
    await api.as(admin).calendar.setDayOff({ day: "2026-04-06", name: null })
  })

  it("leaves out who has left the agency, and does not repeat in a campaign that is over", async () => {
    const id = await world.task("Post", {
      recurrence: "FREQ=DAILY",
      responsibleId: world.member.id,
      assigneeIds: [world.other.id],
    })
    const version = await reviewed(id)
    await db()
      .update(users)
      .set({ disabledAt: new Date().toISOString() })
      .where(eq(users.id, world.member.id))
    await tasks().step({ id, version, step: "approve" })
    const [next] = await open()
    expect(next).toMatchObject({ responsible: null, assignees: [{ id: world.other.id }] })

    const { campaigns } = api.as(world.manager)
    const before = await campaigns.get({ id: world.campaign.id })
    const { version: over } = await campaigns.step({
      id: before.id,
      version: before.version,
      step: "complete",
    })
    await complete(next?.id ?? "")
    expect(await open()).toEqual([])
    expect(await get(next?.id ?? "")).toMatchObject({ recurrence: "FREQ=DAILY" })
    await campaigns.step({ id: before.id, version: over, step: "reopen", reason: "The client wants more." })
    const done = await get(next?.id ?? "")
    await tasks().step({ id: done.id, version: done.version, step: "reopen", reason: "It goes on." })
    await complete(done.id)
    expect(await open()).toHaveLength(1)
  })

  it("is refused with a sentence at the field for a rule that is none, or that brings nothing", async () => {
    const make = (recurrence: string) => world.task("x", { recurrence })
    await expect(make("FREQ=HOURLY")).rejects.toThrow(/at most once a day/)
    await expect(make("FREQ=WEEKLY;UNTIL=20260308")).rejects.toMatchObject({
      details: {
        fields: {
          recurrence: [expect.stringMatching(/the task never repeats after 2026-03-02/)],
        },
      },
    })
    expect(await board()).toEqual([])
    const id = await world.task("x")
    const change = async (recurrence: string | null) =>
      tasks().update({ id, version: (await get(id)).version, changes: { recurrence } })
    await expect(change("FREQ=DAILY;UNTIL=20260302")).rejects.toMatchObject({
      details: { fields: { "changes.recurrence": [expect.stringMatching(/never repeats after/)] } },
    })
    await change("FREQ=MONTHLY;BYMONTHDAY=-1")
    expect((await get(id)).recurrence).toBe("FREQ=MONTHLY;BYMONTHDAY=-1")
    await change(null)
    await complete(id)
    expect(await open()).toEqual([])
    await expect(change("FREQ=DAILY")).rejects.toMatchObject({
      details: { fields: { "changes.recurrence": [expect.stringMatching(/This task is completed/)] } },
    })
  })

  it("ends where plans reach no further, and is refused with a sentence when it begins there", async () => {
    const far = { notBefore: "2036-02-26", durationDays: 2 }
    const refused = (field: string) => ({
      details: { fields: { [field]: [expect.stringMatching(/would be on 20.*too far from the start/)] } },
    })
    const id = await world.task("far", far)
    for (const recurrence of ["FREQ=WEEKLY", "FREQ=YEARLY;INTERVAL=20"]) {
      await expect(world.task("x", { ...far, recurrence })).rejects.toMatchObject(refused("recurrence"))
      const { version } = await get(id)
      await expect(tasks().update({ id, version, changes: { recurrence } })).rejects.toMatchObject(
        refused("changes.recurrence"),
      )
    }
    const last = await world.task("last", {
      notBefore: "2036-02-19",
      durationDays: 2,
      recurrence: "FREQ=WEEKLY",
    })
    await complete((await complete(last)).next?.id ?? "")
    expect((await open()).map(({ title }) => title)).toEqual(["far"])
  })

  it("is kept by a template, its last day as a working day", async () => {
    await makeTask(db(), {
      campaignId: world.campaign.id,
      title: "Report",
      recurrence: "FREQ=WEEKLY;BYDAY=MO;UNTIL=20260330",
    })
    const { campaigns } = api.as(world.manager)
    const template = await campaigns.templates.save({ campaignId: world.campaign.id, name: "Weekly" })
    const { id } = await campaigns.create({
      clientId: (await makeClient(db(), { ownerId: world.manager.id })).id,
      name: "Again",
      startDay: "2027-03-01",
      endDay: "2027-06-25",
      templateId: template.id,
    })
    expect(await tasks().board({ campaignId: id })).toMatchObject([
      { title: "Report", recurrence: "FREQ=WEEKLY;BYDAY=MO;UNTIL=20270329" },
    ])
  })
})
