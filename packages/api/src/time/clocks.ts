import { settings } from "@alphas/db/schema/settings"
import { users } from "@alphas/db/schema/users"
import { dayNumberOf, dayOf } from "@alphas/domain/days"
import { instantsOf, roundedMinutes, splitByDay, startOfDay } from "@alphas/domain/time/clock"
import type { Rounding } from "@alphas/domain/time/words"
import { eq, sql } from "drizzle-orm"
import type { Mutating } from "../context"
import { invalidField } from "../refusal"

/** How the agency calculates time, and in which zone the caller's clock is. */
export interface Clocks {
  agencyZone: string
  ownZone: string
  step: number
  rounding: Rounding
}

export async function clocksOf(ctx: Mutating): Promise<Clocks> {
  const [row] = await ctx.tx
    .select({
      agencyZone: settings.timeZone,
      step: settings.roundingMinutes,
      rounding: settings.rounding,
      ownZone: users.timeZone,
    })
    .from(settings)
    .innerJoin(users, sql`/* visible users: one's own zone */ ${eq(users.id, ctx.identity.viewer.id)}`)
    .where(sql`/* visible settings: how time is calculated */ true`)
  if (row === undefined) throw new Error("An agency has settings.")
  return { ...row, ownZone: row.ownZone ?? row.agencyZone }
}

/** Time on one day of the agency. */
export interface Piece {
  day: string
  minutes: number
  /** What a clock measured; null for minutes that were entered. */
  startedAt: string | null
  endedAt: string | null
}

/** What a clock measured, cut at the agency's midnights and rounded by its rule. */
export const piecesOf = ({ agencyZone, step, rounding }: Clocks, start: number, end: number): Piece[] =>
  splitByDay(agencyZone, start, end).map((piece) => ({
    day: piece.day,
    minutes: roundedMinutes(piece.end - piece.start, step, rounding),
    startedAt: new Date(piece.start).toISOString(),
    endedAt: new Date(piece.end).toISOString(),
  }))

/** A stretch of the caller's day as its clock shows it; 00:00 ends the day. @throws Refusal at `from` or `to`. */
export function stretchOf(clocks: Clocks, day: string, from: string, to: string): Piece[] {
  const instead = "Enter the minutes instead of the time."
  const start = onClock(clocks.ownZone, { day, time: from }, "from", instead)
  const midnight = to === "00:00" && from !== "00:00"
  const end = midnight
    ? startOfDay(clocks.ownZone, dayOf(dayNumberOf(day) + 1))
    : onClock(clocks.ownZone, { day, time: to }, "to", instead)
  if (end <= start) {
    throw invalidField(
      "to",
      "The end must be after the start. Time over midnight belongs to two days: make an entry for each.",
    )
  }
  if (end - start > ((midnight ? 24 * 60 : minuteOf(to)) - minuteOf(from)) * 60_000) {
    throw invalidField(
      "to",
      `On ${day} the clocks are put back between ${from} and ${to}: an hour of that is shown twice. Enter the minutes instead of the times.`,
    )
  }
  return piecesOf(clocks, start, end)
}

/** Minutes since midnight of `HH:MM`. */
const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** The instant at which a clock shows a time. @throws Refusal at the field when it does not, or twice. */
export function onClock(
  timeZone: string,
  { day, time }: { day: string; time: string },
  field: string,
  instead: string,
): number {
  const [instant, second] = instantsOf(timeZone, day, time)
  if (instant === undefined) {
    throw invalidField(
      field,
      `On ${day} the clocks are put forward, and there is no ${time}. Choose another time.`,
    )
  }
  if (second !== undefined) {
    throw invalidField(field, `On ${day} the clocks are put back, and ${time} is shown twice. ${instead}`)
  }
  return instant
}
