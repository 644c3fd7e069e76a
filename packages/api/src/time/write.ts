import { fieldChanges } from "@alphas/changes/record"
import { timeEntries } from "@alphas/db/schema/time"
import type { Saved } from "@alphas/domain/ids"
import { may } from "@alphas/domain/permissions"
import { timeIn } from "@alphas/domain/time/clock"
import type { NewEntry, RemoveEntry, UpdateEntry } from "@alphas/domain/time/input"
import { and, asc, eq, gt, lt, type SQL, sql } from "drizzle-orm"
import type { Mutating } from "../context"
import { invalidField, notFound } from "../refusal"
import type { MutationArgs } from "../trpc"
import { lockVersion } from "../versioned"
import { askWhetherMeant, checkAbout, checkTask, lockSpending, lockSpent } from "./about"
import { clocksOf, type Piece, stretchOf } from "./clocks"
import { bringBack, deleteEntry, type Entered, type EntryRow, insertEntries, saveEntry } from "./entry"
import { lockPerson, openDays, personLocks } from "./guard"
import { readEntry } from "./read"

/** Enters the caller's time. @throws Refusal at the field for times that the clocks do not show, or show twice. */
export async function createEntry({ ctx, input }: MutationArgs<typeof NewEntry>): Promise<Entered> {
  const { id: userId } = ctx.identity.viewer
  const { day, minutes, from, to, reason, confirm } = input
  await lockPerson(ctx, userId)
  const pieces =
    minutes === null
      ? stretchOf(await clocksOf(ctx), day, from ?? "", to ?? "")
      : [{ day, minutes, startedAt: null, endedAt: null }]
  const days = pieces.map((piece) => piece.day)
  const of = await checkAbout(ctx, input, { userId, days })
  const opened = await openDays(ctx, userId, of, days, reason)
  for (const piece of pieces) await checkOverlap(ctx, { userId, zone: opened.zone }, piece)
  askWhetherMeant(of, days, confirm)
  const { campaignId, taskId, note, billable } = input
  const field = minutes === null ? "to" : "minutes"
  const owned = { userId, of, campaignId, taskId, note, billable }
  return insertEntries(ctx, owned, pieces, { reason, field, opened })
}

/** @throws Refusal at `from` when part of a time by the clock is in another entry of the person already. */
async function checkOverlap(
  ctx: Mutating,
  { userId, zone }: { userId: string; zone: string },
  { day, startedAt, endedAt }: Piece,
): Promise<void> {
  if (startedAt === null || endedAt === null) return
  const [other] = await ctx.tx
    .select({ startedAt: timeEntries.startedAt, endedAt: timeEntries.endedAt })
    .from(timeEntries)
    .where(
      and(
        eq(timeEntries.userId, userId),
        eq(timeEntries.day, day),
        lt(timeEntries.startedAt, endedAt),
        gt(timeEntries.endedAt, startedAt),
        ctx.visible.timeEntries("time.track"),
      ),
    )
    .orderBy(asc(timeEntries.startedAt))
    .limit(1)
  if (other === undefined) return
  const [from, to] = [other.startedAt, other.endedAt].map((at) => timeIn(zone, Date.parse(at ?? "")))
  throw invalidField(
    "from",
    `You have already entered ${from} to ${to} on that day. Choose another time, or change that entry.`,
  )
}

type Reach = "timeEntries" | "removedTimeEntries"

/** An entry that a mutation is about to change, with its person locked: one's own, or anybody's for who manages time. */
async function lockEntry(
  ctx: Mutating,
  seen: { id: string; version: number },
  reach: Reach,
): Promise<EntryRow> {
  const manages = may(ctx.identity.viewer.role, "time.manage")
  const visible: SQL = ctx.visible[reach](manages ? "time.manage" : "time.track")
  const [found] = await ctx.tx.execute(sql`
    select ${personLocks(sql`${timeEntries.userId}`)} from ${timeEntries}
    where ${timeEntries.id} = ${seen.id} and ${visible}`)
  if (found === undefined) throw notFound("time entry")
  // As they read it, which is without what an hour costs for most.
  return lockVersion(ctx.tx, timeEntries, visible, seen, "time entry", ({ id }) => readEntry(ctx, ctx.tx, id))
}

/** An entry with the campaign that it stands on and its day, both open to be changed. */
async function lockWithCampaign(
  ctx: Mutating,
  { id, version, reason }: { id: string; version: number; reason: string | null },
  reach: Reach,
) {
  const entry = await lockEntry(ctx, { id, version }, reach)
  const { userId, campaignId, day } = entry
  const of = await lockSpent(ctx, { userId, campaignId, days: [day] })
  return { entry, of, opened: await openDays(ctx, userId, of, [day], reason) }
}

/**
 * Changes an entry. Where it stands it can be put right though its campaign was archived meanwhile, or is out of the
 * caller's sight; what it is moved to must be open to them.
 * @throws Refusal `stale_version`, and `workflow` when its day, or the new one, is closed.
 */
export async function updateEntry({ ctx, input }: MutationArgs<typeof UpdateEntry>): Promise<Saved> {
  const before = await lockEntry(ctx, input, "timeEntries")
  const { changes, reason, confirm } = input
  const moved = (changes.campaignId ?? before.campaignId) !== before.campaignId
  const task = changes.taskId === undefined && !moved ? before.taskId : (changes.taskId ?? null)
  const after = {
    campaignId: changes.campaignId ?? before.campaignId,
    taskId: task,
    note: changes.note === undefined ? before.note : changes.note,
    billable: changes.billable ?? before.billable,
    day: changes.day ?? before.day,
    minutes: changes.minutes ?? before.minutes,
  }
  if (Object.keys(fieldChanges({ ...before }, after)).length === 0)
    return { id: before.id, version: before.version }
  // Both at once and in order, before either is asked about.
  const of = { userId: before.userId, days: [before.day, after.day] }
  const locked = await lockSpending(ctx, [before.campaignId, after.campaignId], of)
  const now = locked.get(before.campaignId)
  if (now === undefined) throw new Error("Choose a campaign.")
  const opened = await openDays(ctx, before.userId, now, of.days, reason)
  if (moved) await checkAbout(ctx, after, of, "changes.")
  else if (after.taskId !== before.taskId) await checkTask(ctx, after, "changes.")
  const to = locked.get(after.campaignId) ?? now
  // Where it stands it was meant; what is asked about is another campaign, and a day before the campaign begins.
  const movedAhead = after.day < to.startDay && before.day >= to.startDay
  if (moved || movedAhead) askWhetherMeant(to, [after.day], confirm)
  const why = { of: to, reason, opened, field: "changes.minutes" }
  return { id: before.id, version: await saveEntry(ctx, before, after, why) }
}

/** Removes an entry. @throws Refusal `stale_version`, and `workflow` when its day is closed. */
export async function removeEntry({ ctx, input }: MutationArgs<typeof RemoveEntry>): Promise<Saved> {
  const { entry, of } = await lockWithCampaign(ctx, input, "timeEntries")
  return { id: entry.id, version: await deleteEntry(ctx, entry, { of, reason: input.reason }) }
}

/** Brings a removed entry back, to whoever it was. @throws Refusal `stale_version`, and `workflow` when its day is closed. */
export async function restoreEntry({ ctx, input }: MutationArgs<typeof RemoveEntry>): Promise<Saved> {
  const { entry, of, opened } = await lockWithCampaign(ctx, input, "removedTimeEntries")
  const why = { of, opened, reason: input.reason, field: "id" }
  return { id: entry.id, version: await bringBack(ctx, entry, why) }
}
