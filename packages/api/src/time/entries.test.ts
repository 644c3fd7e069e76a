import { makeCampaign, makeUser, type UserRow } from "@alphas/db/factories"
import { campaignMembers } from "@alphas/db/schema/campaigns"
import { changes } from "@alphas/db/schema/changes"
import { users } from "@alphas/db/schema/users"
import { and, desc, eq } from "drizzle-orm"
import { describe, expect, it } from "vitest"
import { eachInWorld } from "../test-world"
import type { TestApi } from "../testing"
import { type TimeWorld, timeWorld } from "./testing"

let api: TestApi
let world: TimeWorld

eachInWorld(timeWorld, (opened, made) => {
  ;[api, world] = [opened, made]
})

const db = () => api.database.connection.db

/** The last that the log says of an entry. */
const logged = async (id: string) => {
  const [row] = await db()
    .select()
    .from(changes)
    .where(and(eq(changes.entity, "time_entry"), eq(changes.entityId, id)))
    .orderBy(desc(changes.seq))
    .limit(1)
  return row
}
const leave = (user: UserRow) =>
  db()
    .delete(campaignMembers)
    .where(and(eq(campaignMembers.campaignId, world.campaign.id), eq(campaignMembers.userId, user.id)))

describe("time by hand", () => {
  it("is somebody's own, counts in the campaign and the task, and is changed and removed by version", async () => {
    const { time, totals } = world
    const id = await world.enter("2026-05-04", 90, { note: "Draft" })
    expect(await totals()).toEqual({ minutes: 90, hoursMinor: 0, ofTask: 90 })
    const { items } = await time().list({ from: "2026-05-04", to: "2026-05-04" })
    expect(items).toMatchObject([{ minutes: 90, note: "Draft", task: { title: "work" }, costMinor: null }])
    expect((await time(world.other).list({})).items).toEqual([])
    expect((await time(world.manager).list({ userId: [world.member.id] })).items).toHaveLength(1)
    const change = { id, version: 1, changes: { minutes: 60, taskId: null } }
    await expect(time(world.other).update(change)).rejects.toMatchObject({ reason: "not_found" })
    await time().update(change)
    expect(await totals()).toEqual({ minutes: 60, hoursMinor: 0, ofTask: 0 })
    await expect(time().remove({ id, version: 1 })).rejects.toMatchObject({ reason: "stale_version" })
    await time().remove({ id, version: 2 })
    expect(await totals()).toEqual({ minutes: 0, hoursMinor: 0, ofTask: 0 })
    expect(await logged(id)).toMatchObject({ clientId: world.campaign.clientId, people: [world.member.id] })
  })

  it("refuses more than a day has, a task of another campaign, a campaign that one cannot see, both ways at once", async () => {
    const { time, enter } = world
    await enter("2026-05-05", 1_400)
    await expect(enter("2026-05-05", 200)).rejects.toThrow(/more than its 24 hours/)
    await expect(enter("2026-05-05", 0)).rejects.toThrow(/at least one minute/)
    const other = await makeCampaign(db())
    const elsewhere = { campaignId: other.id, taskId: world.taskId, day: "2026-05-06", minutes: 5 }
    await expect(time().create(elsewhere)).rejects.toThrow(/belongs to another campaign/)
    await expect(enter("2026-05-06", 5, { from: "09:00", to: "10:00" })).rejects.toThrow(/either the minutes/)
    const viewer = await makeUser(db(), { role: "client_viewer" })
    const hours = { ...world.about(), day: "2026-05-06", minutes: 5 }
    await expect(time(viewer).create(hours)).rejects.toMatchObject({ reason: "forbidden" })
    expect(await world.totals()).toMatchObject({ minutes: 1_400 })
  })

  it("is shown to whoever changes it second as they read it, which is without what an hour costs for most", async () => {
    const { time, member, admin } = world
    await time(world.finance).rates.create({
      confirm: true,
      ...{ kind: "cost", currency: "EUR", fromDay: "2026-01-01", minorPerHour: 6_000 },
    })
    const late = { id: await world.enter("2026-05-04", 60), version: 999 }
    const shown = async (user: UserRow, act: "update" | "remove") => {
      const { update, remove } = time(user)
      const refused = act === "update" ? update({ ...late, changes: { minutes: 5 } }) : remove(late)
      return (await refused.catch((error) => error)).details.current
    }
    for (const act of ["update", "remove"] as const) {
      const { entries } = await time().weeks.get({ monday: "2026-05-04" })
      expect(await shown(member, act)).toEqual(entries[0])
      expect(await shown(member, act)).toMatchObject({ costMinor: null, billMinor: null, minutes: 60 })
      expect(await shown(admin, act)).toMatchObject({ costMinor: 6_000, campaign: { id: world.campaign.id } })
    }
  })

  it("of somebody else that an admin removed comes back to whom it was, at its price, and the log says both", async () => {
    const { time, admin, member } = world
    await time(world.finance).rates.create({
      confirm: true,
      ...{ kind: "cost", currency: "EUR", userId: member.id, fromDay: "2026-01-01", minorPerHour: 6_000 },
    })
    const id = await world.enter("2026-05-04", 60, { note: "Draft" })
    const { version } = await time(admin).remove({ id, version: 1 })
    expect(await world.totals()).toEqual({ minutes: 0, hoursMinor: 0, ofTask: 0 })
    expect((await time().list({})).items).toEqual([])
    expect(await logged(id)).toMatchObject({ actorId: admin.id, fields: { deletedAt: {} } })
    await expect(time(world.other).restore({ id, version })).rejects.toMatchObject({ reason: "not_found" })
    await expect(time(admin).restore({ id, version: 1 })).rejects.toMatchObject({ reason: "stale_version" })
    await time(admin).restore({ id, version })
    expect(await world.totals()).toEqual({ minutes: 60, hoursMinor: 6_000, ofTask: 60 })
    expect((await time(admin).list({ userId: [member.id] })).items).toMatchObject([
      { id, note: "Draft", person: { id: member.id }, costMinor: 6_000, version: version + 1 },
    ])
    expect((await time(admin).list({ userId: [admin.id] })).items).toEqual([])
    expect(await logged(id)).toMatchObject({ verb: "time.restore", people: [member.id] })
    await expect(time().restore({ id, version: version + 1 })).rejects.toMatchObject({ reason: "not_found" })
  })

  it("comes back to no closed day, and to none that is full by now", async () => {
    const { time, lock } = world
    const [id, full] = [await world.enter("2026-04-29", 60), await world.enter("2026-05-05", 200)]
    const { version } = await time().remove({ id, version: 1 })
    await time().remove({ id: full, version: 1 })
    await world.enter("2026-05-05", 1_400)
    await expect(time().restore({ id: full, version: 2 })).rejects.toThrow(/more than its 24 hours/)
    await lock("2026-04-01")
    await expect(time().restore({ id, version, reason: "Please" })).rejects.toThrow(/2026-04 is locked/)
    await time(world.admin).restore({ id, version, reason: "Removed by mistake" })
    expect(await logged(id)).toMatchObject({ fields: { reason: { after: "Removed by mistake" } } })
  })

  it("is put right where it stands though its campaign was archived, or its manager has left it", async () => {
    const { time, manager, campaign } = world
    const own =
      (await time(manager).create({ ...world.about(), day: "2026-05-04", minutes: 30 })).ids[0] ?? ""
    const id = await world.enter("2026-05-04", 60)
    const { version } = await api.as(manager).campaigns.get({ id: campaign.id })
    await api.as(manager).campaigns.archive({ id: campaign.id, version })
    await leave(manager)
    expect(await api.as(manager).campaigns.get({ id: campaign.id })).toMatchObject({ mayEdit: false })
    await time().update({ id, version: 1, changes: { minutes: 50, taskId: null } })
    await time(manager).update({ id: own, version: 1, changes: { minutes: 25, note: "Call" } })
    expect(await world.totals()).toMatchObject({ minutes: 75 })
    await expect(
      time().update({ id, version: 2, changes: { taskId: (await taskElsewhere()).taskId } }),
    ).rejects.toMatchObject({ details: { fields: { "changes.taskId": expect.any(Array) } } })
    const other = await makeCampaign(db(), { archivedAt: new Date().toISOString() })
    await expect(time().update({ id, version: 2, changes: { campaignId: other.id } })).rejects.toMatchObject({
      reason: "unconfirmed",
    })
  })
})

