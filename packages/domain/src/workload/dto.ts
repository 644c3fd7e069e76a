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
}

export interface PersonLoad {
  person: PersonRef
  weeks: WeekLoad[]
}

/** Of the share in one hundred of a capacity; null where there is none. `overbooked` is more than all of it. */
export interface Shares {
  /** Billable time over capacity: what the trade calls utilisation. */
  utilisation: number | null
  overbooked: boolean
}
