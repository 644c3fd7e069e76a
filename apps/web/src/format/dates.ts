import { agoFormat, dateFormat } from "./formatters"

/** What words for a date depend on: whose reader, and when they read. */
export interface Reader {
  /** BCP 47. */
  locale: string
  /** IANA: the zone in which an instant gets its day and its time for the reader. */
  timeZone: string
  /** The agency's zone: in it begin and end the days that are no instants, of a task or of a campaign. */
  agencyZone: string
  /** The moment of reading, in milliseconds. */
  now: number
}

const minute = 60_000
const hour = 60 * minute

/** The calendar day (`YYYY-MM-DD`) of an instant in a zone. */
export function dayOf(instant: number | string, timeZone: string): string {
  return dateFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(
    new Date(instant),
  )
}

const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000
const tidy = (text: string): string => text.replace(/,/g, "").replace(/\u202f/g, " ")
const capital = (text: string, locale: string): string =>
  text.slice(0, 1).toLocaleUpperCase(locale) + text.slice(1)

/** The day that it is where the agency is. */
export const todayOf = ({ now, agencyZone }: Reader): string => dayOf(now, agencyZone)

/** A day of the agency (`YYYY-MM-DD`) as people say it: Today, Yesterday, Tomorrow, Fri 12 Jun, 12 Jun 2024. */
export const sayDay = (day: string, reader: Reader): string => sayNear(day, todayOf(reader), reader)

/** The same for the day on which an instant falls where the reader is. */
export const sayDayOf = (instant: number | string, reader: Reader): string =>
  sayNear(dayOf(instant, reader.timeZone), dayOf(reader.now, reader.timeZone), reader)

function sayNear(day: string, today: string, reader: Reader): string {
  const away = dayNumber(day) - dayNumber(today)
  if (Math.abs(away) <= 1) {
    const word = agoFormat(reader.locale, { numeric: "auto" }).format(away, "day")
    return capital(word, reader.locale)
  }
  const near = day.slice(0, 4) === today.slice(0, 4) || Math.abs(away) < 120
  const options: Intl.DateTimeFormatOptions = near
    ? { weekday: "short", day: "numeric", month: "short" }
    : { day: "numeric", month: "short", year: "numeric" }
  return tidy(dateFormat(reader.locale, { ...options, timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`)))
}

/** The month of a day: October 2026. */
export const sayMonth = (day: string, { locale }: Reader): string =>
  dateFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`))

/** The time of day of an instant, in the reader's zone. */
export function sayTime(instant: string, reader: Reader): string {
  const options: Intl.DateTimeFormatOptions = {
    hour: "2-digit",
    minute: "2-digit",
    timeZone: reader.timeZone,
  }
  return tidy(dateFormat(reader.locale, options).format(new Date(instant)))
}

/** An instant as a list shows it: how long ago within an hour, the time today, else the day. */
export function sayWhen(instant: string, reader: Reader): string {
  const at = Date.parse(instant)
  const ago = reader.now - at
  const words = agoFormat(reader.locale, { numeric: "auto", style: "short" })
  if (ago > -minute && ago < minute) return capital(words.format(0, "second"), reader.locale)
  if (Math.abs(ago) < hour) return words.format(Math.round(-ago / minute), "minute")
  return dayOf(at, reader.timeZone) === dayOf(reader.now, reader.timeZone)
    ? sayMoment(instant, reader)
    : sayDayOf(at, reader)
}

/** An instant with its day and time. */
export function sayMoment(instant: string, reader: Reader): string {
  return `${sayDayOf(instant, reader)} ${sayTime(instant, reader)}`
}

/** Everything about an instant: what hovering shows. */
export function sayFully(instant: string, reader: Reader): string {
  return dateFormat(reader.locale, {
    dateStyle: "full",
    timeStyle: "long",
    timeZone: reader.timeZone,
  }).format(new Date(instant))
}

/** A day with everything that belongs to it: what hovering shows, and what is read out. */
export const sayDayFully = (day: string, reader: Reader): string =>
  dateFormat(reader.locale, { dateStyle: "full", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`))

/** From one day to another, as short as can be: 3 – 28 Nov, 3 Nov – 5 Jan 2027; this year is not named. */
export function sayDays(from: string, to: string, reader: Reader): string {
  const year = todayOf(reader).slice(0, 4)
  const words = (day: string): Intl.DateTimeFormat =>
    dateFormat(reader.locale, {
      day: "numeric",
      month: "short",
      ...(day.startsWith(year) ? {} : { year: "numeric" }),
      timeZone: "UTC",
    })
  const at = (day: string) => new Date(`${day}T00:00:00Z`)
  // Within a year the locale joins them; else each is written by itself, for only one of them needs its year.
  const text =
    from.slice(0, 4) === to.slice(0, 4)
      ? words(from).formatRange(at(from), at(to))
      : `${words(from).format(at(from))} – ${words(to).format(at(to))}`
  return text.replace(/[\u2009\u202f]/g, " ")
}

/** How many days `to` is after `from`. */
export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from)

/** A day with its month and year, as a letter writes it: 3 November 2026. */
export const sayFullDay = (day: string, { locale }: Reader): string =>
  dateFormat(locale, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(
    new Date(`${day}T00:00:00Z`),
  )
