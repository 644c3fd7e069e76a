import type { TaskRow } from "../tasks/dto"
import type { PersonRef } from "../users/dto"

/** What a person has to do in a week, in minutes. */
export interface WeekLoad {
  monday: string
  /** Working days of the week, less leave, times the minutes of a day. */
  capacity: number
  /** Their share of the tasks that are open. */
  assigned: number
  /** Time that they entered. */
  booked: number
  billable: number
  /** The same of its days until today, which are those that can have been worked: utilisation is calculated from them. */
  worked: { capacity: number; billable: number }
  /** Weekdays on which the agency would work, but for a holiday or a day off. */
  daysOff: number
  /** Working days on which they are away. */
  daysAway: number
}

export interface PersonLoad {
  person: PersonRef
  /** Minutes that they work on a working day. */
  dailyMinutes: number
  weeks: WeekLoad[]
}

/** A task as a part of somebody's load. */
export interface LoadedTask extends TaskRow {
  /** Minutes that it asks of this person in each of the weeks. */
  load: number[]
}

/** What makes up somebody's load. */
export interface PersonTasks {
  /** The tasks that the reader may see, by their days. */
  tasks: LoadedTask[]
  /** Minutes in each of the weeks of tasks that the reader may not see; nothing more is said of those. */
  other: number[]
}

/** Shares in percent, rounded; null of a capacity of nothing. */
export interface Shares {
  /** Assigned time over capacity. */
  load: number | null
  /** Billable time over capacity, both until today: what the trade calls utilisation. Null before the first day. */
  utilisation: number | null
  /** More is assigned than there is room for. */
  overbooked: boolean
}
