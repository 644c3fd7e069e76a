import type { UserRow } from "@alphas/db/factories"
import { makeCampaign, makeCampaignMember, makeClient, makeMember, makeUser } from "@alphas/db/factories"
import { campaigns as rows } from "@alphas/db/schema/campaigns"
import { changes } from "@alphas/db/schema/changes"
import { asc, eq } from "drizzle-orm"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { replanCampaigns } from "../schedule/replan-job"
import { type TestApi, testApi } from "../testing"
import { lockPerson } from "../time/guard"

let api: TestApi
let admin: UserRow
let manager: UserRow
let member: UserRow
let finance: UserRow

beforeAll(async () => {
  api = await testApi()
  const { db } = api.database.connection
  admin = await makeUser(db, { role: "admin" })
  manager = await makeUser(db, { role: "manager" })
  member = await makeUser(db, { role: "team_member" })
  finance = await makeUser(db, { role: "finance" })
})
afterAll(async () => {
  expect(api.unguarded).toEqual([])
  await api.close()
})

const db = () => api.database.connection.db
const dates = { startDay: "2026-03-02", endDay: "2026-06-26" }
const ownClient = () => makeClient(db(), { ownerId: manager.id, currency: "CHF" })
const logOf = (entityId: string) =>
  db()
    .select({
      verb: changes.verb,
      entity: changes.entity,
      fields: changes.fields,
      campaignId: changes.campaignId,
    })
    .from(changes)
    .where(eq(changes.entityId, entityId))
    .orderBy(asc(changes.seq))

describe("creating a campaign", () => {
  it("makes the creator its manager and a member, takes the client's currency, and is in the log", async () => {
    const client = await ownClient()
    const { id } = await api.as(manager).campaigns.create({
      clientId: client.id,
      name: "Spring",
      ...dates,
      budgetMinor: 1_250_000,
      memberIds: [member.id],
      kpis: [{ name: "Leads", unit: "leads", target: 100 }],
    })
    const campaign = await api.as(manager).campaigns.get({ id })
    expect(campaign).toMatchObject({
      name: "Spring",
      client: { id: client.id },
      status: "planning",
      currency: "CHF",
      budgetMinor: 1_250_000,
      actualMinor: 0,
      manager: { id: manager.id },
      kpis: [{ name: "Leads", target: 100, progress: null }],
      version: 1,
    })
    expect(campaign.members.map((person) => person.id).sort()).toEqual([manager.id, member.id].sort())
    expect((await logOf(id)).map(({ entity }) => entity)).toEqual([
      "campaign",
      "campaign_member",
      "campaign_member",
    ])
    expect((await logOf(id)).every(({ campaignId }) => campaignId === id)).toBe(true)
  })

  it("is refused for a client that one may not see, an archived one, an end before the start, a client viewer", async () => {
    const create = (clientId: string, also: object = {}) =>
      api.as(manager).campaigns.create({ clientId, name: "X", ...dates, ...also })
    await expect(create((await makeClient(db())).id)).rejects.toMatchObject({ reason: "not_found" })
    const archived = await makeClient(db(), { ownerId: manager.id, archivedAt: new Date().toISOString() })
    await expect(create(archived.id)).rejects.toMatchObject({
      details: { fields: { clientId: [/archived/] } },
    })
    const { id } = await ownClient()
    await expect(create(id, { startDay: "2026-07-01" })).rejects.toThrow(/end must not be before/)
    await expect(create(id, { startDay: "2026-02-30" })).rejects.toThrow(/Enter a date/)
    const viewer = await makeUser(db(), { role: "client_viewer", clientId: id })
    await expect(create(id, { memberIds: [viewer.id] })).rejects.toMatchObject({
      details: { fields: { memberIds: [/client viewer cannot/] } },
    })
    await expect(
      api.as(member).campaigns.create({ clientId: id, name: "X", ...dates }),
    ).rejects.toMatchObject({ reason: "forbidden" })
  })
})

