import { lockedMonths, rates, timeEntries, timers, timesheets } from "../schema/time"
import { entityTable, removed } from "./grants"

const entries = entityTable("time_entry", timeEntries, { person: timeEntries.userId })

export const timeTables = {
  timeEntries: entries,
  timesheets: entityTable("timesheet", timesheets, { person: timesheets.userId }),
  timers: entityTable("timer", timers, { person: timers.userId }),
  lockedMonths: entityTable("locked_month", lockedMonths, {}),
  rates: entityTable("rate", rates, {}),
}

/** Time that was removed, to restore it. */
export const removedTimeEntries = removed(entries, timeEntries.deletedAt, "time.track")
