import { fieldChanges } from "@alphas/changes/record"
import { daysOff, leaves } from "@alphas/db/schema/calendar"
import { settings } from "@alphas/db/schema/settings"
import type { NewLeave, SetDayOff, UpdateCalendar, UpdateLeave } from "@alphas/domain/calendar/input"
import { newId, type Saved, type Versioned } from "@alphas/domain/ids"
import { may } from "@alphas/domain/permissions"
import { and, eq, sql } from "drizzle-orm"
import type { Mutating } from "../context"
import { invalidField, notFound, Refusal, staleVersion } from "../refusal"
import { settingsId } from "../settings/id"
import type { MutationArgs } from "../trpc"
import { checkStaff } from "../users/staff"
import { lockVersion, nextVersion } from "../versioned"
import { readCalendar } from "./read"
import { knowsHolidays } from "./week"

/** Changes the agency's working days or holidays. @throws Refusal `stale_version` with the calendar as it is now. */
export async function updateCalendar({
  ctx,
  input,
}: MutationArgs<typeof UpdateCalendar>): Promise<{ version: number }> {
  const { changes } = input
  const [before] = await ctx.tx.select().from(settings).where(ctx.visible.settings()).for("update")
  if (before === undefined) throw notFound("settings")
  if (before.version !== input.version)
    throw staleVersion("page of settings", await readCalendar(ctx, ctx.tx))
  const fields = fieldChanges(before, changes)
  if (Object.keys(fields).length === 0) return { version: before.version }
  const country = changes.holidayCountry === undefined ? before.holidayCountry : changes.holidayCountry
  // Another country has other regions.
  const kept = fields.holidayCountry ? null : before.holidayRegion
  const region = changes.holidayRegion === undefined ? kept : changes.holidayRegion
  const unknown = await knowsHolidays(country, region)
  if (unknown !== null)
    throw invalidField(
      `changes.${unknown}`,
      "The holidays of this place are not known. Choose another, or none.",
    )
  const after = { ...changes, holidayRegion: region }
  await ctx.tx.update(settings).set({ ...after, version: before.version + 1 })
  ctx.record({ entity: "settings", id: settingsId, fields: fieldChanges(before, after) })
  return { version: before.version + 1 }
}

/** Names a day off of the agency, or makes it a working day again. */
export async function setDayOff({ ctx, input }: MutationArgs<typeof SetDayOff>): Promise<{ day: string }> {
  const { day, name } = input
  const ofDay = and(eq(daysOff.day, day), ctx.visible.daysOff())
  const [was] = await ctx.tx.select({ name: daysOff.name }).from(daysOff).where(ofDay).for("update")
  if ((was?.name ?? null) === name) return { day }
  if (name === null) await ctx.tx.delete(daysOff).where(ofDay)
  else
    await ctx.tx
      .insert(daysOff)
      .values({ day, name })
      .onConflictDoUpdate({ target: daysOff.day, set: { name } })
  ctx.record({
    entity: "settings",
    id: settingsId,
    fields: { [day]: { before: was?.name ?? null, after: name } },
  })
  return { day }
}

const recordLeave = (
  ctx: Mutating,
  id: string,
  userId: string,
  fields: NonNullable<Parameters<Mutating["record"]>[0]["fields"]>,
) => ctx.record({ entity: "leave", id, people: [userId], fields })

/** Enters leave; for somebody else only who manages leave. */
export async function createLeave({ ctx, input }: MutationArgs<typeof NewLeave>): Promise<Saved> {
  const { viewer } = ctx.identity
  const userId = input.userId ?? viewer.id
  if (userId !== viewer.id) {
    if (!may(viewer.role, "leave.manage"))
      throw new Refusal("forbidden", "Your role enters its own leave only. Ask a manager.")
    await checkStaff(ctx.tx, [userId], "userId")
  }
  const id = newId()
  const { fromDay, toDay, note } = input
  await ctx.tx.insert(leaves).values({ id, userId, fromDay, toDay, note })
  recordLeave(ctx, id, userId, {
    userId: { after: userId },
    fromDay: { after: fromDay },
    toDay: { after: toDay },
  })
  return { id, version: 1 }
}

/** The leave that a mutation is about to change: one's own, or anybody's for who manages leave. */
const lockLeave = (ctx: Mutating, seen: Versioned) => {
  const manages = may(ctx.identity.viewer.role, "leave.manage")
  return lockVersion(
    ctx.tx,
    leaves,
    ctx.visible.leaves(manages ? "leave.manage" : "leave.own"),
    seen,
    "leave",
    ({ id, fromDay, toDay, note, version }) => ({ id, fromDay, toDay, note, version }),
  )
}

/** Moves leave. @throws Refusal `stale_version`. */
export async function updateLeave({ ctx, input }: MutationArgs<typeof UpdateLeave>): Promise<Saved> {
  const before = await lockLeave(ctx, input)
  const { fromDay, toDay, note } = input
  const fields = fieldChanges(before, { fromDay, toDay })
  if (Object.keys(fields).length === 0 && before.note === note)
    return { id: before.id, version: before.version }
  await ctx.tx
    .update(leaves)
    .set({ fromDay, toDay, note, updatedAt: sql`now()`, version: nextVersion(leaves) })
    .where(eq(leaves.id, before.id))
  recordLeave(ctx, before.id, before.userId, fields)
  return { id: before.id, version: before.version + 1 }
}

/** Takes leave back. @throws Refusal `stale_version`. */
export async function removeLeave({ ctx, input }: MutationArgs<typeof Versioned>): Promise<Saved> {
  const before = await lockLeave(ctx, input)
  await ctx.tx.delete(leaves).where(sql`${leaves.id} = ${before.id}`)
  recordLeave(ctx, before.id, before.userId, {
    userId: { before: before.userId },
    fromDay: { before: before.fromDay },
    toDay: { before: before.toDay },
  })
  return { id: before.id, version: before.version }
}
