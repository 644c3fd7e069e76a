import { changes } from "@alphas/db/schema/changes"
import { and, desc, eq, sql } from "drizzle-orm"
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

describe("a locked month", () => {
  it("stays as it is for everybody but an admin with a reason, which is in the log", async () => {
    const { time, enter, admin, manager, lock } = world
    const id = await enter("2026-04-29", 60)
    await lock("2026-04-01")
    await expect(enter("2026-04-30", 5)).rejects.toThrow(/2026-04 is locked/)
    await expect(time().remove({ id, version: 1, reason: "Please" })).rejects.toThrow(/is locked/)
    const unlock = { month: "2026-04-01", locked: false }
    await expect(time(manager).rules.lockMonth({ ...unlock, reason: "x" })).rejects.toMatchObject({
      reason: "forbidden",
    })
    expect((await time().weeks.get({ monday: "2026-04-27" })).lockedDays).toHaveLength(4)
    const change = { id, version: 1, changes: { minutes: 5 } }
    await expect(time(admin).update(change)).rejects.toThrow(/with a reason/)
    await time(admin).update({ ...change, reason: "Typo" })
    const [entry] = await db()
      .select({ fields: changes.fields })
      .from(changes)
      .where(and(eq(changes.entity, "time_entry"), eq(changes.entityId, id)))
      .orderBy(desc(changes.seq))
    expect(entry?.fields).toMatchObject({ minutes: { before: 60, after: 5 }, reason: { after: "Typo" } })
    const out = { id, version: 2, changes: { day: "2026-05-06" } }
    await expect(time().update(out)).rejects.toThrow(/is locked/)
    await expect(time(admin).rules.lockMonth(unlock)).rejects.toThrow(/Enter a reason/)
    await time(admin).rules.lockMonth({ ...unlock, reason: "Late hours" })
    await enter("2026-04-30", 5)
  })

  it("takes nothing in that is moved there", async () => {
    const { time, enter, lock } = world
    const id = await enter("2026-05-06", 60)
    await lock("2026-04-01")
    const move = { id, version: 1, changes: { day: "2026-04-30" } }
    await expect(time().update(move)).rejects.toThrow(/2026-04 is locked/)
    expect((await time().list({ campaignId: [world.campaign.id] })).items).toMatchObject([
      { day: "2026-05-06", version: 1 },
    ])
    await time(world.admin).update({ ...move, reason: "Entered on the wrong day" })
  })

  it("keeps the states of its weeks, but lets those go on that have open days, and an admin with a reason", async () => {
    const { member, manager, admin, step, enter, lock } = world
    const [whole, edge] = ["2026-04-13", "2026-04-27"]
    await enter("2026-04-14", 60)
    await enter("2026-04-30", 60)
    await enter("2026-05-01", 60)
    await step(member, whole, "submit")
    await lock("2026-04-01")
    await step(member, edge, "submit")
    const waiting = (await world.time(admin).weeks.submitted()).filter(
      ({ person }) => person.id === member.id,
    )
    expect(waiting.map(({ monday, locked }) => [monday, locked])).toEqual([
      [whole, "all"],
      [edge, "some"],
    ])
    await expect(step(manager, whole, "approve")).rejects.toThrow(/2026-04 is locked/)
    await expect(step(member, whole, "withdraw")).rejects.toThrow(/2026-04 is locked/)
    await expect(step(admin, whole, "approve")).rejects.toThrow(/with a reason/)
    await step(admin, whole, "approve", "Checked on paper")
    await expect(step(manager, edge, "sendBack", "Friday?")).rejects.toThrow(/2026-04 is locked/)
    await step(manager, edge, "approve")
    await expect(step(manager, edge, "reopen", "Friday?")).rejects.toThrow(/2026-04 is locked/)
    await step(admin, edge, "reopen", "Friday is missing")
  })

  it("in which an admin changes what waits for approval is not approved unseen", async () => {
    const { time, member, manager, admin, step, enter, lock } = world
    const [id, monday] = [await enter("2026-04-30", 60), "2026-04-27"]
    await enter("2026-05-01", 60)
    const { version } = await step(member, monday, "submit")
    await lock("2026-04-01")
    await time(admin).update({ id, version: 1, changes: { minutes: 600 }, reason: "As invoiced" })
    const approve = { monday, userId: member.id, version, step: "approve" as const }
    await expect(time(manager).weeks.step(approve)).rejects.toMatchObject({ reason: "stale_version" })
    await step(manager, monday, "approve")
  })
})

describe("locking a month", () => {
  it("waits for what is being entered in it", async () => {
    const { time, about, campaign, lock, enter } = world
    let [entering, locking]: Promise<unknown>[] = []
    let isLocked = false
    await db().transaction(async (tx) => {
      await tx.execute(sql`select from campaigns where id = ${campaign.id} for update`)
      entering = time().create({ ...about(), day: "2026-04-29", minutes: 60 })
      await waiting(api, 1)
      locking = lock("2026-04-01").then(() => {
        isLocked = true
      })
      await waiting(api, 2)
      expect(isLocked).toBe(false)
    })
    await Promise.all([entering, locking])
    expect(await world.totals()).toMatchObject({ minutes: 60 })
    await expect(enter("2026-04-29", 5)).rejects.toThrow(/is locked/)
  })

  it("waits for a rate that is being set: once it is locked, no price changes in it", async () => {
    const { time, finance, lock, enter, totals } = world
    const id = await enter("2026-04-29", 60)
    const cost = { kind: "cost" as const, currency: "EUR", fromDay: "2026-01-01" }
    let [pricing, locking]: Promise<unknown>[] = []
    let isLocked = false
    await db().transaction(async (tx) => {
      // The rate has found the month open, and waits for the entry that it prices.
      await tx.execute(sql`select from time_entries where id = ${id} for update`)
      pricing = time(finance).rates.create({ confirm: true, ...cost, minorPerHour: 6_000 })
      await waiting(api, 1)
      locking = lock("2026-04-01").then(() => {
        isLocked = true
      })
      await waiting(api, 2)
      expect(isLocked).toBe(false)
    })
    await Promise.all([pricing, locking])
    expect(await totals()).toMatchObject({ hoursMinor: 6_000 })
    await time(finance).rates.create({ confirm: true, ...cost, fromDay: "2026-02-01", minorPerHour: 1 })
    expect(await totals()).toMatchObject({ hoursMinor: 6_000 })
  })
})
