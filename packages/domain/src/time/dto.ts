import type { Role } from "../permissions"
import type { PersonRef } from "../users/dto"
import type { LockedShare } from "./locked"
import type { RateKind, Rounding, TimesheetState } from "./words"

/** Time that somebody spent. Minutes are whole; money is in minor units. */
export interface TimeEntry {
  id: string
  person: PersonRef
  campaign: { id: string; name: string } | null
  task: { id: string; title: string } | null
  /** It is for a task that the reader may not see, or that was removed: `task` is null then. */
  unseenTask: boolean
  /** `YYYY-MM-DD` on the clock of the person: see `zoneOfTime`. */
  day: string
  minutes: number
  /** When it was, for what a clock measured. */
  startedAt: string | null
  endedAt: string | null
  /** Whether part of that time is in another entry of the person as well. */
  overlaps: boolean
  billable: boolean
  note: string | null
  /** Null for people without `campaigns.finances`, and where no rate holds. */
  costMinor: number | null
  billMinor: number | null
  currency: string
  version: number
}

/** The timer that runs for the caller. */
export interface Timer {
  id: string
  campaign: { id: string; name: string } | null
  task: { id: string; title: string } | null
  note: string | null
  billable: boolean
  startedAt: string
  version: number
}

/** A person's week. */
export interface Timesheet {
  monday: string
  person: PersonRef
  state: TimesheetState
  /** Why it was sent back or opened again. */
  reason: string | null
  /** Days of the week that lie in a locked month. */
  lockedDays: string[]
  entries: TimeEntry[]
  /** Of its state; 0 when it never was submitted. */
  version: number
}

/** A week that waits for approval. */
export interface SubmittedWeek {
  monday: string
  person: PersonRef
  minutes: number
  billableMinutes: number
  /** What the person works in it: its working days without their leave, at their minutes a day. */
  expectedMinutes: number
  submittedAt: string | null
  /** How much of its time lies in locked months. */
  locked: LockedShare
  version: number
}

export interface Rate {
  id: string
  kind: RateKind
  person: PersonRef | null
  role: Role | null
  campaign: { id: string; name: string } | null
  fromDay: string
  currency: string
  minorPerHour: number
  version: number
}

/** How the agency counts time. */
export interface TimeRules {
  roundingMinutes: number
  rounding: Rounding
  /** First days of the months that are locked, latest first. */
  lockedMonths: string[]
  version: number
}
