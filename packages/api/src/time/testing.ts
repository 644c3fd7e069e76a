import { makeUser, type UserRow } from "@alphas/db/factories"
import { campaigns } from "@alphas/db/schema/campaigns"
import { lockedMonths, rates, timeEntries, timers } from "@alphas/db/schema/time"
import { eq } from "drizzle-orm"
import { expect, vi } from "vitest"
import { type TaskWorld, taskWorld } from "../tasks/testing"
import type { TestApi } from "../testing"

/** A campaign with a task, and people who spend time on it: no time yet, no rates, and no month is locked. */
export interface TimeWorld extends TaskWorld {
  admin: UserRow
  finance: UserRow
  taskId: string
  /** The verbs as somebody, the member unless said otherwise. */
  time(user?: UserRow): ReturnType<TestApi["as"]>["time"]
  about(): { campaignId: string; taskId: string }
  /** Enters the member's time and answers the entry's id. */
  enter(day: string, minutes: number, also?: object): Promise<string>
  /** What the campaign and the task count. */
  totals(): Promise<{ minutes: number | null; hoursMinor: number | null; ofTask: number }>
  /** Takes a step with the member's week at the version that it has. */
  step(
    user: UserRow,
    monday: string,
    step: "submit" | "withdraw" | "approve" | "sendBack" | "reopen",
    reason?: string,
  ): ReturnType<ReturnType<TestApi["as"]>["time"]["weeks"]["step"]>
  lock(month: string, locked?: boolean): Promise<unknown>
  /** The member's timer, as they see it. */
  seen(): Promise<{ id: string; version: number }>
  /** Lets the member's timer have run for so long. */
  ranFor(minutes: number): Promise<void>
}

export async function timeWorld(api: TestApi): Promise<TimeWorld> {
  const { db } = api.database.connection
  await db.delete(timeEntries)
  await db.delete(timers)
  await db.delete(rates)
  await db.delete(lockedMonths)
  const [admin, finance] = [await makeUser(db, { role: "admin" }), await makeUser(db, { role: "finance" })]
  const world = await taskWorld(api)
  // It has begun, whatever the days that tests name.
  await db.update(campaigns).set({ startDay: "2020-01-01" }).where(eq(campaigns.id, world.campaign.id))
  const taskId = await world.task("work")
  const time = (user: UserRow = world.member) => api.as(user).time
  const about = () => ({ campaignId: world.campaign.id, taskId })
  return {
    ...world,
    admin,
    finance,
    taskId,
    time,
    about,
    async enter(day, minutes, also = {}) {
      const { ids } = await time().create({ ...about(), day, minutes, ...also })
      return ids[0] ?? ""
    },
    async totals() {
      const { minutes, hoursMinor } = await api.as(admin).campaigns.get({ id: world.campaign.id })
      return { minutes, hoursMinor, ofTask: (await api.as(admin).tasks.get({ id: taskId })).minutes }
    },
    async step(user, monday, step, reason) {
      const { version } = await time(admin).weeks.get({ monday, userId: world.member.id })
      const userId = user.id === world.member.id ? null : world.member.id
      return time(user).weeks.step({ monday, userId, version, step, reason: reason ?? null, confirm: true })
    },
    lock: (month, locked = true) =>
      time(admin).rules.lockMonth({ month, locked, reason: locked ? null : "Corrections" }),
    async seen() {
      const timer = await time().timer.get()
      if (timer === null) throw new Error("No timer runs.")
      return { id: timer.id, version: timer.version }
    },
    async ranFor(minutes) {
      const startedAt = new Date(Date.now() - minutes * 60_000).toISOString()
      await db.update(timers).set({ startedAt }).where(eq(timers.userId, world.member.id))
    },
  }
}

/** Waits until so many connections of this database wait for a lock. */
export const waiting = (api: TestApi, count: number): Promise<void> =>
  vi.waitFor(
    async () => {
      const [row] = await api.database.connection.sql<{ count: number }[]>`
        select count(*)::int as count from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`
      expect(row?.count).toBe(count)
    },
    { timeout: 5_000, interval: 20 },
  )
