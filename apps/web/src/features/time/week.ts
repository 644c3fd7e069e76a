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

/** The line that time spent on something is in. */
export const keyOf = ({ campaign, task, unseenTask }: About): string =>
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
    ...{
      note: null,
      billable,
      unseenTask: false,
      startedAt: null,
      endedAt: null,
      overlaps: false,
      currency: "",
      version: 1,
    },
  }
  const entry = { ...fresh, ...written, minutes: rest, costMinor: null, billMinor: null }
  return { ...timesheet, entries: [...others, entry] }
}
