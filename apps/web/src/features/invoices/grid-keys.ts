import type { KeyboardEvent } from "react"

type Cell = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement | HTMLButtonElement

const isCell = (target: EventTarget | null): target is Cell =>
  (target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    target instanceof HTMLButtonElement) &&
  target.dataset.at !== undefined

/** Where a cell is: its row and its column, from 0. */
export function placeOf(target: EventTarget | null): [row: number, column: number] | null {
  if (!isCell(target)) return null
  const [row, column] = (target.dataset.at ?? "").split(" ").map(Number)
  return row === undefined || column === undefined ? null : [row, column]
}

/** Whether an arrow leaves what is typed in a cell, instead of going on in it. */
function leaves(cell: Cell, key: string): boolean {
  if (!("selectionStart" in cell)) return true
  const { selectionStart: start, selectionEnd: end, value } = cell
  if (start === null || end === null || (start === 0 && end === value.length)) return true
  if (key === "ArrowUp") return !value.slice(0, start).includes("\n")
  if (key === "ArrowDown") return !value.slice(end).includes("\n")
  return key === "ArrowLeft" ? start === 0 && end === 0 : start === value.length
}

/** How far each arrow goes: rows down, columns to the right. */
const ways: Record<string, [rows: number, columns: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

/** The cell at a place of a grid, whose controls say where they are (`data-at="row column"`). */
export const cellAt = (grid: HTMLElement, row: number, column: number): HTMLElement | null =>
  grid.querySelector<HTMLElement>(`[data-at="${row} ${column}"]`)

/** Goes to a cell with all its text selected, as a spreadsheet does; a description is gone on with at its end. */
export function enter(cell: HTMLElement): void {
  cell.focus()
  if (cell instanceof HTMLInputElement) cell.select()
  if (cell instanceof HTMLTextAreaElement) cell.setSelectionRange(cell.value.length, cell.value.length)
  cell.scrollIntoView?.({ block: "nearest" })
}

/** Goes from cell to cell by the arrows; says whether it did. Other keys, and arrows within a text, are left alone. */
export function moveByArrow(event: KeyboardEvent<HTMLElement>): boolean {
  const way = ways[event.key]
  const place = placeOf(event.target)
  if (!way || !place || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return false
  // Said by `placeOf`.
  if (!leaves(event.target as Cell, event.key)) return false
  const next = cellAt(event.currentTarget, place[0] + way[0], place[1] + way[1])
  // A choice must not change under an arrow that only wants to leave it.
  event.preventDefault()
  if (next) enter(next)
  return true
}
