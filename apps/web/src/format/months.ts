import type { Reader } from "./dates"
import { dateFormat } from "./formatters"

/** The month so many after this one (`YYYY-MM`), or before. */
export function monthFrom(month: string, by: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number)
  const count = year * 12 + number - 1 + by
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, "0")}`
}

/** The month that an address names, else that of today; years are those that the schedule calculates with. */
export const monthOf = (value: string, today: string): string =>
  /^(19[7-9]\d|20\d\d|21\d\d)-(0[1-9]|1[0-2])$/.test(value) ? value : today.slice(0, 7)

/** A month (`YYYY-MM` or a day of it) by its name: November 2026. */
export const sayMonth = (month: string, { locale }: Reader): string =>
  dateFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" }).format(
    new Date(`${month.slice(0, 7)}-01T00:00:00Z`),
  )

/** A month of the year, 1 to 12, by its name: November. */
export const sayMonthName = (month: number, { locale }: Pick<Reader, "locale">): string =>
  dateFormat(locale, { month: "long", timeZone: "UTC" }).format(new Date(Date.UTC(2026, month - 1, 1)))
