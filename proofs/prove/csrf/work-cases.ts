import { makeCampaign, makeCampaignMember, makeTask, makeUser, type UserRow } from "@alphas/db/factories"
import { settings } from "@alphas/db/schema/settings"
import { lockedMonths } from "@alphas/db/schema/time"
import type { Case } from "./case"
import type { World } from "./world"

/** What a mutation answers with that made a row. */
interface Made {
  id: string
  version: number
}

const monday = "2026-03-02"
const days = { startDay: monday, endDay: "2026-06-26" }
const versioned = ({ id, version }: Made) => ({ id, version })
const campaign = async ({ db }: World) => versioned(await makeCampaign(db))
const colleague = async ({ db }: World) => (await makeUser(db, { role: "team_member" })).id
const agency = async ({ db }: World) => {
  const [row] = await db.select().from(settings)
  if (row === undefined) throw new Error("The agency has no settings.")
  return row
}

async function template(world: World, me: UserRow) {
  const from = await campaign(world)
  await makeTask(world.db, { campaignId: from.id })
  const name = `Template ${from.id}`
  return world.call<Made>(me, "campaigns.templates.save", { campaignId: from.id, name })
}
const kpi = async (world: World, me: UserRow) => {
  const campaignId = (await campaign(world)).id
  const wanted = { name: "Leads", unit: "leads", target: 10 }
  return versioned(await world.call<Made>(me, "campaigns.kpis.create", { campaignId, kpi: wanted }))
}
const task = async ({ db }: World) => makeTask(db)
const check = async (world: World, me: UserRow) =>
  (await world.call<Made>(me, "tasks.checklist.add", { taskId: (await task(world)).id, text: "Point" })).id
const pair = async (world: World) => {
  const first = await task(world)
  const second = await makeTask(world.db, { campaignId: first.campaignId })
  return { predecessorId: first.id, successorId: second.id }
}
const dependency = async (world: World, me: UserRow) =>
  versioned(await world.call<Made>(me, "schedule.dependencies.create", await pair(world)))
const longer = async (world: World) => {
  const { id, version, campaignId } = await task(world)
  return { campaignId, changes: [{ id, durationDays: 3 }], seen: [{ id, version }] }
}
const away = { fromDay: "2026-05-04", toDay: "2026-05-08" }
const leave = async (world: World, me: UserRow) =>
  versioned(await world.call<Made>(me, "calendar.leave.create", away))
const entry = async (world: World, me: UserRow) => {
  const input = { campaignId: (await campaign(world)).id, day: monday, minutes: 60 }
  const [id = ""] = (await world.call<{ ids: string[] }>(me, "time.create", input)).ids
  return { id, version: 1 }
}
const running = async (world: World, me: UserRow) => {
  const campaignId = (await campaign(world)).id
  const { id, version } = await world.call<Made>(me, "time.timer.start", { campaignId })
  return { id, version, campaignId }
}
const rate = (minorPerHour: number) => ({ kind: "cost", fromDay: monday, currency: "EUR", minorPerHour })