describe("the workflow", () => {
  it("goes from planning to completed and back only with a reason; what it lacks is refused with what is possible", async () => {
    const { id } = await makeCampaign(db(), { managerId: manager.id, status: "planning" })
    const campaigns = api.as(manager).campaigns
    let version = 1
    const step = async (name: Parameters<typeof campaigns.step>[0]["step"], reason?: string) => {
      const saved = await campaigns.step({ id, version, step: name, reason: reason ?? null })
      version = saved.version
    }
    await expect(step("complete")).rejects.toThrow(/planning\. Possible steps: Start/)
    for (const name of ["start", "pause", "resume", "complete"] as const) await step(name)
    await expect(step("reopen")).rejects.toMatchObject({
      details: { fields: { reason: ["Enter a reason."] } },
    })
    await step("reopen", "The client has ordered more.")
    expect((await campaigns.get({ id })).status).toBe("active")
    expect((await logOf(id)).at(-1)?.fields).toEqual({
      status: { before: "completed", after: "active" },
      reason: { after: "The client has ordered more." },
    })
  })
})

describe("changing a campaign", () => {
  it("refuses a stale version with the campaign as it is now, and dates that contradict what stays", async () => {
    const { id } = await makeCampaign(db(), { managerId: manager.id })
    const campaigns = api.as(manager).campaigns
    await campaigns.update({ id, version: 1, changes: { name: "Other" } })
    await expect(campaigns.update({ id, version: 1, changes: { name: "Third" } })).rejects.toMatchObject({
      reason: "stale_version",
      details: { current: { name: "Other", version: 2 } },
    })
    await expect(
      campaigns.update({ id, version: 2, changes: { endDay: "2026-03-01" } }),
    ).rejects.toMatchObject({ details: { fields: { "changes.endDay": [/before it starts/] } } })
  })

  it("makes a new manager a member, and keeps the manager from being removed", async () => {
    const { id } = await makeCampaign(db(), { managerId: manager.id })
    const other = await makeUser(db(), { role: "manager" })
    await api.as(manager).campaigns.update({ id, version: 1, changes: { managerId: other.id } })
    const { members } = await api.as(other).campaigns.get({ id })
    expect(members.map((person) => person.id)).toContain(other.id)
    await expect(api.as(other).campaigns.removeMember({ id, userId: other.id })).rejects.toMatchObject({
      reason: "workflow",
    })
    await api.as(other).campaigns.removeMember({ id, userId: manager.id })
    expect(await api.as(manager).campaigns.get({ id })).toMatchObject({
      mayEdit: false,
      mayReadHistory: false,
    })
  })

  it("is given another currency only with its budget in it, and none once time is counted", async () => {
    const { id } = await makeCampaign(db(), {
      managerId: manager.id,
      budgetMinor: 1_250_000,
      currency: "EUR",
    })
    const { campaigns, time } = api.as(manager)
    const change = (changes: Parameters<typeof campaigns.update>[0]["changes"], version = 1) =>
      campaigns.update({ id, version, changes })
    await expect(change({ currency: "JPY" })).rejects.toMatchObject({
      details: { fields: { "changes.budgetMinor": [/The budget is in EUR\. Enter the budget in JPY/] } },
    })
    await change({ currency: "JPY", budgetMinor: 2_000_000 })
    expect(await campaigns.get({ id })).toMatchObject({ currency: "JPY", budgetMinor: 2_000_000 })
    await change({ currency: "CHF", budgetMinor: null }, 2)
    await change({ currency: "EUR" }, 3)
    await time.create({ campaignId: id, day: "2026-03-10", minutes: 60 })
    await expect(change({ currency: "USD" }, 4)).rejects.toMatchObject({
      details: { fields: { "changes.currency": [/already use EUR/] } },
    })
  })

  it("keeps its currency while it has rates of its own, or time that may be restored", async () => {
    const { id } = await makeCampaign(db(), { managerId: manager.id, currency: "EUR" })
    const { rates } = api.as(admin).time
    const refused = (why: RegExp) =>
      expect(
        api.as(manager).campaigns.update({ id, version: 1, changes: { currency: "JPY" } }),
      ).rejects.toMatchObject({ details: { fields: { "changes.currency": [why] } } })
    const rate = await rates.create({
      confirm: true,
      ...{ kind: "cost", campaignId: id, currency: "EUR", fromDay: "2026-01-01", minorPerHour: 6_000 },
    })
    await refused(/rates in EUR for this campaign/)
    await rates.remove({ ...rate, confirm: true })
    const { time } = api.as(manager)
    const { ids } = await time.create({ campaignId: id, day: "2026-03-10", minutes: 60 })
    await time.remove({ id: ids[0] ?? "", version: 1 })
    await refused(/entered in EUR and removed/)
  })

  it("keeps its currency when time is being entered at the same moment", async () => {
    const { id } = await makeCampaign(db(), { managerId: manager.id })
    const change = () => api.as(manager).campaigns.update({ id, version: 1, changes: { currency: "JPY" } })
    let ended = false
    let waiting: Promise<unknown> = Promise.resolve()
    await db().transaction(async (tx) => {
      // As entering time does it: first these locks, in the end the campaign's minutes.
      await lockPerson({ tx }, manager.id)
      await tx.select({ id: rows.id }).from(rows).where(eq(rows.id, id)).for("no key update")
      waiting = change()
        .catch((error: unknown) => error)
        .finally(() => {
          ended = true
        })
      await new Promise((resolve) => setTimeout(resolve, 400))
      expect(ended).toBe(false)
      await tx.update(rows).set({ minutes: 60 }).where(eq(rows.id, id))
    })
    expect(await waiting).toMatchObject({ message: expect.stringMatching(/already use EUR/) })
  })

  it("is planned anew when it is opened or restored again, or ends later: the calendar has moved on", async () => {
    const { campaigns, tasks, schedule } = api.as(manager)
    const { id } = await makeCampaign(db(), { managerId: manager.id })
    const task = await tasks.create({
      campaignId: id,
      title: "work",
      notBefore: "2026-04-02",
      durationDays: 2,
    })
    const ends = async () => (await tasks.get({ id: task.id })).endDay
    const close = async (day: string) => {
      await api.as(admin).calendar.setDayOff({ day, name: "Bridge" })
      await replanCampaigns(api.services, { byId: admin.id, onlyId: null })
    }
    expect(await ends()).toBe("2026-04-03")
    let { version } = await campaigns.step({ id, version: 1, step: "complete" })
    await close("2026-04-03")
    expect(await ends()).toBe("2026-04-03")
    ;({ version } = await campaigns.step({ id, version, step: "reopen", reason: "More." }))
    expect(await ends()).toBe("2026-04-06")
    ;({ version } = await campaigns.archive({ id, version }))
    await close("2026-04-06")
    for (const changes of [{ startDay: "2026-02-27" }, { startDay: "2026-03-02" }])
      ({ version } = await campaigns.update({ id, version, changes }))
    ;({ version } = await campaigns.step({ id, version, step: "complete" }))
    ;({ version } = await campaigns.step({ id, version, step: "reopen", reason: "Much more." }))
    expect(await ends(), "what is archived is left as it is").toBe("2026-04-06")
    ;({ version } = await campaigns.restore({ id, version }))
    expect(await ends()).toBe("2026-04-07")
    // Beyond the days that were calculated with when it was planned.
    await api.as(admin).calendar.setDayOff({ day: "2035-01-02", name: "Far" })
    await schedule.reschedule({
      campaignId: id,
      changes: [{ id: task.id, notBefore: "2035-01-01" }],
      seen: [{ id: task.id, version: (await tasks.get({ id: task.id })).version }],
    })
    expect(await ends()).toBe("2035-01-02")
    await campaigns.update({ id, version, changes: { endDay: "2034-12-31" } })
    expect(await ends()).toBe("2035-01-03")
  })

  it("archives and restores", async () => {
    const { id } = await makeCampaign(db(), { managerId: manager.id })
    const campaigns = api.as(manager).campaigns
    const { version } = await campaigns.archive({ id, version: 1 })
    expect((await campaigns.list({ limit: 200 })).items.map((row) => row.id)).not.toContain(id)
    expect((await campaigns.list({ limit: 200, archived: "only" })).items.map((row) => row.id)).toContain(id)
    await expect(campaigns.archive({ id, version })).rejects.toMatchObject({ reason: "workflow" })
    await campaigns.restore({ id, version })
    expect((await campaigns.get({ id })).archivedAt).toBeNull()
  })
})

