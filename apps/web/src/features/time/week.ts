import { Day, dayNumberOf, dayOf, weekdayOf } from "@alphas/domain/days"
import { slotOf } from "@alphas/domain/time/cell"
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
  /** Days with several entries of which any could take what is typed: each is changed by itself. */
  several: ReadonlySet<string>
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
  const rows = new Map<string, About & { cells: Map<string, TimeEntry[]> }>()
  for (const { campaign, task, unseenTask = false } of [...entries, ...added]) {
    rows.set(keyOf({ campaign, task, unseenTask }), { campaign, task, unseenTask, cells: new Map() })
  }
  for (const entry of entries) {
    const cells = rows.get(keyOf(entry))?.cells
    cells?.set(entry.day, [...(cells.get(entry.day) ?? []), entry])
  }
  return [...rows]
    .map(([key, { cells, ...row }]) => ({
      ...row,
      key,
      minutes: Object.fromEntries([...cells].map(([day, cell]) => [day, minutesOf(cell)])),
      several: new Set([...cells].filter(([, cell]) => slotOf(cell) === null).map(([day]) => day)),
      total: minutesOf([...cells.values()].flat()),
    }))
    .sort((one, other) => sortName(one).localeCompare(sortName(other)))
}

/** All the minutes of entries. */
export const minutesOf = (entries: readonly TimeEntry[]): number =>
  entries.reduce((all, { minutes }) => all + minutes, 0)

/** The week as it will be once the time of a line on a day is set, as the server does it. */
export function withCell(timesheet: Timesheet, row: About, day: string, minutes: number): Timesheet {
  const inCell = (entry: TimeEntry) => entry.day === day && keyOf(entry) === keyOf(row)
  const slot = slotOf(timesheet.entries.filter(inCell))
  if (slot === null) return timesheet
  const { written, measured, billable } = slot
  const rest = minutes - measured
  const others = timesheet.entries.filter((entry) => entry !== written)
  if (rest <= 0) return { ...timesheet, entries: others }
  const fresh = {
    ...{ id: `${keyOf(row)} ${day}`, campaign: row.campaign, task: row.task, person: timesheet.person, day },
    ...{ note: null, billable, unseenTask: false, startedAt: null, endedAt: null, currency: "", version: 1 },
  }
  const entry = { ...fresh, ...written, minutes: rest, costMinor: null, billMinor: null }
  return { ...timesheet, entries: [...others, entry] }
}
