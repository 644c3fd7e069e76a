import { createdFields, fieldChanges } from "@alphas/changes/record"
import { timeEntries } from "@alphas/db/schema/time"
import { newId } from "@alphas/domain/ids"
import { eq, sql } from "drizzle-orm"
import type { Mutating } from "../context"
import { nextVersion } from "../versioned"
import type { About } from "./about"
import type { Piece } from "./clocks"
import { checkDay } from "./guard"
import { price, recountTime } from "./money"

export type EntryRow = typeof timeEntries.$inferSelect

/** What was entered: one entry, or one for each day of the agency that a stretch touches. */
export interface Entered {
  ids: string[]
  minutes: number
}

interface Owned extends About {
  userId: string
  clientId: string
}

/** How an entry is changed: why, in a locked month, and which field is to blame for a day that is too long. */
export interface Why {
  reason: string | null
  field: string
  hint?: string
}

const reasonField = (reason: string | null) => (reason === null ? {} : { reason: { after: reason } })

/** Enters a person's time. The person and the campaign are locked, the days open. */
export async function insertEntries(
  ctx: Mutating,
  { clientId, ...owned }: Owned,
  pieces: readonly Piece[],
  { reason, field, hint }: Why,
): Promise<Entered> {
  const { userId, campaignId, taskId, note, billable } = owned
  const entered: Entered = { ids: [], minutes: 0 }
  for (const piece of pieces) {
    const row = { id: newId(), userId, campaignId, taskId, note, billable, ...piece }
    await ctx.tx.insert(timeEntries).values({ ...row, ...(await price(ctx, { ...row, role: null })) })
    await checkDay(ctx, userId, piece.day, field, hint)
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
  await recountTime(ctx, [campaignId], [taskId])
  return entered
}

type Changes = Partial<Pick<EntryRow, "campaignId" | "taskId" | "note" | "billable" | "day" | "minutes">>

/** Changes an entry and answers its version. The person and the campaigns are locked, the days open. */
export async function saveEntry(
  ctx: Mutating,
  before: EntryRow,
  changes: Changes,
  { clientId, reason, field }: Why & { clientId: string },
): Promise<number> {
  const fields = fieldChanges({ ...before }, changes)
  const after = { ...before, ...changes }
  // Another note or task is no reason to price anew what may lie in a locked month.
  const repriced = fields.campaignId || fields.day || fields.minutes
  // What is billed or not costs the same: a rate that was set after its month was locked does not reach its cost.
  const priced = repriced || fields.billable ? await price(ctx, after) : null
  // Minutes that somebody wrote are no longer what a clock measured.
  const clock = fields.minutes || fields.day ? { startedAt: null, endedAt: null } : {}
  await ctx.tx
    .update(timeEntries)
    .set({
      ...changes,
      ...clock,
      ...(repriced ? priced : priced && { billMinor: priced.billMinor }),
      version: nextVersion(timeEntries),
    })
    .where(eq(timeEntries.id, before.id))
  await checkDay(ctx, before.userId, after.day, field)
  await recountTime(ctx, [before.campaignId, after.campaignId], [before.taskId, after.taskId])
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
  { clientId, reason }: { clientId: string; reason: string | null },
): Promise<number> {
  const [gone] = await ctx.tx
    .update(timeEntries)
    .set({ deletedAt: sql`now()`, version: nextVersion(timeEntries) })
    .where(eq(timeEntries.id, entry.id))
    .returning({ deletedAt: timeEntries.deletedAt })
  await recountTime(ctx, [entry.campaignId], [entry.taskId])
  const { day, minutes, campaignId, taskId, note } = entry
  const lost = createdFields({ day, minutes, campaignId, taskId, note })
  ctx.record({
    entity: "time_entry",
    id: entry.id,
    clientId,
    campaignId,
    people: [entry.userId],
    fields: {
      ...Object.fromEntries(Object.entries(lost).map(([name, { after }]) => [name, { before: after }])),
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
  { clientId, reason, field, locked }: Why & { clientId: string; locked: boolean },
): Promise<number> {
  const priced = locked ? {} : await price(ctx, entry)
  await ctx.tx
    .update(timeEntries)
    .set({ ...priced, deletedAt: null, version: nextVersion(timeEntries) })
    .where(eq(timeEntries.id, entry.id))
  await checkDay(ctx, entry.userId, entry.day, field)
  await recountTime(ctx, [entry.campaignId], [entry.taskId])
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
