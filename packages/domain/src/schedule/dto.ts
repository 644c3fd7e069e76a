/** A task whose days a change of the plan moved. */
export interface Moved {
  id: string
  version: number
  startDay: string
  endDay: string
}

/** What a change of the plan did. `undo` takes it back; null when nothing moved. */
export interface Rescheduled {
  undo: string | null
  moved: Moved[]
}
