import { createdFields, fieldChanges, removedFields } from "@alphas/changes/record"
import { timeEntries } from "@alphas/db/schema/time"
import { newId } from "@alphas/domain/ids"
import { eq, sql } from "drizzle-orm"
import type { Mutating } from "../context"
import { nextVersion } from "../versioned"
import type { About, Spending } from "./about"
import type { Piece } from "./clocks"
import { checkDay, type Opened } from "./guard"
import { countTime, price } from "./money"

export type EntryRow = typeof timeEntries.$inferSelect

/** What was entered: one entry, or one for each day of the agency that a stretch touches. */
export interface Entered {
  ids: string[]
  minutes: number
}

interface Owned extends About {
  userId: string
  /** The campaign, locked. */
  of: Of
}

type Of = Pick<Spending, "clientId" | "currency">

/** How an entry is changed: why, in a locked month, and which field is to blame for a day that is too long. */
export interface Why {
  reason: string | null
  field: string
  hint?: string
  /** How its days were found. */
  opened: Opened
}

const reasonField = (reason: string | null) => (reason === null ? {} : { reason: { after: reason } })

/** Enters a person's time. The person and the campaign are locked, the days open. */
export async function insertEntries(
  ctx: Mutating,
  { of: { clientId, currency }, ...owned }: Owned,
  pieces: readonly Piece[],
  { reason, field, hint, opened }: Why,
): Promise<Entered> {
  const { userId, campaignId, taskId, note, billable } = owned
  const entered: Entered = { ids: [], minutes: 0 }
  for (const piece of pieces) {
    const row = { id: newId(), userId, campaignId, taskId, note, billable, ...piece }
    const priced = price(opened, currency, { ...row, role: null })
    await ctx.tx.insert(timeEntries).values({ ...row, ...priced })
    checkDay(opened, await countTime(ctx, row, { more: [{ ...row, ...priced }] }), piece.day, field, hint)
    ctx.record({
      entity: "time_entry",
      id: row.id,
      clientId,
      campaignId,
      people: [userId],
      fields: createdFields({ ...row, reason }),
    })
    entered.ids.push(row.id)
    entered.minutes += piece.minutes
  }
  return entered
}

type Changes = Partial<Pick<EntryRow, "campaignId" | "taskId" | "note" | "billable" | "day" | "minutes">>

/** Changes an entry and answers its version. The person and the campaigns are locked, the days open. */
export async function saveEntry(
  ctx: Mutating,
  before: EntryRow,
  changes: Changes,
  { of: { clientId, currency }, reason, field, opened }: Why & { of: Of },
): Promise<number> {
  const fields = fieldChanges({ ...before }, changes)
  const after = { ...before, ...changes }
  // Another note or task is no reason to price anew what may lie in a locked month.
  const repriced = fields.campaignId || fields.day || fields.minutes
  // What is billed or not costs the same: a rate that was set after its month was locked does not reach its cost.
  const priced = repriced || fields.billable ? price(opened, currency, after) : null
  // Minutes that somebody wrote are no longer what a clock measured.
  const clock = fields.minutes || fields.day ? { startedAt: null, endedAt: null } : {}
  const money = repriced ? priced : priced && { billMinor: priced.billMinor }
  await ctx.tx
    .update(timeEntries)
    .set({ ...changes, ...clock, ...money, version: nextVersion(timeEntries) })
    .where(eq(timeEntries.id, before.id))
  const minutes = await countTime(ctx, after, { less: [before], more: [{ ...after, ...money }] })
  checkDay(opened, minutes, after.day, field)
  ctx.record({
    entity: "time_entry",
    id: before.id,
    clientId,
    campaignId: after.campaignId,
    people: [before.userId],
    fields: { ...fields, ...reasonField(reason) },
  })
  return before.version + 1
}

/** Takes an entry away; `restoreEntry` brings it back. The person and the campaign are locked, the day open. */
export async function deleteEntry(
  ctx: Mutating,
  entry: EntryRow,
  { of: { clientId }, reason }: { of: Of; reason: string | null },
): Promise<number> {
  const [gone] = await ctx.tx
    .update(timeEntries)
    .set({ deletedAt: sql`now()`, version: nextVersion(timeEntries) })
    .where(eq(timeEntries.id, entry.id))
    .returning({ deletedAt: timeEntries.deletedAt })
  await countTime(ctx, entry, { less: [entry] })
  const { campaignId } = entry
  ctx.record({
    entity: "time_entry",
    id: entry.id,
    clientId,
    campaignId,
    people: [entry.userId],
    fields: {
      ...removedFields(entry, ["day", "minutes", "campaignId", "taskId", "note"]),
      deletedAt: { after: gone?.deletedAt ?? null },
      ...reasonField(reason),
    },
  })
  return entry.version + 1
}

/** Brings an entry back under its id, priced as it was where its month is locked. The person and the campaign are locked, the day open. */
export async function bringBack(
  ctx: Mutating,
  entry: EntryRow,
  { of: { clientId, currency }, reason, field, opened }: Why & { of: Of },
): Promise<number> {
  const priced = opened.locked ? {} : price(opened, currency, entry)
  await ctx.tx
    .update(timeEntries)
    .set({ ...priced, deletedAt: null, version: nextVersion(timeEntries) })
    .where(eq(timeEntries.id, entry.id))
  checkDay(opened, await countTime(ctx, entry, { more: [{ ...entry, ...priced }] }), entry.day, field)
  ctx.record({
    entity: "time_entry",
    id: entry.id,
    clientId,
    campaignId: entry.campaignId,
    people: [entry.userId],
    fields: { deletedAt: { before: entry.deletedAt }, ...reasonField(reason) },
  })
  return entry.version + 1
}
