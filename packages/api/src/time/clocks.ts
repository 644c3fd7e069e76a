import { settings } from "@alphas/db/schema/settings"
import { users } from "@alphas/db/schema/users"
import { dayNumberOf, dayOf } from "@alphas/domain/days"
import { instantsOf, roundedMinutes, splitByDay, startOfDay, zoneOfTime } from "@alphas/domain/time/clock"
import type { Rounding } from "@alphas/domain/time/words"
import { eq, sql } from "drizzle-orm"
import type { Mutating } from "../context"
import { invalidField } from "../refusal"

/** How the agency rounds time, and by which clock the caller's days go. */
export interface Clocks {
  zone: string
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
  const { agencyZone, ownZone, ...rules } = row
  return { ...rules, zone: zoneOfTime(ownZone, agencyZone) }
}

/** Time on one day of the person. */
export interface Piece {
  day: string
  minutes: number
  /** What a clock measured; null for minutes that were entered. */
  startedAt: string | null
  endedAt: string | null
}

/** What a clock measured, cut at the person's midnights and rounded by the agency's rule. */
export const piecesOf = ({ zone, step, rounding }: Clocks, start: number, end: number): Piece[] =>
  splitByDay(zone, start, end).map((piece) => ({
    day: piece.day,
    minutes: roundedMinutes(piece.end - piece.start, step, rounding),
    startedAt: new Date(piece.start).toISOString(),
    endedAt: new Date(piece.end).toISOString(),
  }))

/**
 * A stretch of the caller's day as its clock shows it; 00:00 ends the day, and from 00:00 to 00:00 is all of it, however
 * long it is. @throws Refusal at `from` or `to`.
 */
export function stretchOf(clocks: Clocks, day: string, from: string, to: string): Piece[] {
  const instead = "Enter the minutes instead of the time."
  const midnight = to === "00:00"
  const whole = midnight && from === "00:00"
  const start = whole
    ? startOfDay(clocks.zone, day)
    : onClock(clocks.zone, { day, time: from }, "from", instead)
  const end = midnight
    ? startOfDay(clocks.zone, dayOf(dayNumberOf(day) + 1))
    : onClock(clocks.zone, { day, time: to }, "to", instead)
  if (end <= start) {
    throw invalidField(
      "to",
      "The end must be after the start. For time past midnight, add one entry for each day.",
    )
  }
  if (!whole && end - start > ((midnight ? 24 * 60 : minuteOf(to)) - minuteOf(from)) * 60_000) {
    throw invalidField(
      "to",
      `On ${day} the clocks go back between ${from} and ${to}, so one hour happens twice. Enter the minutes instead of the times.`,
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
    throw invalidField(field, `On ${day} the clocks go forward and skip ${time}. Choose another time.`)
  }
  if (second !== undefined) {
    throw invalidField(field, `On ${day} the clocks go back, and ${time} happens twice. ${instead}`)
  }
  return instant
}
