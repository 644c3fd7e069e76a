import { type TaskStatus, taskStatuses } from "@alphas/domain/tasks/words"

/** Where a card would go: behind another one of a column, or first. */
export interface Target {
  to: TaskStatus
  afterId: string | null
}

/** A card or a column on the screen. */
interface Box {
  left: number
  right: number
  top: number
  bottom: number
}

export interface ColumnBoxes {
  status: TaskStatus
  box: Box
  /** From top to bottom, without the card that is dragged. */
  cards: { id: string; box: Pick<Box, "top" | "bottom"> }[]
}

/** Where a card that is let go of at this point would go: the nearest column, behind the last card whose middle is above. */
export function targetAt(columns: readonly ColumnBoxes[], x: number, y: number): Target | null {
  const away = ({ box }: ColumnBoxes) => Math.max(box.left - x, x - box.right, 0)
  const nearest = columns.toSorted((one, other) => away(one) - away(other))[0]
  if (nearest === undefined) return null
  const above = nearest.cards.findLast(({ box }) => (box.top + box.bottom) / 2 < y)
  return { to: nearest.status, afterId: above?.id ?? null }
}

/** The columns of a board as they stand on the screen: elements with `data-column`, their cards with `data-row`. */
export function measure(board: HTMLElement, dragged: string): ColumnBoxes[] {
  return taskStatuses.flatMap((status) => {
    const column = board.querySelector<HTMLElement>(`[data-column="${status}"]`)
    if (column === null) return []
    const cards = [...column.querySelectorAll<HTMLElement>("[data-row]")].flatMap((card) => {
      const id = card.dataset.row
      return id === undefined || id === dragged ? [] : [{ id, box: card.getBoundingClientRect() }]
    })
    return [{ status, box: column.getBoundingClientRect(), cards }]
  })
}
