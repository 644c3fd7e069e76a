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

/** The rows of a board once a card was put elsewhere; `version` is the card's, where the server has given it one. */
export function rowsPlaced(rows: readonly TaskRow[], placing: Placing, version?: number): TaskRow[] {
  const { id, to } = placing
  const ranks = new Map(placed(columnsOf(rows), placing)[to].map((card, rank) => [card.id, rank]))
  return rows.map((row) => {
    const rank = ranks.get(row.id) ?? row.rank
    if (row.id === id) return { ...row, rank, status: to, version: version ?? row.version }
    return rank === row.rank ? row : { ...row, rank }
  })
}

/** Whether a card stands there already. */
export function standsThere(columns: Columns, { id, to, afterId }: Placing): boolean {
  const at = columns[to].findIndex((each) => each.id === id)
  return at !== -1 && (columns[to][at - 1]?.id ?? null) === afterId
}