/** The mutations of campaigns, tasks, the calendar and time. */
export const workCases: Record<string, Case> = {
  "campaigns.create": {
    prepare: async ({ db }) => ({ clientId: (await makeCampaign(db)).clientId, name: "New", ...days }),
  },
  "campaigns.update": {
    prepare: async (world) => ({ ...(await campaign(world)), changes: { name: "Other" } }),
  },
  "campaigns.step": { prepare: async (world) => ({ ...(await campaign(world)), step: "pause" }) },
  "campaigns.archive": { prepare: campaign },
  "campaigns.restore": {
    prepare: async ({ db }) => versioned(await makeCampaign(db, { archivedAt: new Date().toISOString() })),
  },
  "campaigns.addMember": {
    prepare: async (world) => ({ id: (await campaign(world)).id, userId: await colleague(world) }),
  },
  "campaigns.removeMember": {
    prepare: async (world) => {
      const [{ id }, userId] = [await campaign(world), await colleague(world)]
      await makeCampaignMember(world.db, id, userId)
      return { id, userId }
    },
  },
  "campaigns.templates.save": {
    prepare: async (world) => {
      const { id } = await campaign(world)
      return { campaignId: id, name: `Template ${id}` }
    },
  },
  "campaigns.templates.fill": {
    prepare: async (world, me) => ({
      campaignId: (await campaign(world)).id,
      templateId: (await template(world, me)).id,
    }),
  },
  "campaigns.templates.remove": { prepare: async (world, me) => versioned(await template(world, me)) },
  "campaigns.kpis.create": {
    prepare: async (world) => ({
      campaignId: (await campaign(world)).id,
      kpi: { name: "Leads", unit: "leads", target: 10 },
    }),
  },
  "campaigns.kpis.update": {
    prepare: async (world, me) => ({ ...(await kpi(world, me)), changes: { target: 20 } }),
  },
  "campaigns.kpis.remove": { prepare: kpi },
  "campaigns.kpis.setValue": {
    prepare: async (world, me) => ({ id: (await kpi(world, me)).id, day: monday, value: 3 }),
  },

  "tasks.create": {
    prepare: async (world) => ({ campaignId: (await campaign(world)).id, title: "New" }),
  },
  "tasks.update": {
    prepare: async (world) => ({ ...versioned(await task(world)), changes: { title: "Other" } }),
  },
  "tasks.step": { prepare: async (world) => ({ ...versioned(await task(world)), step: "start" }) },
  "tasks.assign": {
    prepare: async (world) => ({
      ...versioned(await task(world)),
      responsibleId: await colleague(world),
      assigneeIds: [],
    }),
  },
  "tasks.place": {
    prepare: async (world) => {
      const { predecessorId, successorId } = await pair(world)
      return { id: predecessorId, afterId: successorId, step: "start" }
    },
  },
  "tasks.remove": { prepare: async (world) => versioned(await task(world)) },
  "tasks.restore": {
    prepare: async (world, me) => {
      const { id, version } = await task(world)
      await world.call(me, "tasks.remove", { id, version })
      return { id, version: version + 1 }
    },
  },
  "schedule.reschedule": { prepare: longer },
  "schedule.undo": {
    prepare: async (world, me) => {
      const input = await longer(world)
      const { undo } = await world.call<{ undo: string }>(me, "schedule.reschedule", input)
      return { campaignId: input.campaignId, id: undo }
    },
  },
  "tasks.checklist.add": { prepare: async (world) => ({ taskId: (await task(world)).id, text: "Point" }) },
  "tasks.checklist.update": {
    prepare: async (world, me) => ({ id: await check(world, me), changes: { done: true } }),
  },
  "tasks.checklist.remove": { prepare: async (world, me) => ({ id: await check(world, me) }) },
  "schedule.dependencies.create": { prepare: pair },
  "schedule.dependencies.update": {
    prepare: async (world, me) => ({ ...(await dependency(world, me)), type: "start_start", lagDays: 1 }),
  },
  "schedule.dependencies.remove": { prepare: dependency },

  "calendar.update": {
    prepare: async (world) => {
      const { version, workingWeekdays } = await agency(world)
      return {
        version,
        changes: { workingWeekdays: workingWeekdays.length > 4 ? [1, 2, 3, 4] : [1, 2, 3, 4, 5] },
      }
    },
  },
  "calendar.setDayOff": {
    prepare: async (world) => ({ day: "2026-05-15", name: `Bridge ${await colleague(world)}` }),
  },
  "calendar.leave.create": { prepare: async () => away },
  "calendar.leave.update": {
    prepare: async (world, me) => ({ ...(await leave(world, me)), ...away, toDay: "2026-05-06" }),
  },
  "calendar.leave.remove": { prepare: leave },

  "time.create": {
    prepare: async (world) => ({ campaignId: (await campaign(world)).id, day: monday, minutes: 30 }),
  },
  "time.update": {
    prepare: async (world, me) => ({ ...(await entry(world, me)), changes: { note: "Other" } }),
  },
  "time.remove": { prepare: entry },
  "time.restore": {
    prepare: async (world, me) => world.call<Made>(me, "time.remove", await entry(world, me)),
  },
  "time.timer.start": { prepare: async (world) => ({ campaignId: (await campaign(world)).id }) },
  "time.timer.update": {
    prepare: async (world, me) => ({ ...(await running(world, me)), note: "Other" }),
  },
  "time.timer.stop": {
    prepare: async (world, me) => {
      const { id, version } = await running(world, me)
      return { id, version, discard: true }
    },
  },
  "time.weeks.setCell": {
    prepare: async (world) => ({ campaignId: (await campaign(world)).id, day: monday, minutes: 15, seen: 0 }),
  },
  "time.weeks.step": {
    prepare: async (world, me) => {
      await entry(world, me)
      return { monday, userId: me.id, version: 0, step: "submit" }
    },
  },
  "time.rules.update": {
    prepare: async (world) => {
      const { version, roundingMinutes } = await agency(world)
      return { version, changes: { roundingMinutes: roundingMinutes === 6 ? 15 : 6 } }
    },
  },
  "time.rules.lockMonth": {
    prepare: async (world) => {
      const [locked] = await world.db.select({ month: lockedMonths.month }).from(lockedMonths)
      const month = "2025-01-01"
      return locked === undefined
        ? { month, locked: true }
        : { month, locked: false, reason: "A late receipt." }
    },
  },
  "time.rates.create": {
    prepare: async (world) => ({ ...rate(5_000), userId: await colleague(world) }),
  },
  "time.rates.remove": {
    prepare: async (world, me) =>
      versioned(
        await world.call<Made>(me, "time.rates.create", { ...rate(5_000), userId: await colleague(world) }),
      ),
  },
}