describe("who sees what of a campaign", () => {
  it("shows money to admin, its manager and finance only, the client's name to whoever sees the client", async () => {
    const client = await makeClient(db())
    const { id } = await makeCampaign(db(), { clientId: client.id, managerId: manager.id, budgetMinor: 500 })
    const viewer = await makeUser(db(), { role: "client_viewer", clientId: client.id })
    const seen = (user: UserRow) => api.as(user).campaigns.get({ id })
    for (const user of [admin, manager, finance]) expect((await seen(user)).budgetMinor).toBe(500)
    for (const user of [member, viewer]) {
      expect(await seen(user)).toMatchObject({ budgetMinor: null, actualMinor: null, hoursMinor: null })
      const { items } = await api.as(user).campaigns.list({ limit: 200 })
      expect(items.find((row) => row.id === id)).toMatchObject({ budgetMinor: null, actualMinor: null })
    }
    await db().update(rows).set({ hoursMinor: 600, endDay: "2099-12-31" }).where(eq(rows.id, id))
    expect(
      await Promise.all([manager, member, viewer].map(async (user) => (await seen(user)).health)),
      "what its cost makes of it is told to whom sees the cost",
    ).toEqual(["at_risk", "on_schedule", "on_schedule"])
    expect((await seen(member)).client).toBeNull()
    expect((await seen(viewer)).client).toEqual({ id: client.id, name: client.name })
    expect(await seen(viewer)).toMatchObject({ members: [], manager: null, minutes: null })
    const stranger = await makeUser(db(), { role: "client_viewer" })
    await expect(seen(stranger)).rejects.toMatchObject({ reason: "not_found" })
    const history = await api.as(finance).changes.history({ entity: "campaign", id })
    expect(history.items).toEqual([])
    await expect(api.as(viewer).changes.history({ entity: "campaign", id })).rejects.toMatchObject({
      reason: "forbidden",
    })
  })

  it("shows a manager what other managers run: its name on tasks and time, neither its money nor its history", async () => {
    const [foreign, doer] = [await makeUser(db(), { role: "manager" }), await makeUser(db())]
    const client = await makeClient(db())
    const { id } = await makeCampaign(db(), {
      clientId: client.id,
      managerId: manager.id,
      name: "Theirs",
      budgetMinor: 500,
    })
    const [own, theirs] = [api.as(manager), api.as(foreign)]
    const task = await own.tasks.create({ campaignId: id, title: "Work", responsibleId: doer.id })
    const spent = { campaignId: id, taskId: task.id, day: "2026-05-06", minutes: 60 }
    await api.as(doer).time.create(spent)
    const campaign = { id, name: "Theirs" }
    expect((await theirs.tasks.list({ campaignId: [id] })).items).toMatchObject([{ campaign }])
    const week = await theirs.time.weeks.get({ monday: "2026-05-04", userId: doer.id })
    expect(week.entries).toMatchObject([{ campaign, costMinor: null }])
    const hidden = { ...campaign, client: null, budgetMinor: null, actualMinor: null, mayEdit: false }
    expect((await theirs.campaigns.list({ text: "Theirs" })).items).toMatchObject([hidden])
    expect(await theirs.campaigns.get({ id })).toMatchObject({ ...hidden, mayReadHistory: false })
    expect(await own.campaigns.get({ id })).toMatchObject({ mayEdit: true, mayReadHistory: true })
    const refused = { reason: "not_found", message: expect.stringContaining("do not have access") }
    await expect(
      theirs.campaigns.update({ id, version: 1, changes: { name: "Mine" } }),
    ).rejects.toMatchObject(refused)
    await expect(theirs.changes.history({ entity: "campaign", id })).rejects.toMatchObject(refused)
  })

  it("hides the budget in the history from a team member", async () => {
    const { id } = await makeCampaign(db(), { managerId: manager.id })
    await makeCampaignMember(db(), id, member.id)
    await api.as(manager).campaigns.update({ id, version: 1, changes: { budgetMinor: 7, name: "Told" } })
    const fieldsFor = async (user: UserRow) =>
      (await api.as(user).changes.history({ entity: "campaign", id })).items[0]?.fields ?? {}
    expect(Object.keys(await fieldsFor(manager)).sort()).toEqual(["budgetMinor", "name"])
    expect(Object.keys(await fieldsFor(member))).toEqual(["name"])
  })
})

