import type { KeyboardEvent } from "react"

/** How far each key goes: rows down, columns to the right. */
const ways: Record<string, [rows: number, columns: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  Enter: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

/**
 * Goes from cell to cell of a grid whose inputs say where they are (`data-at="row column"`). To the side it goes only
 * from the edge of what is typed, so that the text itself can be corrected.
 */
export function moveInGrid(event: KeyboardEvent<HTMLElement>): void {
  const input = event.target
  const way = ways[event.key]
  if (!way || !(input instanceof HTMLInputElement) || event.altKey || event.ctrlKey || event.metaKey) return
  const [row, column] = (input.dataset.at ?? "").split(" ").map(Number)
  if (row === undefined || column === undefined) return
  const { selectionStart: start, selectionEnd: end, value } = input
  const whole = start === 0 && end === value.length
  if (event.key === "ArrowLeft" && !whole && start !== 0) return
  if (event.key === "ArrowRight" && !whole && end !== value.length) return
  event.preventDefault()
  const to = `${row + way[0]} ${column + way[1]}`
  const next = event.currentTarget.querySelector<HTMLInputElement>(`input[data-at="${to}"]`)
  // From the last line Enter still saves what was typed: leaving the cell does.
  if (event.key === "Enter" && !next) input.blur()
  ;(next ?? input).focus()
}
