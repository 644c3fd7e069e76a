import { settings } from "@alphas/db/schema/settings"
import { lockedMonths, rates, timeEntries, timers, timesheets } from "@alphas/db/schema/time"
import { newId } from "@alphas/domain/ids"
import { eq, inArray, ne, sql } from "drizzle-orm"
import { type Calls, type Founding, type Keeping, type Making, now, type Scene } from "./call"
import type { Row as CampaignsRow, Shared as CampaignsShared } from "./campaigns"
import { bookkeepers, finances } from "./secrets"
import {
  admins,
  agency,
  bookkeeping,
  managing,
  ownOnly,
  type Relation,
  type Role,
  tracksOn,
  writesTime,
} from "./who"

const monday = "2026-05-04"

export async function inAgency({ db, secrets }: Founding, { colleague }: CampaignsShared) {
  const rateId = newId()
  secrets.plant(rateId, "an hourly rate", bookkeepers)
  const rate = { kind: "cost", fromDay: "2026-01-01", currency: "EUR", minorPerHour: 1 } as const
  await db.insert(rates).values({ id: rateId, userId: colleague.id, ...rate })
  await db.insert(lockedMonths).values({ month: "2020-01-01" }).onConflictDoNothing()
  const reason = secrets.word()
  secrets.plant(reason, "a week of a colleague", (role) => role === "admin" || role === "manager")
  await db.insert(timesheets).values({ userId: colleague.id, monday: "2020-01-06", state: "open", reason })
  return { rateId }
}
export type Shared = CampaignsShared & Awaited<ReturnType<typeof inAgency>>

/** Whose it is, and whoever reads the time of all. */
const withTime = (role: Role, relation: Relation) =>
  role === "admin" || role === "manager" || ownOnly(role, relation) === "done"

export async function inRow(
  { db, secrets, plant, holderId: userId }: Making,
  { shared, row: { campaignId } }: { shared: Shared; row: CampaignsRow },
) {
  const [entryId, removedEntryId, costMinor] = [newId(), newId(), secrets.amount()]
  const hours = { day: monday, minutes: 5, billable: true, costMinor, role: "team_member" } as const
  await db.insert(timeEntries).values([
    { ...hours, userId, campaignId, id: entryId },
    { ...hours, userId, campaignId, id: removedEntryId, deletedAt: now() },
  ])
  await db
    .insert(timers)
    .values({ userId: shared.colleague.id, campaignId, billable: false })
    .onConflictDoNothing()
  return {
    entryId: plant(entryId, "a time entry", withTime),
    removedEntryId: plant(removedEntryId, "a removed time entry", withTime),
    costMinor: plant(costMinor, "what an hour cost", finances),
  }
}
export type Row = CampaignsRow & Awaited<ReturnType<typeof inRow>>

export async function changeKept({ db, role, me, beyond }: Keeping<Row, Shared>) {
  const id = (row: Row) => row.entryId
  // How busy everybody is, in sums, is told to whoever does tasks.
  const sums = role === "team_member" ? {} : { minutes: sql`minutes + 1`, billable: sql`not billable` }
  await db
    .update(timeEntries)
    .set({ ...sums, note: sql`gen_random_uuid()::text` })
    .where(inArray(timeEntries.id, beyond(withTime, id)))
  await db
    .update(timeEntries)
    .set({ costMinor: sql`cost_minor + 1`, billMinor: sql`coalesce(bill_minor, 0) + 1` })
    .where(inArray(timeEntries.id, beyond(finances, id)))
  await db.update(timers).set({ note: sql`gen_random_uuid()::text` }).where(ne(timers.userId, me.id))
  if (role !== "admin" && role !== "manager")
    await db
      .update(timesheets)
      .set({ reason: sql`gen_random_uuid()::text` })
      .where(ne(timesheets.userId, me.id))
  if (role !== "admin" && role !== "finance")
    await db.update(rates).set({ minorPerHour: sql`minor_per_hour + 1` })
}

