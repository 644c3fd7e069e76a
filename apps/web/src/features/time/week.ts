import { Day, dayNumberOf, dayOf, weekdayOf } from "@alphas/domain/days"
import type { TimeEntry, Timesheet } from "@alphas/domain/time/dto"

/** What time is spent on. A campaign that the reader may not see is null. */
export interface About {
  campaign: TimeEntry["campaign"]
  task: TimeEntry["task"]
  /** Tasks that the reader may not see: they are one line, whose entries are changed one by one. */
  unseenTask?: boolean
}

/** A line of the week: what was spent on one thing, by day. */
export interface WeekRow extends About {
  key: string
  /** Minutes by day (`YYYY-MM-DD`); a day without any is absent. */
  minutes: Readonly<Record<string, number>>
  total: number
}

/** The Monday of a day's week. */
export function mondayOf(day: string): string {
  const number = dayNumberOf(day)
  return dayOf(number - weekdayOf(number))
}

/** The Monday so many weeks later, or before. */
export const weekFrom = (monday: string, by: number): string => dayOf(dayNumberOf(monday) + by * 7)

/** The seven days of a week. */
export const daysOf = (monday: string): string[] =>
  Array.from({ length: 7 }, (_, index) => dayOf(dayNumberOf(monday) + index))

/** The number of a week by ISO 8601: the first of a year is the one with its first Thursday. */
export function weekNumber(monday: string): number {
  const thursday = dayNumberOf(monday) + 3
  const newYear = dayNumberOf(`${dayOf(thursday).slice(0, 4)}-01-01`)
  return Math.floor((thursday - newYear) / 7) + 1
}

/** The Monday that an address names, else that of today. */
export const weekOf = (value: string, today: string): string =>
  mondayOf(Day.safeParse(value).success ? value : today)

const keyOf = ({ campaign, task, unseenTask }: About): string =>
  `${campaign?.id ?? ""} ${task?.id ?? (unseenTask ? "unseen" : "")}`
const sortName = ({ campaign, task }: About): string => `${campaign?.name ?? "\uffff"}\n${task?.title ?? ""}`

/** The lines of a week by name: what there are entries for, and what was added to be filled in. */
export function rowsOf(entries: readonly TimeEntry[], added: readonly About[]): WeekRow[] {
  const rows = new Map<string, About & { minutes: Record<string, number> }>()
  for (const { campaign, task, unseenTask = false } of [...entries, ...added]) {
    rows.set(keyOf({ campaign, task, unseenTask }), { campaign, task, unseenTask, minutes: {} })
  }
  for (const entry of entries) {
    const minutes = rows.get(keyOf(entry))?.minutes
    if (minutes) minutes[entry.day] = (minutes[entry.day] ?? 0) + entry.minutes
  }
  return [...rows]
    .map(([key, row]) => ({ ...row, key, total: sum(Object.values(row.minutes)) }))
    .sort((one, other) => sortName(one).localeCompare(sortName(other)))
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0)

/** All the minutes of entries. */
export const minutesOf = (entries: readonly TimeEntry[]): number => sum(entries.map(({ minutes }) => minutes))

/**
 * The week as it will be once the time of a line on a day is set: what a clock measured stays, and one entry without
 * times makes up the rest, as the server does it.
 */
export function withCell(sheet: Timesheet, row: About, day: string, minutes: number): Timesheet {
  const inCell = (entry: TimeEntry) => entry.day === day && keyOf(entry) === keyOf(row)
  const measured = sheet.entries.filter((entry) => inCell(entry) && entry.startedAt !== null)
  const written = sheet.entries.find((entry) => inCell(entry) && entry.startedAt === null)
  const rest = minutes - minutesOf(measured)
  const others = sheet.entries.filter((entry) => !inCell(entry) || entry.startedAt !== null)
  if (rest <= 0) return { ...sheet, entries: others }
  const entry: TimeEntry = {
    ...{ note: null, billable: true, currency: "", version: 1 },
    ...written,
    ...{ id: `${keyOf(row)} ${day}`, campaign: row.campaign, task: row.task, person: sheet.person },
    ...{ unseenTask: false },
    ...{ day, minutes: rest, startedAt: null, endedAt: null, costMinor: null, billMinor: null },
  }
  return { ...sheet, entries: [...others, entry] }
}
