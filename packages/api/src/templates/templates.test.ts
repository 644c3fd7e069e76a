import { makeCampaign, makeClient, makeUser, type UserRow } from "@alphas/db/factories"
import { campaignTemplates } from "@alphas/db/schema/campaigns"
import { changes } from "@alphas/db/schema/changes"
import { newId } from "@alphas/domain/ids"
import type { TemplateContent } from "@alphas/domain/templates/template"
import { asc, eq } from "drizzle-orm"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type TestApi, testApi } from "../testing"

let api: TestApi
let admin: UserRow
let manager: UserRow

beforeAll(async () => {
  api = await testApi()
  const { db } = api.database.connection
  admin = await makeUser(db, { role: "admin" })
  manager = await makeUser(db, { role: "manager" })
})
afterAll(async () => {
  expect(api.unguarded).toEqual([])
  await api.close()
})

const db = () => api.database.connection.db
const ownClient = () => makeClient(db(), { ownerId: manager.id, currency: "CHF" })
const logOf = (entityId: string) =>
  db()
    .select({ fields: changes.fields })
    .from(changes)
    .where(eq(changes.entityId, entityId))
    .orderBy(asc(changes.seq))

describe("a template", () => {
  it("keeps a campaign and fills another, with dates shifted on working days, and is itself unchanged by it", async () => {
    const spring = await makeCampaign(db(), { managerId: manager.id })
    const { tasks, campaigns, schedule } = api.as(manager)
    const task = async (title: string, also: object = {}) =>
      (await tasks.create({ campaignId: spring.id, title, ...also })).id
    const brief = await task("Brief", { durationDays: 2, checklist: ["Goals", "Budget"], labels: ["start"] })
    const shoot = await task("Shoot", {
      mode: "manual",
      startDay: "2026-03-12",
      durationDays: 3,
      estimateMinutes: 600,
    })
    const edit = await task("Edit", { durationDays: 4, notBefore: "2026-03-16" })
    await task("Colours", { parentId: edit })
    await schedule.dependencies.create({ predecessorId: brief, successorId: shoot })
    await schedule.dependencies.create({ predecessorId: shoot, successorId: edit, lagDays: 1 })
    const kpi = { name: "Reach", unit: "people", target: 1000, direction: "up" as const }
    await campaigns.kpis.create({ campaignId: spring.id, kpi })

    const { id: templateId, version } = await campaigns.templates.save({
      campaignId: spring.id,
      name: "Film",
    })
    expect(await campaigns.templates.list()).toMatchObject([{ name: "Film", tasks: 4, kpis: 1, days: 85 }])
    // Begins on a Thursday, and Good Friday and Easter are days off.
    for (const day of ["2027-03-26", "2027-03-29"])
      await api.as(admin).calendar.setDayOff({ day, name: "Easter" })
    const startDay = "2027-03-18"
    const { endDay, lastTaskDay } = await campaigns.templates.end({ templateId, startDay })
    expect([endDay, lastTaskDay], "its length, and its last task").toEqual(["2027-07-16", "2027-04-12"])
    const autumn = await makeCampaign(db(), { managerId: manager.id, startDay, endDay })
    await campaigns.templates.fill({ campaignId: autumn.id, templateId })
    const made = await schedule.plan({ campaignId: autumn.id })
    expect(
      made.tasks.map(({ title, startDay: from, endDay: to }) => `${title} ${from.slice(5)}..${to.slice(5)}`),
    ).toEqual(["Colours 03-18..03-18", "Brief 03-18..03-19", "Shoot 04-01..04-05", "Edit 04-07..04-12"])
    expect(made.dependencies).toHaveLength(2)
    const colours = made.tasks.find(({ title }) => title === "Colours")
    expect(colours?.parentId).toBe(made.tasks.find(({ title }) => title === "Edit")?.id)
    expect(made.tasks[1]).toMatchObject({ checklistTotal: 2, labels: ["start"], assignees: [] })
    expect(await campaigns.get({ id: autumn.id })).toMatchObject({
      tasksTotal: 4,
      kpis: [{ name: "Reach", values: [] }],
    })
    await expect(campaigns.templates.fill({ campaignId: autumn.id, templateId })).rejects.toMatchObject({
      reason: "workflow",
    })
    await campaigns.templates.remove({ id: templateId, version })
    expect(await campaigns.templates.list()).toEqual([])
    expect((await schedule.plan({ campaignId: autumn.id })).tasks).toHaveLength(4)
  })

  it("is filled into a new campaign as it is created: all of it or nothing, and once however often it is sent", async () => {
    const source = await makeCampaign(db(), {
      managerId: manager.id,
      description: "Margin 40 %, not for others.",
    })
    const { tasks, campaigns, schedule } = api.as(manager)
    const first = await tasks.create({ campaignId: source.id, title: "Brief", durationDays: 3 })
    const second = await tasks.create({ campaignId: source.id, title: "Shoot", durationDays: 2 })
    await schedule.dependencies.create({ predecessorId: first.id, successorId: second.id })
    for (const name of ["Reach", "Leads"])
      await campaigns.kpis.create({ campaignId: source.id, kpi: { name, unit: "x", target: 10 } })
    const template = await campaigns.templates.save({ campaignId: source.id, name: "One minute" })

    const client = await ownClient()
    const input = {
      clientId: client.id,
      name: "Filled",
      startDay: "2026-09-07",
      endDay: "2026-09-30",
      kpis: [{ name: "leads", unit: "leads", target: 99 }],
      templateId: template.id,
    }
    const keyed = api.as(manager, { idempotencyKey: "filled once" })
    const { id } = await keyed.campaigns.create(input)
    expect((await keyed.campaigns.create(input)).id).toBe(id)
    const made = await schedule.plan({ campaignId: id })
    expect(made.tasks.map(({ title, startDay, endDay }) => [title, startDay, endDay])).toEqual([
      ["Brief", "2026-09-07", "2026-09-09"],
      ["Shoot", "2026-09-10", "2026-09-11"],
    ])
    expect(made.dependencies).toHaveLength(1)
    const campaign = await campaigns.get({ id })
    expect(campaign).toMatchObject({ description: null, tasksTotal: 2 })
    expect(campaign.kpis.map(({ name, target }) => [name, target])).toEqual([
      ["leads", 99],
      ["Reach", 10],
    ])
    expect((await logOf(id))[0]?.fields).toMatchObject({ template: { after: "One minute" } })

    await campaigns.templates.remove({ id: template.id, version: 1 })
    const late = api.as(manager).campaigns.create({ ...input, name: "Too late" })
    await expect(late).rejects.toMatchObject({
      details: { fields: { templateId: [expect.stringMatching(/was deleted/)] } },
    })
    expect((await campaigns.list({ text: "Too late" })).items).toEqual([])
  })

  it("of 5,000 tasks with as many dependencies fills a campaign", async () => {
    const { campaigns, schedule } = api.as(manager)
    const count = 5_000
    const task = { description: null, priority: "normal" as const, labels: ["x"], estimateMinutes: null }
    const day = { mode: "automatic", durationDays: 1, notBefore: null, start: null, parent: null } as const
    const content: TemplateContent = {
      ...{ days: 10, kpis: [] },
      tasks: Array.from({ length: count }, (_, n) => ({
        ...task,
        ...day,
        title: `T${n}`,
        checklist: ["a", "b"],
      })),
      dependencies: Array.from({ length: count - 1 }, (_, n) => ({
        ...({ predecessor: n % 100, successor: n + 1, type: "start_start", lagDays: 0 } as const),
      })).filter(({ predecessor, successor }) => predecessor < successor),
    }
    const templateId = newId()
    await db().insert(campaignTemplates).values({ id: templateId, name: "Large", content })
    const { id } = await makeCampaign(db(), { managerId: manager.id })
    await campaigns.templates.fill({ campaignId: id, templateId })
    expect(await campaigns.get({ id })).toMatchObject({ tasksTotal: count, forecastDay: "2026-03-02" })
    const plan = await schedule.plan({ campaignId: id })
    expect(plan.dependencies).toHaveLength(content.dependencies.length)
    expect(plan.tasks[0]).toMatchObject({ checklistTotal: 2, labels: ["x"], status: "not_started" })
  }, 60_000)

  it("has a name of its own, whoever is faster", async () => {
    const { id: campaignId } = await makeCampaign(db(), { managerId: manager.id })
    const save = (name: string) => api.as(manager).campaigns.templates.save({ campaignId, name })
    const both = await Promise.allSettled([save("Launch"), save("LAUNCH")])
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
    await expect(save("launch")).rejects.toMatchObject({
      reason: "invalid",
      details: { fields: { name: [expect.stringMatching(/Another template has this name/)] } },
    })
  })
})
