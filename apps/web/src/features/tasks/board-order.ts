import type { TaskRow } from "@alphas/domain/tasks/dto"
import { type TaskStatus, taskStatuses } from "@alphas/domain/tasks/words"

/** A card that somebody has put somewhere: behind another card of that column, or first. */
export interface Placing {
  id: string
  to: TaskStatus
  afterId: string | null
}

export type Columns = Record<TaskStatus, TaskRow[]>

/** The cards of each column in the order of the server: by rank, then by id. */
export function columnsOf(rows: readonly TaskRow[]): Columns {
  const columns: Columns = { not_started: [], in_progress: [], under_review: [], completed: [] }
  for (const row of rows) columns[row.status].push(row)
  for (const status of taskStatuses)
    columns[status].sort((one, other) => one.rank - other.rank || (one.id < other.id ? -1 : 1))
  return columns
}

/**
 * The columns as they are once a card was put elsewhere, before the server has answered. A card that is gone changes
 * nothing; where the card before it is in another column, it goes to the end, and so it does where that one is gone,
 * until the server has refused it.
 */
export function placed(columns: Columns, { id, to, afterId }: Placing): Columns {
  const card = taskStatuses.flatMap((status) => columns[status]).find((each) => each.id === id)
  if (card === undefined) return columns
  const without = { ...columns, [card.status]: columns[card.status].filter((each) => each !== card) }
  const column = without[to]
  const behind = column.findIndex((each) => each.id === afterId)
  const at = afterId === null ? 0 : behind === -1 ? column.length : behind + 1
  return { ...without, [to]: column.toSpliced(at, 0, { ...card, status: to }) }
}

/** What the server has answered when a card was put somewhere. */
export interface Answered {
  /** Of the task: a new one only if a step was taken. */
  version: number
  /** When, by the browser's clock. */
  at: number
}

/** Whether a card, as the board that was read at `readAt` has it, stands where the answer put it, or somewhere later. */
export const hasArrived = (row: TaskRow | undefined, { version, at }: Answered, readAt: number): boolean =>
  row === undefined || (row.version >= version && readAt > at)

/** Whether a card stands there already. */
export function standsThere(columns: Columns, { id, to, afterId }: Placing): boolean {
  const at = columns[to].findIndex((each) => each.id === id)
  return at !== -1 && (columns[to][at - 1]?.id ?? null) === afterId
}
