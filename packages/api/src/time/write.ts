import { fieldChanges } from "@alphas/changes/record"
import { timeEntries } from "@alphas/db/schema/time"
import type { Saved } from "@alphas/domain/ids"
import { may } from "@alphas/domain/permissions"
import type { NewEntry, RemoveEntry, UpdateEntry } from "@alphas/domain/time/input"
import { and, eq, type SQL } from "drizzle-orm"
import type { Mutating } from "../context"
import { notFound } from "../refusal"
import type { MutationArgs } from "../trpc"
import { lockVersion } from "../versioned"
import { checkAbout, checkTask } from "./about"
import { clocksOf, stretchOf } from "./clocks"
import { bringBack, deleteEntry, type Entered, type EntryRow, insertEntries, saveEntry } from "./entry"
import { lockPerson, openDays } from "./guard"
import { lockCampaigns } from "./money"
import { readEntry } from "./read"

/** Enters the caller's time. @throws Refusal at the field for times that the clocks do not show, or show twice. */
export async function createEntry({ ctx, input }: MutationArgs<typeof NewEntry>): Promise<Entered> {
  const { id: userId } = ctx.identity.viewer
  const { day, minutes, from, to, reason } = input
  await lockPerson(ctx, userId)
  const pieces =
    minutes === null
      ? stretchOf(await clocksOf(ctx), day, from ?? "", to ?? "")
      : [{ day, minutes, startedAt: null, endedAt: null }]
  await openDays(
    ctx,
    userId,
    pieces.map((piece) => piece.day),
    reason,
  )
  const { clientId } = await checkAbout(ctx, input)
  const { campaignId, taskId, note, billable } = input
  const field = minutes === null ? "to" : "minutes"
  const owned = { userId, clientId, campaignId, taskId, note, billable }
  return insertEntries(ctx, owned, pieces, { reason, field })
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
  const [found] = await ctx.tx
    .select({ userId: timeEntries.userId })
    .from(timeEntries)
    .where(and(eq(timeEntries.id, seen.id), visible))
  if (found === undefined) throw notFound("time entry")
  await lockPerson(ctx, found.userId)
  // As they read it, which is without what an hour costs for most.
  return lockVersion(ctx.tx, timeEntries, visible, seen, "time entry", ({ id }) => readEntry(ctx, ctx.tx, id))
}

/** The client of the campaign that an entry stands on, locked, though the caller may no longer see it. */
async function clientOf(ctx: Mutating, { campaignId }: Pick<EntryRow, "campaignId">): Promise<string> {
  const clientId = (await lockCampaigns(ctx, [campaignId])).get(campaignId)?.clientId
  if (clientId === undefined) throw new Error("An entry is for a campaign.")
  return clientId
}

/**
 * Changes an entry. Where it stands it can be put right though its campaign was archived meanwhile, or is out of the
 * caller's sight; what it is moved to must be open to them.
 * @throws Refusal `stale_version`, and `workflow` when its day, or the new one, is closed.
 */
export async function updateEntry({ ctx, input }: MutationArgs<typeof UpdateEntry>): Promise<Saved> {
  const before = await lockEntry(ctx, input, "timeEntries")
  const { changes, reason } = input
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
  await openDays(ctx, before.userId, [before.day, after.day], reason)
  // Both at once and in order, before either is asked about.
  const locked = await lockCampaigns(ctx, [before.campaignId, after.campaignId])
  if (moved) await checkAbout(ctx, after, "changes.")
  else if (after.taskId !== before.taskId) await checkTask(ctx, after, "changes.")
  const clientId = locked.get(after.campaignId)?.clientId ?? ""
  const field = "changes.minutes"
  return { id: before.id, version: await saveEntry(ctx, before, after, { clientId, reason, field }) }
}

/** Removes an entry. @throws Refusal `stale_version`, and `workflow` when its day is closed. */
export async function removeEntry({ ctx, input }: MutationArgs<typeof RemoveEntry>): Promise<Saved> {
  const entry = await lockEntry(ctx, input, "timeEntries")
  const { reason } = input
  await openDays(ctx, entry.userId, [entry.day], reason)
  const clientId = await clientOf(ctx, entry)
  return { id: entry.id, version: await deleteEntry(ctx, entry, { clientId, reason }) }
}

/** Brings a removed entry back, to whoever it was. @throws Refusal `stale_version`, and `workflow` when its day is closed. */
export async function restoreEntry({ ctx, input }: MutationArgs<typeof RemoveEntry>): Promise<Saved> {
  const entry = await lockEntry(ctx, input, "removedTimeEntries")
  const { reason } = input
  const { locked } = await openDays(ctx, entry.userId, [entry.day], reason)
  const clientId = await clientOf(ctx, entry)
  const why = { clientId, reason, locked, field: "id" }
  return { id: entry.id, version: await bringBack(ctx, entry, why) }
}
