import { makeUser } from "@alphas/db/factories"
import { changes } from "@alphas/db/schema/changes"
import { users } from "@alphas/db/schema/users"
import { desc, eq, sql } from "drizzle-orm"
import { describe, expect, it } from "vitest"
import { eachInWorld } from "../test-world"
import type { TestApi } from "../testing"
import { type TimeWorld, timeWorld, waiting } from "./testing"

let api: TestApi
let world: TimeWorld

eachInWorld(timeWorld, (opened, made) => {
  ;[api, world] = [opened, made]
})

const db = () => api.database.connection.db

const cost = { kind: "cost" as const, currency: "EUR", fromDay: "2026-01-01" }

describe("rates", () => {
  it("say what they reprice before they are set or removed, and change nothing until that is confirmed", async () => {
    const { rates } = world.time(world.finance)
    const [confirm, rate] = [true, { ...cost, minorPerHour: 6_000 }]
    await world.enter("2026-05-04", 90)
    await world.enter("2026-05-05", 30)
    await world.enter("2025-12-31", 60)
    const asked = { rate: "cost", entries: 2, beforeMinor: 0, afterMinor: 12_000, currency: "EUR" }
    expect(await rates.preview(rate)).toEqual(asked)
    const sentence = "This changes the cost of 2 entries from 0.00 EUR to 120.00 EUR."
    await expect(rates.create(rate)).rejects.toMatchObject({
      reason: "unconfirmed",
      message: expect.stringContaining(sentence),
      details: { current: { kind: "repriced", ...asked } },
    })
    expect([await rates.list(), (await world.totals()).hoursMinor]).toEqual([[], 0])
    const saved = await rates.create({ ...rate, confirm })
    expect((await world.totals()).hoursMinor).toBe(12_000)
    // What has no entries yet, or changes none, is set unasked.
    await rates.create({ ...rate, fromDay: "2026-06-01", minorPerHour: 7_000 })
    await rates.create({ ...rate, fromDay: "2026-05-05" })
    await world.lock("2026-05-01")
    expect((await rates.preview({ ...rate, fromDay: "2026-05-04", minorPerHour: 1 })).entries).toBe(0)
    await world.lock("2026-05-01", false)
    await expect(rates.remove(saved)).rejects.toMatchObject({
      details: { current: { kind: "repriced", entries: 1, beforeMinor: 9_000, afterMinor: 0 } },
    })
    expect(await rates.list()).toHaveLength(3)
    await rates.remove({ ...saved, confirm })
    expect((await world.totals()).hoursMinor).toBe(3_000)
  })

  it("are refused for whoever enters no time: a client's viewer, and their role", async () => {
    const { rates } = world.time(world.finance)
    const viewer = await makeUser(db(), { role: "client_viewer" })
    await expect(
      rates.create({ confirm: true, ...cost, userId: viewer.id, minorPerHour: 1 }),
    ).rejects.toMatchObject({
      details: { fields: { userId: [expect.stringMatching(/people of the agency/)] } },
    })
    await expect(
      rates.create({ confirm: true, ...cost, role: "client_viewer", minorPerHour: 1 }),
    ).rejects.toThrow(/client viewers do not log time/)
    expect(await rates.list()).toEqual([])
  })

  it("price every hour from their day on, again when they change, and not in locked months", async () => {
    const { time, enter, totals, member, finance, lock } = world
    const { rates, rules } = time(finance)
    await enter("2026-04-29", 60)
    await enter("2026-05-06", 90)
    await enter("2026-05-07", 30, { billable: false })
    const own = { ...cost, userId: member.id }
    await rates.create({ confirm: true, ...own, fromDay: "2026-05-01", minorPerHour: 6_000 })
    expect(await totals()).toMatchObject({ hoursMinor: 12_000 })
    await lock("2026-04-01")
    const { id } = await rates.create({ confirm: true, ...own, minorPerHour: 100 })
    expect(await totals()).toMatchObject({ hoursMinor: 12_000 })
    await rates.remove({ id, version: 1, confirm: true })
    await lock("2026-04-01", false)
    await rates.create({ confirm: true, ...own, minorPerHour: 3_333 })
    expect(await totals()).toMatchObject({ hoursMinor: 15_333 })
    await rates.create({
      confirm: true,
      ...{ kind: "billing", role: "team_member", currency: "EUR", fromDay: "2026-01-01" },
      minorPerHour: 9_999,
    })
    const { items } = await time(world.admin).list({ userId: [member.id] })
    expect(items.map(({ day, costMinor, billMinor }) => [day, costMinor, billMinor])).toEqual([
      ["2026-05-07", 3_000, 0],
      ["2026-05-06", 9_000, 14_999],
      ["2026-04-29", 3_333, 9_999],
    ])
    await expect(rates.create({ confirm: true, ...own, minorPerHour: 1 })).rejects.toMatchObject({
      reason: "duplicate",
    })
    await expect(time(world.manager).rates.list()).rejects.toMatchObject({ reason: "forbidden" })
    await expect(rules.update({ version: 1, changes: { rounding: "up" } })).rejects.toMatchObject({
      reason: "forbidden",
    })
    for (const rate of await rates.list())
      await rates.remove({ id: rate.id, version: rate.version, confirm: true })
    expect(await totals()).toMatchObject({ hoursMinor: 0 })
  })

  it("that are set while a month is locked hold in it once it is opened, which the log says", async () => {
    const { time, enter, totals, finance, lock } = world
    // Its first and its last day are days of it.
    for (const day of ["2026-04-01", "2026-04-29", "2026-04-30"]) await enter(day, 60)
    await lock("2026-04-01")
    await time(finance).rates.create({ confirm: true, ...cost, minorPerHour: 6_000 })
    expect(await totals()).toMatchObject({ hoursMinor: 0 })
    await lock("2026-04-01", false)
    expect(await totals()).toMatchObject({ hoursMinor: 18_000 })
    const [entry] = await db()
      .select({ fields: changes.fields })
      .from(changes)
      .where(eq(changes.entity, "locked_month"))
      .orderBy(desc(changes.seq))
    expect(entry?.fields).toMatchObject({ repriced: { after: 3 }, reason: { after: "Corrections" } })
  })

  it("of a role are those under which the hour was entered: a promotion changes no price", async () => {
    const { time, enter, finance, member, admin } = world
    const { rates } = time(finance)
    await rates.create({ confirm: true, ...cost, role: "team_member", minorPerHour: 6_000 })
    await rates.create({ confirm: true, ...cost, role: "manager", minorPerHour: 9_000 })
    const before = await enter("2026-05-04", 60)
    await db().update(users).set({ role: "manager" }).where(eq(users.id, member.id))
    const promoted = { ...member, role: "manager" as const }
    await time(promoted).create({ ...world.about(), day: "2026-05-05", minutes: 60 })
    const prices = async () =>
      (await time(admin).list({ userId: [member.id] })).items.map(({ costMinor }) => costMinor)
    expect(await prices()).toEqual([9_000, 6_000])
    await rates.create({
      confirm: true,
      ...cost,
      role: "manager",
      fromDay: "2026-02-01",
      minorPerHour: 10_000,
    })
    expect(await prices()).toEqual([10_000, 6_000])
    await rates.create({
      confirm: true,
      ...cost,
      role: "team_member",
      fromDay: "2026-02-01",
      minorPerHour: 7_000,
    })
    expect(await prices()).toEqual([10_000, 7_000])
    await time(promoted).update({ id: before, version: 1, changes: { minutes: 120 } })
    expect(await prices()).toEqual([10_000, 14_000])
  })

  it("in another currency than their campaign's are refused, for they would never hold", async () => {
    const { time, finance, campaign } = world
    await expect(
      time(finance).rates.create({
        confirm: true,
        ...cost,
        currency: "CHF",
        campaignId: campaign.id,
        minorPerHour: 1,
      }),
    ).rejects.toMatchObject({
      details: { fields: { currency: [expect.stringMatching(/uses EUR/)] } },
    })
    expect(await time(finance).rates.list()).toEqual([])
  })

  it("are told to those who look after them, not to whom they are for", async () => {
    const { time, finance, member } = world
    const { id } = await time(finance).rates.create({
      confirm: true,
      ...cost,
      userId: member.id,
      minorPerHour: 6_000,
    })
    await time(finance).rates.remove({ id, version: 1, confirm: true })
    const told = await db().select({ people: changes.people }).from(changes).where(eq(changes.entityId, id))
    expect(told).toEqual([{ people: [] }, { people: [] }])
  })

  it("that are set while time is entered leave no hour at another price", async () => {
    const { time, about, campaign, member, admin } = world
    const ofCampaign = { ...cost, campaignId: campaign.id }
    for (let round = 1; round <= 4; round++) {
      const day = `2026-05-0${round + 3}`
      await Promise.all([
        time(world.finance).rates.create({
          confirm: true,
          ...ofCampaign,
          fromDay: day,
          minorPerHour: 1_000 * round,
        }),
        time(admin).rates.create({
          confirm: true,
          ...ofCampaign,
          userId: member.id,
          fromDay: day,
          minorPerHour: 7_000 * round,
        }),
        ...[member, world.other, member].map((user) => time(user).create({ ...about(), day, minutes: 60 })),
      ])
      const { items } = await time(admin).list({ campaignId: [campaign.id], from: day, to: day })
      expect(items.map(({ costMinor }) => costMinor).sort()).toEqual(
        [1_000 * round, 7_000 * round, 7_000 * round].sort(),
      )
    }
  })

  it("do not reach into a locked month when only a note is put right there, and name who is there", async () => {
    const { time, finance, admin, lock } = world
    const { rates } = time(finance)
    const id = await world.enter("2026-04-14", 60)
    await lock("2026-04-01")
    await rates.create({ confirm: true, ...cost, minorPerHour: 6_000 })
    await time(admin).update({ id, version: 1, changes: { note: "Call" }, reason: "A typo" })
    expect(await world.totals()).toMatchObject({ hoursMinor: 0 })
    await time(admin).update({ id, version: 2, changes: { billable: false }, reason: "Ours" })
    expect(await world.totals(), "what is not billed costs the same").toMatchObject({ hoursMinor: 0 })
    const { version } = await time(admin).remove({ id, version: 3, reason: "Twice" })
    await time(admin).restore({ id, version, reason: "Not twice" })
    expect(await world.totals(), "what comes back there has its price").toMatchObject({ hoursMinor: 0 })
    const [nobody, other] = ["01a20699-0b2d-773f-9466-db6d439a5976", { ...cost, minorPerHour: 1 }]
    await expect(rates.create({ confirm: true, ...other, userId: nobody })).rejects.toMatchObject({
      reason: "invalid",
    })
    await expect(rates.create({ confirm: true, ...other, campaignId: nobody })).rejects.toMatchObject({
      reason: "not_found",
    })
  })

  it("are in the currency that the campaign has when time is entered, not the one it had a moment before", async () => {
    const { time, about, campaign, finance, admin } = world
    await time(finance).rates.create({ confirm: true, ...cost, minorPerHour: 6_000 })
    await time(finance).rates.create({ confirm: true, ...cost, currency: "CHF", minorPerHour: 7_000 })
    let entering: Promise<unknown> = Promise.resolve()
    await db().transaction(async (tx) => {
      await tx.execute(sql`update campaigns set currency = 'CHF' where id = ${campaign.id}`)
      entering = time().create({ ...about(), day: "2026-05-04", minutes: 60 })
      await waiting(api, 1)
    })
    await entering
    expect((await time(admin).list({ campaignId: [campaign.id] })).items).toMatchObject([
      { currency: "CHF", costMinor: 7_000 },
    ])
  })
})

it("whoever changes the rounding second is shown what it is now", async () => {
  const { rules } = world.time(world.admin)
  const { version } = await rules.get()
  await rules.update({ version, changes: { rounding: "up" } })
  await expect(rules.update({ version, changes: { rounding: "down" } })).rejects.toMatchObject({
    reason: "stale_version",
    details: { current: { rounding: "up", roundingMinutes: 1, lockedMonths: [], version: version + 1 } },
  })
  await rules.update({ version: version + 1, changes: { rounding: "nearest" } })
})
