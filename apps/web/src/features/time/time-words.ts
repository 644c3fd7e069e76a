import type { Reader } from "../../format/dates"
import { dateFormat, numberFormat } from "../../format/formatters"
import { writeMinutes } from "../../format/minutes"

/** Minutes as the grid shows them: `1:30`. None is nothing. */
export function sayClock(minutes: number): string {
  return minutes === 0 ? "" : writeMinutes(minutes)
}

/** What a cell says that was changed elsewhere while somebody typed into it, and how to go on. */
export const sayChangedCell = (minutes: number): string =>
  `Changed elsewhere: it is ${writeMinutes(minutes)} now. Leave the cell again to overwrite it, or press Escape to keep it.`

/** How long a timer runs: `0:07:45`. A clock that is behind the server's has not begun yet. */
export function sayElapsed(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  const two = (value: number) => String(value).padStart(2, "0")
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}

const at = (day: string) => new Date(`${day}T00:00:00Z`)

/** The name of a weekday, and the number of the day in its month. */
export function sayWeekday(day: string, { locale }: Reader): { name: string; date: string } {
  const of = (options: Intl.DateTimeFormatOptions) =>
    dateFormat(locale, { ...options, timeZone: "UTC" }).format(at(day))
  return { name: of({ weekday: "short" }), date: numberFormat(locale).format(Number(day.slice(8))) }
}

/** A month (`YYYY-MM` or a day of it) by its name: November 2026. */
export const sayMonth = (month: string, { locale }: Reader): string =>
  dateFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" }).format(
    at(`${month.slice(0, 7)}-01`),
  )