const versioned = (row: Row) => ({ id: row.entryId, version: 1 })

/** The caller's timer, which runs for the row. */
async function running({ db, me, row: { campaignId } }: Scene<Row, Shared>) {
  const [timer] = await db
    .insert(timers)
    .values({ userId: me.id, campaignId, billable: true })
    .onConflictDoUpdate({ target: timers.userId, set: { campaignId } })
    .returning({ id: timers.id, version: timers.version })
  if (timer === undefined) throw new Error("The timer was not made.")
  return timer
}

export const calls: Calls<"time", Row, Shared> = {
  list: { input: () => ({ limit: 200 }), role: agency },
  create: {
    input: ({ row }) => ({ campaignId: row.campaignId, day: "2026-05-05", minutes: 5, confirm: true }),
    row: tracksOn,
  },
  update: { input: ({ row }) => ({ ...versioned(row), changes: { note: "New" } }), row: writesTime },
  remove: { input: ({ row }) => versioned(row), row: writesTime },
  restore: { input: ({ row }) => ({ id: row.removedEntryId, version: 1 }), row: writesTime },
  timer: {
    get: { input: () => ({}), role: agency },
    start: { input: ({ row }) => ({ campaignId: row.campaignId, confirm: true }), row: tracksOn },
    update: {
      input: async (scene) => ({
        ...(await running(scene)),
        campaignId: scene.row.campaignId,
        note: "Other",
        confirm: true,
      }),
      row: tracksOn,
    },
    stop: { input: async (scene) => ({ ...(await running(scene)), discard: true }), role: agency },
  },
  weeks: {
    get: {
      input: ({ shared }) => ({ monday, userId: shared.colleague.id }),
      role: (role) =>
        role === "admin" || role === "manager"
          ? "done"
          : role === "client_viewer"
            ? "forbidden"
            : "not_found",
    },
    setCell: {
      input: ({ row }) => ({
        campaignId: row.campaignId,
        day: "2026-05-06",
        minutes: 5,
        seen: 0,
        confirm: true,
      }),
      row: tracksOn,
    },
    step: [
      {
        input: ({ me }) => ({ monday, userId: me.id, version: 0, step: "submit", confirm: true }),
        role: agency,
      },
      {
        input: async ({ db, shared: { colleague } }) => {
          await db.insert(timesheets).values({ userId: colleague.id, monday, state: "submitted" })
          return { monday, userId: colleague.id, version: 1, step: "approve" }
        },
        role: managing,
      },
    ],
    submitted: { input: () => ({}), role: managing },
  },
  rules: {
    get: { input: () => ({}), role: agency },
    update: {
      input: async ({ db }) => {
        const [{ version, roundingMinutes } = { version: 0, roundingMinutes: 0 }] = await db
          .select()
          .from(settings)
        return { version, changes: { roundingMinutes: roundingMinutes === 6 ? 15 : 6 } }
      },
      role: admins,
    },
    lockMonth: {
      input: async ({ db }) => {
        const month = "2025-01-01"
        await db.delete(lockedMonths).where(eq(lockedMonths.month, month))
        return { month, locked: true }
      },
      role: admins,
    },
  },
  rates: {
    list: { input: () => ({}), role: bookkeeping },
    create: {
      input: ({ shared }) => ({
        kind: "cost",
        fromDay: "2026-05-01",
        currency: "EUR",
        minorPerHour: 1,
        userId: shared.colleague.id,
        confirm: true,
      }),
      role: bookkeeping,
    },
    preview: {
      input: () => ({ kind: "cost", fromDay: "2099-01-01", currency: "EUR", minorPerHour: 1 }),
      role: bookkeeping,
    },
    remove: { input: ({ shared }) => ({ id: shared.rateId, version: 1, confirm: true }), role: bookkeeping },
  },
}
