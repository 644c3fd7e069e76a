import { type DayNumber, dayNumberOf, dayOf, weekdayOf } from "../days"
import { SortedGaps } from "./sorted-gaps"

export interface WorkingWeek {
  /** Monday to Sunday: whether the agency works. */
  weekdays: readonly boolean[]
  /** Days on which it does not work all the same: public holidays and its own days off, `YYYY-MM-DD`. */
  off: readonly string[]
}

const calendars = new WeakMap<WorkingWeek, Map<string, WorkingCalendar>>()

/**
 * The calendar of a week that is not changed, from a day on. It is made once, for each step of a drag calculates with it, and
 * it knows by then how its days are written.
 * @throws RangeError as the calendar does.
 */
export function calendarOf(week: WorkingWeek, origin: string): WorkingCalendar {
  let known = calendars.get(week)
  if (known === undefined) {
    known = new Map()
    calendars.set(week, known)
  }
  let calendar = known.get(origin)
  if (calendar === undefined) {
    calendar = new WorkingCalendar(week, origin)
    known.set(origin, calendar)
  }
  return calendar
}

/**
 * An agency's working days, numbered: 0 is the first one on or after `origin`, and lags, durations and floats are
 * differences of such numbers. Days before the origin have negative numbers.
 */
export class WorkingCalendar {
  private readonly firstMonday: DayNumber
  /** Working weekdays, as offsets from Monday. */
  private readonly offsets: number[]
  /** Of each weekday: how many working ones are before it in its week. */
  private readonly before: number[]
  private readonly days: SortedGaps
  private readonly zero: number
  /** Days by number: the tasks of a plan share few days, and writing one out costs more than all the rest. */
  private readonly written = new Map<number, string>()

  /** @throws RangeError when no weekday is a working one, or a day is none. */
  constructor(week: WorkingWeek, origin: string) {
    this.offsets = week.weekdays.flatMap((works, offset) => (works && offset < 7 ? [offset] : []))
    if (this.offsets.length === 0) throw new RangeError("At least one day of the week must be a working day.")
    this.before = Array.from(
      { length: 7 },
      (_, weekday) => this.offsets.filter((each) => each < weekday).length,
    )
    const start = dayNumberOf(origin)
    // Long before anything that is planned, so that no number of a weekday below is negative.
    this.firstMonday = start - weekdayOf(start) - 7 * 10_000
    const off = new Set<number>()
    for (const day of week.off) {
      const number = dayNumberOf(day)
      if (this.offsets.includes(weekdayOf(number))) off.add(this.weekdaysBefore(number))
    }
    this.days = new SortedGaps(Int32Array.from(off).sort())
    this.zero = this.days.rankOf(this.weekdaysBefore(start))
  }

  /** The number of a working day; of another day, that of the next working one. */
  indexOf(day: string): number {
    return this.indexOfNumber(dayNumberOf(day))
  }

  indexOfNumber(number: DayNumber): number {
    return this.days.rankOf(this.weekdaysBefore(number)) - this.zero
  }

  /** The working day of a number. */
  dayAt(index: number): string {
    let day = this.written.get(index)
    if (day === undefined) {
      day = dayOf(this.numberAt(index))
      this.written.set(index, day)
    }
    return day
  }

  numberAt(index: number): DayNumber {
    const weekdays = this.days.at(index + this.zero)
    const perWeek = this.offsets.length
    const week = Math.floor(weekdays / perWeek)
    return this.firstMonday + week * 7 + (this.offsets[weekdays - week * perWeek] ?? 0)
  }

  works(day: string): boolean {
    return this.dayAt(this.indexOf(day)) === day
  }

  /** Working weekdays, holidays or not, between the first Monday and a day. */
  private weekdaysBefore(number: DayNumber): number {
    const week = Math.floor((number - this.firstMonday) / 7)
    return week * this.offsets.length + (this.before[weekdayOf(number)] ?? 0)
  }
}
