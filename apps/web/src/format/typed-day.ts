import { Day } from "@alphas/domain/days"
import { dateFormat } from "./formatters"

type Part = "day" | "month" | "year"

const utc = (day: string) => new Date(`${day}T00:00:00Z`)
const numeric = (locale: string) =>
  dateFormat(locale, {
    ...{ calendar: "gregory", numberingSystem: "latn", timeZone: "UTC" },
    ...{ day: "2-digit", month: "2-digit", year: "numeric" },
  })

/** A day (`YYYY-MM-DD`) in figures, as a field shows it in a language: 31/12/2026, 31.12.2026. Empty for an empty one. */
export const writeDay = (day: string, locale: string): string =>
  Day.safeParse(day).success ? numeric(locale).format(utc(day)) : ""

/** In which order a language writes a day's figures. */
const orderOf = (locale: string): Part[] =>
  numeric(locale)
    .formatToParts(utc("2026-12-31"))
    .flatMap(({ type }) => (type === "day" || type === "month" || type === "year" ? [type] : []))

/** The numbers of the months by their names in a language, long and short, without marks. */
function monthsOf(locale: string): Map<string, number> {
  const months = Array.from({ length: 12 }, (_, index) => `2026-${String(index + 1).padStart(2, "0")}-01`)
  return new Map(
    months.flatMap((day, index) =>
      (["long", "short"] as const).map((month): [string, number] => [
        bare(dateFormat(locale, { day: "numeric", month, timeZone: "UTC" }).format(utc(day))),
        index + 1,
      ]),
    ),
  )
}

const bare = (text: string): string => text.toLowerCase().replace(/[\d.,\s]+/g, "")

/**
 * What somebody typed as a day: figures in the order of their language, with any sign between them, the year with two
 * or four figures or left out for that of `today`; with a month by its name; or `YYYY-MM-DD`. Null where it is no day.
 */
export function parseDay(typed: string, locale: string, today: string): string | null {
  const figures = typed.match(/\d+/g) ?? []
  const [first = "", second = "", third = today.slice(0, 4)] = figures
  const name = bare(typed.replace(/[-/]/g, " "))
  if (name !== "") {
    const month = figures.length <= 2 ? monthsOf(locale).get(name) : undefined
    return month === undefined ? null : dayFrom(second || today.slice(0, 4), String(month), first)
  }
  if (figures.length < 2 || figures.length > 3) return null
  if (first.length === 4) return dayFrom(first, second, third)
  const order = orderOf(locale).filter((part) => part !== "year" || figures.length === 3)
  const at = (part: Part) => figures[order.indexOf(part)] ?? today.slice(0, 4)
  return dayFrom(at("year"), at("month"), at("day"))
}

function dayFrom(year: string, month: string, day: string): string | null {
  const full = year.length === 2 ? `20${year}` : year
  const text = [full, month.padStart(2, "0"), day.padStart(2, "0")].join("-")
  return Day.safeParse(text).success ? text : null
}

/** A time of the day (`HH:MM`) as a field shows it: 09:30, and in English with its half where that is usual, 09:30 AM. */
export function writeTime(time: string, locale: string): string {
  if (!/^\d\d:\d\d$/.test(time) || !locale.startsWith("en")) return time
  const format = dateFormat(locale, { hour: "2-digit", minute: "2-digit", timeZone: "UTC" })
  return format.format(new Date(`2026-01-01T${time}:00Z`)).replace(/\u202f/g, " ")
}

/** What somebody typed as a time of the day, as `HH:MM`: `9:30`, `9.30`, `0930`, `9`, `9:30 pm`. Null where it is none. */
export function parseTime(typed: string): string | null {
  const [, hours, minutes = "00", half] =
    /^(\d{1,2})(?:\s*[:.h]?\s*(\d{2}))?\s*(a|p)?\.?(?:m\.?)?$/i.exec(typed.trim()) ?? []
  if (hours === undefined) return null
  const hour = Number(hours)
  if (Number(minutes) > 59 || hour > (half ? 12 : 23) || (half && hour === 0)) return null
  const day = half ? (hour % 12) + (half.toLowerCase() === "p" ? 12 : 0) : hour
  return `${String(day).padStart(2, "0")}:${minutes}`
}

/** On which weekday a language begins the week: 0 for Sunday, 1 for Monday. */
export function firstWeekday(locale: string): 0 | 1 | 6 {
  // Newer than the types of the language.
  const { weekInfo, getWeekInfo } = new Intl.Locale(locale) as Intl.Locale & WeekInfo
  const first = getWeekInfo?.call(new Intl.Locale(locale)).firstDay ?? weekInfo?.firstDay
  return first === 7 ? 0 : first === 6 ? 6 : 1
}

interface WeekInfo {
  weekInfo?: { firstDay: number }
  getWeekInfo?: () => { firstDay: number }
}
