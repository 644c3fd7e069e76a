import { timeEntries } from "@alphas/db/schema/time"
import { slotOf } from "@alphas/domain/time/cell"
import type { SetCell } from "@alphas/domain/time/input"
import { and, asc, eq, isNull } from "drizzle-orm"
import type { Mutating } from "../context"
import { invalidField, staleVersion } from "../refusal"
import type { MutationArgs } from "../trpc"
import { askWhetherMeant, checkAbout } from "./about"
import { deleteEntry, type Entered, type EntryRow, insertEntries, saveEntry } from "./entry"
import { lockPerson, openDays } from "./guard"

/**
 * Sets how much of the caller's day went into a campaign or task. What a clock measured stays; the one entry without
 * times takes the difference, or a new one does. Nothing else of them changes.
 * @throws Refusal `stale_version` when the cell is not what the caller saw, `invalid` at `minutes` for less than the
 * clock measured, and where several entries could take the difference.
 */
export async function setCell({ ctx, input }: MutationArgs<typeof SetCell>): Promise<Entered> {
  const { campaignId, taskId, day, minutes, seen, reason, confirm } = input
  const userId = ctx.identity.viewer.id
  await lockPerson(ctx, userId)
  const of = await checkAbout(ctx, input, { userId, days: [day] })
  const opened = await openDays(ctx, userId, of, [day], reason)
  const cell = await cellOf(ctx, input)
  const total = cell.reduce((sum, entry) => sum + entry.minutes, 0)
  if (total === minutes) return { ids: cell.map(({ id }) => id), minutes }
  if (total !== seen) throw staleVersion("day", { minutes: total })
  const slot = slotOf(cell)
  if (slot === null) {
    const why = "This day has several entries. Change them one by one below."
    throw invalidField("minutes", why)
  }
  const { written, measured, billable } = slot
  const rest = minutes - measured
  if (rest < 0) {
    throw invalidField(
      "minutes",
      `The timer logged ${measured} minutes here. Change or delete those entries one by one.`,
    )
  }
  if (total === 0) askWhetherMeant(of, [day], confirm)
  const why = { of, opened, reason, field: "minutes" }
  if (written === null) {
    const about = { userId, of, campaignId, taskId, note: null, billable }
    const piece = { day, minutes: rest, startedAt: null, endedAt: null }
    return { ids: (await insertEntries(ctx, about, [piece], why)).ids, minutes }
  }
  if (rest === 0) await deleteEntry(ctx, written, why)
  else await saveEntry(ctx, written, { minutes: rest }, why)
  return { ids: rest === 0 ? [] : [written.id], minutes }
}

const cellOf = (
  ctx: Mutating,
  { campaignId, taskId, day }: { campaignId: string; taskId: string | null; day: string },
): Promise<EntryRow[]> =>
  ctx.tx
    .select()
    .from(timeEntries)
    .where(
      and(
        eq(timeEntries.userId, ctx.identity.viewer.id),
        eq(timeEntries.campaignId, campaignId),
        taskId === null ? isNull(timeEntries.taskId) : eq(timeEntries.taskId, taskId),
        eq(timeEntries.day, day),
        ctx.visible.timeEntries(),
      ),
    )
    .orderBy(asc(timeEntries.id))