describe("the list", () => {
  it("pages by keyset in every order, and every filter narrows it", async () => {
    const client = await makeClient(db())
    const lead = await makeUser(db(), { role: "manager" })
    await makeMember(db(), { clientId: client.id, userId: lead.id })
    const made = []
    for (let number = 0; number < 5; number++) {
      made.push(
        await makeCampaign(db(), {
          clientId: client.id,
          name: `Listed ${number % 3}`,
          status: number % 2 ? "active" : "paused",
          endDay: `2026-0${6 + (number % 2)}-20`,
          managerId: number === 0 ? lead.id : null,
        }),
      )
    }
    const { campaigns } = api.as(lead)
    const ids = made.map((row) => row.id).sort()
    for (const sort of ["name", "status", "startDay", "endDay", "createdAt", "updatedAt"] as const) {
      for (const direction of ["asc", "desc"] as const) {
        const found: string[] = []
        let cursor: string | null = null
        do {
          const page = await campaigns.list({
            sort,
            direction,
            cursor,
            limit: 2,
            clientId: [client.id],
            count: true,
          })
          expect(page.total).toBe(5)
          found.push(...page.items.map((row) => row.id))
          cursor = page.nextCursor
        } while (cursor !== null)
        expect([...found].sort()).toEqual(ids)
      }
      await expect(campaigns.list({ sort, cursor: "x" })).rejects.toMatchObject({ reason: "invalid" })
    }
    const ofClient = { clientId: [client.id], count: true }
    const count = async (filters: object) => (await campaigns.list({ ...filters, ...ofClient })).total
    expect(await count({ text: "LISTED 1" })).toBe(2)
    expect(await count({ text: "%" })).toBe(0)
    expect(await count({ status: ["active"] })).toBe(2)
    expect(await count({ managerId: [lead.id] })).toBe(1)
    expect(await count({ memberId: lead.id })).toBe(1)
    const viewer = await makeUser(db(), { role: "client_viewer", clientId: client.id })
    expect((await api.as(viewer).campaigns.list({ memberId: lead.id })).items).toEqual([])
  })

  it("is narrowed by nothing that the caller may not see: neither who manages a campaign nor whose it is", async () => {
    const client = await makeClient(db())
    const lead = await makeUser(db(), { role: "manager" })
    const { id } = await makeCampaign(db(), { clientId: client.id, managerId: lead.id })
    const found = async (who: UserRow, filters: object) =>
      (await api.as(who).campaigns.list({ ...filters, count: true })).items.map((row) => row.id)
    const viewer = await makeUser(db(), { role: "client_viewer", clientId: client.id })
    expect(await found(viewer, { clientId: [client.id] })).toEqual([id])
    expect(await found(viewer, { managerId: [lead.id] })).toEqual([])
    const teamMember = await makeUser(db())
    expect(await found(teamMember, { managerId: [lead.id] })).toEqual([id])
    expect(await found(teamMember, { clientId: [client.id] })).toEqual([])
    await makeMember(db(), { clientId: client.id, userId: teamMember.id })
    expect(await found(teamMember, { clientId: [client.id] })).toEqual([id])
  })
})

