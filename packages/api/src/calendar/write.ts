import { createdFields } from "@alphas/changes/record"
import { daysOff, leaves } from "@alphas/db/schema/calendar"
import { changes } from "@alphas/db/schema/changes"
import type { NewLeave, SetDayOff, UpdateCalendar, UpdateLeave } from "@alphas/domain/calendar/input"
import { newId, type Saved, type Versioned } from "@alphas/domain/ids"
import { may } from "@alphas/domain/permissions"
import { and, eq, sql } from "drizzle-orm"
import { Records } from "../records"
import { invalidField, Refusal } from "../refusal"
import { editSettings } from "../settings/edit"
import { settingsId } from "../settings/id"
import type { MutationArgs } from "../trpc"
import { checkStaff } from "../users/staff"
import { nextVersion } from "../versioned"
import { readCalendar } from "./read"
import { knowsHolidays } from "./week"

/** Changes the agency's working days or holidays. @throws Refusal `stale_version` with the calendar as it is now. */
export async function updateCalendar({
  ctx,
  input,
}: MutationArgs<typeof UpdateCalendar>): Promise<{ version: number }> {
  const { changes } = input
  const show = () => readCalendar(ctx, ctx.tx)
  const { version } = await editSettings(ctx, input.version, show, async (before) => {
    const { holidayCountry = before.holidayCountry } = changes
    // Another country has other regions.
    const kept = holidayCountry === before.holidayCountry ? before.holidayRegion : null
    const { holidayRegion = kept } = changes
    const unknown = await knowsHolidays(holidayCountry, holidayRegion)
    if (unknown !== null)
      throw invalidField(
        `changes.${unknown}`,
        "Public holidays are not known for this region. Choose another region, or none.",
      )
    return { ...changes, holidayRegion }
  })
  return { version }
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
      .values({ day, name, version: sql`${revisionsOf(day)} + 1` })
      .onConflictDoUpdate({
        target: daysOff.day,
        set: { name, updatedAt: sql`now()`, version: nextVersion(daysOff) },
      })
  ctx.record({
    entity: "settings",
    id: settingsId,
    fields: { [day]: { before: was?.name ?? null, after: name } },
  })
  return { day }
}

/**
 * How often a day was named or made a working day before: what a calendar program has seen of it counts on, also when it
 * is a day off again (SEQUENCE, RFC 5545, 3.8.7.4).
 */
const revisionsOf = (day: string) => sql`(
  select count(*)::int from ${changes} where ${changes.entity} = 'settings' and ${changes.entityId} = ${settingsId}
    and jsonb_exists(${changes.fields}, ${day}) /* visible changes: counted, of a day that everybody sees */)`

/** Enters leave; for somebody else only who manages leave. */
export async function createLeave({ ctx, input }: MutationArgs<typeof NewLeave>): Promise<Saved> {
  const { viewer } = ctx.identity
  const userId = input.userId ?? viewer.id
  if (userId !== viewer.id) {
    if (!may(viewer.role, "leave.manage"))
      throw new Refusal("forbidden", "Your role can only add your own leave. Ask a manager.")
    await checkStaff(ctx.tx, [userId], "userId")
  }
  const id = newId()
  const { fromDay, toDay, note } = input
  await ctx.tx.insert(leaves).values({ id, userId, fromDay, toDay, note })
  ctx.record({ entity: "leave", id, people: [userId], fields: createdFields({ userId, fromDay, toDay }) })
  return { id, version: 1 }
}

/** One's own leave, or anybody's for who manages leave. */
const records = new Records({
  table: leaves,
  entity: "leave",
  what: "leave",
  visible: (ctx) =>
    ctx.visible.leaves(may(ctx.identity.viewer.role, "leave.manage") ? "leave.manage" : "leave.own"),
  show: (_ctx, { id, fromDay, toDay, note, version }) => ({ id, fromDay, toDay, note, version }),
  place: ({ userId }) => ({ people: [userId] }),
})

/** Moves leave. @throws Refusal `stale_version`. */
export async function updateLeave({ ctx, input }: MutationArgs<typeof UpdateLeave>): Promise<Saved> {
  const before = await records.lock(ctx, input)
  const { fromDay, toDay, note } = input
  // What the note says is not for the log.
  return records.edit(ctx, before, { fromDay, toDay, note }, ({ note: _note, ...fields }) => ({ fields }))
}

/** Takes leave back. @throws Refusal `stale_version`. */
export async function removeLeave({ ctx, input }: MutationArgs<typeof Versioned>): Promise<Saved> {
  return records.remove(ctx, await records.lock(ctx, input), ["userId", "fromDay", "toDay"])
}
