import { Day, dayNumberOf, dayOf, weekdayOf } from "@alphas/domain/days"
import type { Reader } from "./dates"
import { dateFormat, numberFormat } from "./formatters"

/** The Monday of a day's week. */
export function mondayOf(day: string): string {
  const number = dayNumberOf(day)
  return dayOf(number - weekdayOf(number))
}

/** The Monday so many weeks later, or before. */
export const weekFrom = (monday: string, by: number): string => dayOf(dayNumberOf(monday) + by * 7)

/** The seven days of a week. */
export const daysOf = (monday: string): string[] =>
  Array.from({ length: 7 }, (_, index) => dayOf(dayNumberOf(monday) + index))

/** The number of a week by ISO 8601: the first of a year is the one with its first Thursday. */
export function weekNumber(monday: string): number {
  const thursday = dayNumberOf(monday) + 3
  const newYear = dayNumberOf(`${dayOf(thursday).slice(0, 4)}-01-01`)
  return Math.floor((thursday - newYear) / 7) + 1
}

/** The Monday that an address names, else that of today. */
export const weekOf = (value: string, today: string): string =>
  mondayOf(Day.safeParse(value).success ? value : today)

/** The name of a weekday, and the number of the day in its month. */
export function sayWeekday(day: string, { locale }: Reader): { name: string; date: string } {
  const of = (options: Intl.DateTimeFormatOptions) =>
    dateFormat(locale, { ...options, timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`))
  return { name: of({ weekday: "short" }), date: numberFormat(locale).format(Number(day.slice(8))) }
}
