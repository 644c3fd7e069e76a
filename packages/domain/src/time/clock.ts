import { dayIn, dayNumberOf, dayOf } from "../days"
import type { Rounding } from "./words"

const minute = 60_000

/** How many minutes a zone's clocks are ahead of UTC at an instant (milliseconds since 1970). */
function offsetAt(timeZone: string, instant: number): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(instant)
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  const shown = Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"))
  return Math.round((shown - Math.floor(instant / 1000) * 1000) / minute)
}

/**
 * The instants at which a zone's clocks show a time (`HH:MM`) on a day: one, none in the hour that daylight saving
 * skips, two in the hour that it repeats.
 */
export function instantsOf(timeZone: string, day: string, time: string): number[] {
  const [hours = 0, minutes = 0] = time.split(":").map(Number)
  const shown = dayNumberOf(day) * 86_400_000 + (hours * 60 + minutes) * minute
  // No zone is more than a day ahead or behind, and none changes twice within two days.
  const offsets = new Set([shown - 86_400_000, shown + 86_400_000].map((each) => offsetAt(timeZone, each)))
  return [...offsets]
    .map((offset) => shown - offset * minute)
    .filter((instant) => offsetAt(timeZone, instant) * minute + instant === shown)
    .sort((a, b) => a - b)
}

/** What a zone's clocks show at an instant (milliseconds since 1970): `HH:MM`. */
export function timeIn(timeZone: string, instant: number): string {
  const shown = new Date(instant + offsetAt(timeZone, instant) * minute)
  return shown.toISOString().slice(11, 16)
}

/**
 * The first instant of a day where its clocks are those of a zone; where midnight is skipped, that after it, and where
 * the whole day is (Samoa, 2011-12-30), that of the next.
 */
export function startOfDay(timeZone: string, day: string): number {
  for (let step = 0; step <= 180; step += 30) {
    const time = `${String(Math.floor(step / 60)).padStart(2, "0")}:${String(step % 60).padStart(2, "0")}`
    const [first] = instantsOf(timeZone, day, time)
    if (first !== undefined) return first
  }
  return startOfDay(timeZone, dayOf(dayNumberOf(day) + 1))
}

/**
 * The zone whose days somebody's time belongs to: that of their own clock, the agency's for those who named none. Today,
 * the day of a time from one hour to another, and where a timer is cut are all days of this zone.
 */
export const zoneOfTime = (own: string | null, agency: string): string => own ?? agency

/** How many minutes a day has where its clocks are those of a zone: 1,440, or an hour less or more when they change. */
export const minutesOfDay = (timeZone: string, day: string): number =>
  (startOfDay(timeZone, dayOf(dayNumberOf(day) + 1)) - startOfDay(timeZone, day)) / minute

/** A stretch of work within one day. */
export interface Stretch {
  day: string
  /** Milliseconds since 1970. */
  start: number
  end: number
}

/** Cuts a stretch at each midnight of a zone, so that every piece belongs to one of its days. */
export function splitByDay(timeZone: string, start: number, end: number): Stretch[] {
  const pieces: Stretch[] = []
  for (let from = start; from < end; ) {
    const day = dayIn(timeZone, new Date(from))
    const next = startOfDay(timeZone, dayOf(dayNumberOf(day) + 1))
    const to = Math.min(end, next)
    pieces.push({ day, start: from, end: to })
    from = to
  }
  return pieces
}

/** Minutes of a stretch, rounded to whole steps of so many minutes; what would come to nothing is one minute. */
export function roundedMinutes(milliseconds: number, step: number, rounding: Rounding): number {
  const round = { nearest: Math.round, up: Math.ceil, down: Math.floor }[rounding]
  // A clock's last milliseconds must not make a minute more.
  const whole = Math.max(1, Math.round(milliseconds / minute))
  return Math.max(1, round(whole / step) * step)
}

/** What so many minutes cost at a rate of minor units an hour, rounded half up to the minor unit. */
export function costOf(minutes: number, minorPerHour: number): number {
  return Number((BigInt(minutes) * BigInt(minorPerHour) * 2n + 60n) / 120n)
}
