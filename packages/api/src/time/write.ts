import { createdFields, fieldChanges } from "@alphas/changes/record"
import { campaigns } from "@alphas/db/schema/campaigns"
import { settings } from "@alphas/db/schema/settings"
import { tasks } from "@alphas/db/schema/tasks"
import { timeEntries } from "@alphas/db/schema/time"
import { users } from "@alphas/db/schema/users"
import { newId, type Saved } from "@alphas/domain/ids"
import { may } from "@alphas/domain/permissions"
import { instantsOf, roundedMinutes, type Stretch, splitByDay } from "@alphas/domain/time/clock"
import type { NewEntry, RemoveEntry, UpdateEntry } from "@alphas/domain/time/input"
import { and, eq, sql } from "drizzle-orm"
import type { Mutating } from "../context"
import { invalidField, notFound } from "../refusal"
import type { MutationArgs } from "../trpc"
import { lockVersion, nextVersion } from "../versioned"
import { checkDay, lockPerson, openDay } from "./guard"
import { price, recountTime } from "./money"
import { readEntry } from "./read"

/** What time is spent on. */
export interface About {
  campaignId: string
  taskId: string | null
  note: string | null
  billable: boolean
}

/** What was entered: one entry, or one for each day of the agency that a stretch touches. */
export interface Entered {
  ids: string[]
  minutes: number
}

/** @throws Refusal unless the campaign, and the task as one of it, are the caller's to see. */
export async function checkAbout(
  ctx: Mutating,
  { campaignId, taskId }: Pick<About, "campaignId" | "taskId">,
): Promise<{ clientId: string }> {
  const [campaign] = await ctx.tx
    .select({ clientId: campaigns.clientId, archivedAt: campaigns.archivedAt })
    .from(campaigns)
    .where(and(eq(campaigns.id, campaignId), ctx.visible.campaigns("campaigns.read")))
  if (campaign === undefined) throw notFound("campaign")
  if (campaign.archivedAt !== null)
    throw invalidField("campaignId", "This campaign is archived. Restore it first.")
  if (taskId !== null) {
    const [task] = await ctx.tx
      .select({ campaignId: tasks.campaignId })
      .from(tasks)
      .where(and(eq(tasks.id, taskId), ctx.visible.tasks("tasks.read")))
    if (task === undefined) throw notFound("task")
    if (task.campaignId !== campaignId) throw invalidField("taskId", "This task belongs to another campaign.")
  }
  return campaign
}

/** How the agency reckons time, and in which zone the caller's clock is. */
export async function clocksOf(ctx: Mutating) {
  const [row] = await ctx.tx
    .select({
      agencyZone: settings.timeZone,
      step: settings.roundingMinutes,
      rounding: settings.rounding,
      ownZone: users.timeZone,
    })
    .from(settings)
    .innerJoin(users, sql`/* visible users: one's own zone */ ${eq(users.id, ctx.identity.viewer.id)}`)
    .where(sql`/* visible settings: how time is reckoned */ true`)
  if (row === undefined) throw new Error("An agency has settings.")
  return { ...row, ownZone: row.ownZone ?? row.agencyZone }
}

/** Enters the caller's time. @throws Refusal at the field for times that the clocks do not show, or show twice. */
export async function createEntry({ ctx, input }: MutationArgs<typeof NewEntry>): Promise<Entered> {
  const { id: userId } = ctx.identity.viewer
  const { clientId } = await checkAbout(ctx, input)
  await lockPerson(ctx, userId)
  const { day, minutes, from, to, reason } = input
  if (minutes !== null) {
    const id = await insertEntry(ctx, { ...input, userId, clientId, day, minutes }, reason)
    return { ids: [id], minutes }
  }
  const { ownZone } = await clocksOf(ctx)
  const start = onClock(ownZone, day, from ?? "", "from")
  const end = onClock(ownZone, day, to ?? "", "to")
  if (end <= start) {
    throw invalidField(
      "to",
      "The end must be after the start. Time over midnight belongs to two days: make an entry for each.",
    )
  }
  if (end - start > (minuteOf(to ?? "") - minuteOf(from ?? "")) * 60_000) {
    throw invalidField(
      "to",
      `On ${day} the clocks are put back between ${from} and ${to}: an hour of that is shown twice. Enter the minutes instead of the times.`,
    )
  }
  return enterStretch(ctx, { ...input, userId, clientId }, start, end, reason)
}

/** Minutes since midnight of `HH:MM`. */
const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

function onClock(timeZone: string, day: string, time: string, field: "from" | "to"): number {
  const [instant, second] = instantsOf(timeZone, day, time)
  if (instant === undefined) {
    throw invalidField(
      field,
      `On ${day} the clocks are put forward, and there is no ${time}. Choose another time.`,
    )
  }
  if (second !== undefined) {
    throw invalidField(
      field,
      `On ${day} the clocks are put back, and ${time} is shown twice. Enter the minutes instead of the time.`,
    )
  }
  return instant
}

interface Owned extends About {
  userId: string
  clientId: string
}

/** Enters what a clock measured, cut at the agency's midnights and rounded by its rule. */
export async function enterStretch(
  ctx: Mutating,
  about: Owned,
  start: number,
  end: number,
  reason: string | null,
): Promise<Entered> {
  const { agencyZone, step, rounding } = await clocksOf(ctx)
  const entered: Entered = { ids: [], minutes: 0 }
  for (const piece of splitByDay(agencyZone, start, end)) {
    const minutes = roundedMinutes(piece.end - piece.start, step, rounding)
    entered.ids.push(await insertEntry(ctx, { ...about, day: piece.day, minutes, piece }, reason))
    entered.minutes += minutes
  }
  return entered
}

