import { writeLength } from "@alphas/domain/length"

/** Minutes as the grid shows them: `1:30`. None is nothing. */
export function sayClock(minutes: number): string {
  return minutes === 0 ? "" : writeLength(minutes)
}

/** What a cell says that was changed elsewhere while somebody typed into it, and how to go on. */
export const sayChangedCell = (minutes: number): string =>
  `Changed elsewhere: it is ${writeLength(minutes)} now. Leave the cell again to overwrite it, or press Escape to keep it.`

/** How long a timer runs: `0:07:45`. A clock that is behind the server's has not begun yet. */
export function sayElapsed(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  const two = (value: number) => String(value).padStart(2, "0")
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}