describe("kpis", () => {
  it("have one name each, whatever the blanks and capitals, and however they come", async () => {
    const { id: campaignId } = await makeCampaign(db(), { managerId: manager.id })
    const call = api.as(manager).campaigns
    const kpi = { unit: "leads", target: 100 }
    const taken = { reason: "invalid", message: expect.stringContaining("has a KPI of this name already") }
    const { id } = await call.kpis.create({ campaignId, kpi: { ...kpi, name: "New  leads" } })
    const names = async () => (await call.get({ id: campaignId })).kpis.map(({ name }) => name)
    expect(await names()).toEqual(["New leads"])
    for (const name of ["New leads", "new   Leads", "New\u00a0leads"])
      await expect(call.kpis.create({ campaignId, kpi: { ...kpi, name } })).rejects.toMatchObject(taken)
    const other = await call.kpis.create({ campaignId, kpi: { ...kpi, name: "Calls" } })
    const rename = (name: string) => call.kpis.update({ ...other, changes: { name } })
    await expect(rename("NEW LEADS")).rejects.toMatchObject(taken)
    await call.kpis.update({ id, version: 1, changes: { name: "New Leads" } })
    expect(await names()).toEqual(["New Leads", "Calls"])
    const both = await Promise.allSettled(
      [1, 2].map(() => call.kpis.create({ campaignId, kpi: { ...kpi, name: "Both" } })),
    )
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    const client = await makeClient(db(), { ownerId: manager.id })
    const fresh = { clientId: client.id, name: "Fresh", startDay: "2026-03-02", endDay: "2026-03-06" }
    const kpis = [
      { ...kpi, name: "Leads" },
      { ...kpi, name: "leads " },
    ]
    await expect(call.create({ ...fresh, kpis })).rejects.toMatchObject({ code: "BAD_REQUEST" })
  })

  it("keep a value a day, and progress is right when lower is better", async () => {
    const { id: campaignId } = await makeCampaign(db(), { managerId: manager.id })
    const { kpis } = api.as(manager).campaigns
    const kpi = { name: "Cost per lead", unit: "EUR", target: 20, start: 60, direction: "down" as const }
    const { id } = await kpis.create({ campaignId, kpi })
    await kpis.setValue({ id, day: "2025-04-02", value: 30 })
    await kpis.setValue({ id, day: "2025-04-01", value: 50 })
    await kpis.setValue({ id, day: "2025-04-01", value: 40.5 })
    const later = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10)
    await expect(kpis.setValue({ id, day: later, value: 1 })).rejects.toMatchObject({
      details: { fields: { day: [/Choose today or an earlier day/] } },
    })
    const read = async () => (await api.as(manager).campaigns.get({ id: campaignId })).kpis[0]
    expect(await read()).toMatchObject({
      values: [
        { day: "2025-04-01", value: 40.5 },
        { day: "2025-04-02", value: 30 },
      ],
      progress: 75,
    })
    // As undo takes back what was noted, unless somebody noted something else meanwhile.
    await expect(kpis.setValue({ id, day: "2025-04-02", value: null, seen: 20 })).rejects.toMatchObject({
      ...{ reason: "stale_version", details: { current: { value: 30 } } },
    })
    await kpis.setValue({ id, day: "2025-04-02", value: null, seen: 30 })
    expect((await read())?.values).toHaveLength(1)
    await expect(kpis.setValue({ id, day: "2025-04-02", value: 5, seen: 30 })).rejects.toMatchObject({
      ...{ reason: "stale_version", details: { current: { value: null } } },
    })
    await expect(kpis.update({ id, version: 1, changes: { target: 70 } })).rejects.toMatchObject({
      details: { fields: { "changes.target": [/must be above the target/] } },
    })
    await kpis.update({ id, version: 1, changes: { target: 50 } })
    expect(await read()).toMatchObject({ progress: 100, version: 2 })
    await expect(kpis.remove({ id, version: 1 })).rejects.toMatchObject({ reason: "stale_version" })
    await expect(
      api.as(member).campaigns.kpis.setValue({ id, day: "2025-04-02", value: 1 }),
    ).rejects.toMatchObject({
      reason: "forbidden",
    })
    await kpis.remove({ id, version: 2 })
    expect(await read()).toBeUndefined()
  })
})

describe("merging two clients", () => {
  it("takes the campaigns along", async () => {
    const [keep, other] = [await makeClient(db()), await makeClient(db())]
    const { id } = await makeCampaign(db(), { clientId: other.id })
    await api.as(admin).clients.merge({
      clients: [
        { id: keep.id, version: 1 },
        { id: other.id, version: 1 },
      ],
      keepId: keep.id,
    })
    expect((await api.as(admin).campaigns.get({ id })).client?.id).toBe(keep.id)
  })
})