interface Insert extends Owned {
  day: string
  minutes: number
  piece?: Stretch
}

/** Enters minutes of a person's day. The person is locked. */
export async function insertEntry(ctx: Mutating, entry: Insert, reason: string | null): Promise<string> {
  const { userId, clientId, campaignId, taskId, note, billable, day, minutes, piece } = entry
  await openDay(ctx, userId, day, reason)
  const id = newId()
  const clock = piece && {
    startedAt: new Date(piece.start).toISOString(),
    endedAt: new Date(piece.end).toISOString(),
  }
  const row = { id, userId, campaignId, taskId, note, billable, day, minutes, ...clock }
  await ctx.tx.insert(timeEntries).values({ ...row, ...(await price(ctx, entry)) })
  await checkDay(ctx, userId, day, "minutes")
  await recountTime(ctx, [campaignId], [taskId])
  ctx.record({
    entity: "time_entry",
    id,
    clientId,
    campaignId,
    people: [userId],
    fields: createdFields({ ...row, reason }),
  })
  return id
}

/** The entry that a mutation is about to change, with its person locked: one's own, or anybody's for who manages time. */
export async function lockEntry(ctx: Mutating, seen: { id: string; version: number }) {
  const reach = ctx.visible.timeEntries(
    may(ctx.identity.viewer.role, "time.manage") ? "time.manage" : "time.track",
  )
  const [found] = await ctx.tx
    .select({ userId: timeEntries.userId })
    .from(timeEntries)
    .where(and(eq(timeEntries.id, seen.id), reach))
  if (found === undefined) throw notFound("time entry")
  await lockPerson(ctx, found.userId)
  // As they read it, which is without what an hour costs for most.
  return lockVersion(ctx.tx, timeEntries, reach, seen, "time entry", ({ id }) => readEntry(ctx, ctx.tx, id))
}

/** Changes an entry. @throws Refusal `stale_version`, and `workflow` when its day, or the new one, is closed. */
export async function updateEntry({ ctx, input }: MutationArgs<typeof UpdateEntry>): Promise<Saved> {
  const before = await lockEntry(ctx, input)
  const { changes, reason } = input
  const fields = fieldChanges(before, changes)
  if (Object.keys(fields).length === 0) return { id: before.id, version: before.version }
  await openDay(ctx, before.userId, before.day, reason)
  const day = changes.day ?? before.day
  if (day !== before.day) await openDay(ctx, before.userId, day, reason)
  const after = {
    campaignId: changes.campaignId ?? before.campaignId,
    taskId: changes.taskId === undefined ? before.taskId : changes.taskId,
    billable: changes.billable ?? before.billable,
    minutes: changes.minutes ?? before.minutes,
    day,
  }
  if (fields.campaignId && !fields.taskId) after.taskId = null
  // Time on a task that the caller sees no longer may still be put right; only to put it on one, one must see that.
  const kept = after.taskId === before.taskId && after.campaignId === before.campaignId
  const { clientId } = await checkAbout(ctx, kept ? { ...after, taskId: null } : after)
  // Another note or task is no reason to price anew what may lie in a locked month.
  const repriced = fields.campaignId || fields.day || fields.minutes || fields.billable
  // Minutes that somebody wrote are no longer what a clock measured.
  const clock = fields.minutes || fields.day ? { startedAt: null, endedAt: null } : {}
  await ctx.tx
    .update(timeEntries)
    .set({
      ...changes,
      ...after,
      ...clock,
      ...(repriced ? await price(ctx, { ...after, userId: before.userId }) : {}),
      version: nextVersion(timeEntries),
    })
    .where(eq(timeEntries.id, before.id))
  await checkDay(ctx, before.userId, day, "changes.minutes")
  await recountTime(ctx, [before.campaignId, after.campaignId], [before.taskId, after.taskId])
  ctx.record({
    entity: "time_entry",
    id: before.id,
    clientId,
    campaignId: after.campaignId,
    people: [before.userId],
    fields: { ...fields, ...(reason === null ? {} : { reason: { after: reason } }) },
  })
  return { id: before.id, version: before.version + 1 }
}

/** Removes an entry. @throws Refusal `stale_version`, and `workflow` when its day is closed. */
export async function removeEntry({ ctx, input }: MutationArgs<typeof RemoveEntry>): Promise<Saved> {
  const before = await lockEntry(ctx, input)
  await openDay(ctx, before.userId, before.day, input.reason)
  await deleteEntry(ctx, before, input.reason)
  return { id: before.id, version: before.version }
}

export async function deleteEntry(
  ctx: Mutating,
  entry: typeof timeEntries.$inferSelect,
  reason: string | null,
): Promise<void> {
  await ctx.tx.delete(timeEntries).where(eq(timeEntries.id, entry.id))
  await recountTime(ctx, [entry.campaignId], [entry.taskId])
  const { day, minutes, campaignId, taskId, note } = entry
  const gone = createdFields({ day, minutes, campaignId, taskId, note })
  ctx.record({
    entity: "time_entry",
    id: entry.id,
    campaignId,
    people: [entry.userId],
    fields: {
      ...Object.fromEntries(Object.entries(gone).map(([name, { after }]) => [name, { before: after }])),
      ...(reason === null ? {} : { reason: { after: reason } }),
    },
  })
}