/** A task of another campaign that the member works on. */
const taskElsewhere = async () => {
  const manager = api.as(world.admin)
  const other = await makeCampaign(db())
  await manager.campaigns.addMember({ id: other.id, userId: world.member.id })
  return { taskId: (await manager.tasks.create({ campaignId: other.id, title: "Elsewhere" })).id }
}

describe("time by the clock", () => {
  const clock = (day: string, from: string, to: string) =>
    world.time().create({ ...world.about(), day, from, to })

  it("counts what passed where daylight saving takes an hour", async () => {
    expect((await clock("2026-03-29", "01:30", "03:30")).minutes).toBe(60)
    expect((await clock("2026-05-06", "09:00", "10:30")).minutes).toBe(90)
  })

  it("takes midnight for the end of a day, also where that day is longer", async () => {
    expect((await clock("2026-05-06", "22:00", "00:00")).minutes).toBe(120)
    await expect(clock("2026-10-25", "01:30", "00:00")).rejects.toThrow(/go back between 01:30 and 00:00/)
  })

  it("refuses midnight, the hour that is skipped and the one that is shown twice, and says what to do", async () => {
    await expect(clock("2026-05-06", "22:00", "01:00")).rejects.toThrow(
      /past midnight, add one entry for each day/,
    )
    await expect(clock("2026-03-29", "02:30", "04:00")).rejects.toThrow(/go forward and skip 02:30/)
    await expect(clock("2026-10-25", "01:00", "02:30")).rejects.toThrow(/02:30 happens twice/)
    await expect(clock("2026-10-25", "01:30", "03:30")).rejects.toThrow(/go back between 01:30 and 03:30/)
    await expect(
      world.time().create({ ...world.about(), day: "2026-10-26", minutes: 60, from: "22:00" }),
    ).rejects.toThrow(/either the minutes/)
    expect(await world.totals()).toMatchObject({ minutes: 0 })
  })

  it("of a person in another zone falls on the day of their own clock, as one piece", async () => {
    await db().update(users).set({ timeZone: "America/New_York" }).where(eq(users.id, world.member.id))
    const { ids, minutes } = await clock("2026-05-06", "17:00", "19:30")
    expect([ids.length, minutes]).toEqual([1, 150])
    const { items } = await world.time().list({})
    expect(items.map((entry) => [entry.day, entry.minutes, entry.startedAt])).toEqual([
      ["2026-05-06", 150, "2026-05-06T21:00:00.000Z"],
    ])
    await db().update(users).set({ timeZone: null }).where(eq(users.id, world.member.id))
  })
})

it("never loses a minute: the totals are those of a recount after many changes at once", async () => {
  await Promise.all(
    Array.from({ length: 30 }, (_, number) =>
      world.time([world.member, world.other, world.manager][number % 3]).create({
        ...world.about(),
        day: `2026-06-${String(1 + (number % 28)).padStart(2, "0")}`,
        minutes: 7,
      }),
    ),
  )
  expect(await world.totals()).toEqual({ minutes: 210, hoursMinor: 0, ofTask: 210 })
})
