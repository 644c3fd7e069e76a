import { type DayNumber, dayNumberOf, weekdayOf } from "@alphas/domain/days"

export const zooms = ["day", "week", "month", "quarter"] as const
export type Zoom = (typeof zooms)[number]

/** Pixels for a day, by zoom. */
const widths: Record<Zoom, number> = { day: 36, week: 15, month: 5, quarter: 2 }

/** Where days stand on the chart: every day is as wide as any other, and the first one is a Monday. */
export interface TimeScale {
  zoom: Zoom
  /** Pixels. */
  dayWidth: number
  first: DayNumber
  /** How many days there are; whole weeks. */
  days: number
  /** Pixels. */
  width: number
}

/** A scale that holds these days with room on both sides, so that a bar can be dragged beyond them. */
export function timeScale(zoom: Zoom, from: DayNumber, to: DayNumber): TimeScale {
  const dayWidth = widths[zoom]
  // A quarter of a usual screen, but at least two weeks.
  const room = Math.max(14, Math.ceil(320 / dayWidth))
  const first = from - room - weekdayOf(from - room)
  // The chart fills a wide screen even when the plan is short.
  const days = Math.ceil(Math.max(to + 1 + room - first, 2400 / dayWidth) / 7) * 7
  return scaleOf(zoom, first, days)
}

/** The scale of so many days from a Monday on. */
export function scaleOf(zoom: Zoom, first: DayNumber, days: number): TimeScale {
  const dayWidth = widths[zoom]
  return { zoom, dayWidth, first, days, width: days * dayWidth }
}

/** Where a day begins, in pixels. */
export const xOf = (scale: TimeScale, day: DayNumber): number => (day - scale.first) * scale.dayWidth

export const xOfDay = (scale: TimeScale, day: string): number => xOf(scale, dayNumberOf(day))

/** The day at a place, with the part of it that is over there. */
export const momentAt = (scale: TimeScale, x: number): number => scale.first + x / scale.dayWidth

/** The day at a place. */
export const dayAt = (scale: TimeScale, x: number): DayNumber => Math.floor(momentAt(scale, x))

/** A stretch of the header: from its day up to the next one's. */
export interface Tick {
  day: DayNumber
  /** The day after its last one. */
  until: DayNumber
}

type Unit = "day" | "week" | "month" | "quarter" | "year"

/** What the two lines of the header count, by zoom. */
export const tiers: Record<Zoom, [Unit, Unit]> = {
  day: ["month", "day"],
  week: ["month", "week"],
  month: ["year", "month"],
  quarter: ["year", "quarter"],
}

const millisecondsADay = 86_400_000

/** The stretches of a unit that touch the days from `from` up to `until`. */
export function ticksOf(unit: Unit, from: DayNumber, until: DayNumber): Tick[] {
  const found: Tick[] = []
  let day = beginOf(unit, from)
  while (day < until) {
    const next = nextOf(unit, day)
    found.push({ day, until: next })
    day = next
  }
  return found
}

function beginOf(unit: Unit, day: DayNumber): DayNumber {
  if (unit === "day") return day
  if (unit === "week") return day - weekdayOf(day)
  return firstOf(day, monthsIn[unit], 0)
}

function nextOf(unit: Unit, day: DayNumber): DayNumber {
  if (unit === "day") return day + 1
  if (unit === "week") return day + 7
  return firstOf(day, monthsIn[unit], 1)
}

const monthsIn = { month: 1, quarter: 3, year: 12 }

/** The first day of the stretch of so many months that holds a day, or of one after it. */
function firstOf(day: DayNumber, months: number, later: number): DayNumber {
  const date = new Date(day * millisecondsADay)
  const stretch = Math.floor(date.getUTCMonth() / months) + later
  return Date.UTC(date.getUTCFullYear(), stretch * months, 1) / millisecondsADay
}
