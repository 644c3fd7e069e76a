import type { Reader } from "@alphas/db/connection"
import { Statements, slot } from "@alphas/db/statement"
import type { DayOff, HolidayPlace } from "@alphas/domain/calendar/dto"
import { dayNumberOf, dayOf } from "@alphas/domain/days"
import type { WorkingWeek } from "@alphas/domain/schedule/working-calendar"
import { type SQL, sql } from "drizzle-orm"

/** Holidays are calculated this many years beyond what is asked for: a plan may grow past its end. */
const yearsBeyond = 3

/** What the agency's working days are made of. */
export interface CalendarParts {
  /** Weekdays on which it works, 1 for Monday. */
  weekdays: number[]
  country: string | null
  region: string | null
  /** Its own days off. */
  off: string[]
}

/** `CalendarParts` as a column of a statement that asks for more: from the year before `from` to some after that of `to`. */
export const calendarWithin = (from: SQL, to: SQL): SQL => sql`(
  select json_build_object('weekdays', s.working_weekdays, 'country', s.holiday_country, 'region', s.holiday_region,
    'off', (
      select coalesce(json_agg(d.day), '[]') from days_off d
      where d.day >= make_date(extract(year from ${from})::int - 1, 1, 1)
        and d.day < make_date(extract(year from ${to})::int + ${sql.raw(String(yearsBeyond + 1))}, 1, 1)
        /* visible days_off: the agency's calendar, which every schedule goes by */))
  from settings s /* visible settings: which days are working days */)`

const alone = new Statements<{ calendar: CalendarParts | null }>()
const asked = () =>
  sql`select ${calendarWithin(sql`${slot("from")}::date`, sql`${slot("to")}::date`)} as calendar`

/** The agency's working days, with every day off from the year of `fromDay` to some years after that of `toDay`. */
export async function workingWeek(reader: Reader, fromDay: string, toDay: string): Promise<WorkingWeek> {
  const [row] = await alone.within(reader, "week", asked, { from: fromDay, to: toDay })
  return weekFrom(row?.calendar ?? null, fromDay, toDay)
}

/** Weeks that are kept at the most. */
const weeksAtMost = 200
const weeks = new Map<string, WorkingWeek>()

/**
 * The working days that the parts make, with the public holidays of these years. A week is kept under all that it is made
 * of, which its caller has just read: it cannot be out of date, and calculating with it again costs nothing.
 */
export async function weekFrom(
  parts: CalendarParts | null,
  fromDay: string,
  toDay: string,
): Promise<WorkingWeek> {
  const [from, to] = [Number(fromDay.slice(0, 4)) - 1, Number(toDay.slice(0, 4)) + yearsBeyond]
  const key = JSON.stringify([parts, from, to])
  const kept = weeks.get(key)
  if (kept !== undefined) return kept
  const holidays = parts?.country ? await holidaysOf(parts.country, parts.region, from, to) : []
  const week: WorkingWeek = {
    weekdays: [1, 2, 3, 4, 5, 6, 7].map((weekday) => parts?.weekdays.includes(weekday) ?? weekday <= 5),
    off: [...(parts?.off ?? []), ...holidays.map(({ day }) => day)],
  }
  const [oldest] = weeks.size < weeksAtMost ? [] : weeks.keys()
  if (oldest !== undefined) weeks.delete(oldest)
  weeks.set(key, week)
  return week
}

const known = new Map<string, DayOff[]>()

// The rules of all countries are large, and an agency without a country does not need them.
const rules = async () => (await import("date-holidays")).default

/** The field that names a place whose holidays are not known; null when all is well. */
export async function knowsHolidays(
  country: string | null,
  region: string | null,
): Promise<"holidayCountry" | "holidayRegion" | null> {
  if (country === null) return region === null ? null : "holidayRegion"
  const all = new (await rules())()
  if (!Object.hasOwn(all.getCountries(), country)) return "holidayCountry"
  return region === null || Object.hasOwn(all.getStates(country) ?? {}, region) ? null : "holidayRegion"
}

/** Every country and region whose holidays are known. */
export async function holidayPlaces(): Promise<HolidayPlace[]> {
  const all = new (await rules())()
  return Object.keys(all.getCountries())
    .sort()
    .map((country) => ({
      country,
      regions: Object.entries(all.getStates(country) ?? {}).map(([code, name]) => ({ code, name })),
    }))
}

/**
 * Days that are public holidays of a country from one year to another, by their names in the language of the place; of
 * one that lasts several days each of them. Half holidays are working days. Of a place that is not known: none.
 */
export async function holidaysOf(
  country: string,
  region: string | null,
  from: number,
  to: number,
): Promise<DayOff[]> {
  const Holidays = await rules()
  const days: DayOff[] = []
  // One that begins on the last days of a year goes on in the next.
  for (let year = from - 1; year <= to; year++) {
    const key = `${country}|${region ?? ""}|${year}`
    let ofYear = known.get(key)
    if (ofYear === undefined) {
      const place = region === null ? new Holidays(country) : new Holidays(country, region)
      const found = place.getHolidays(year) || []
      ofYear = found
        .filter(({ type }) => type === "public")
        .flatMap((holiday) => wholeDays(holiday).map((day) => ({ day, name: holiday.name })))
      known.set(key, ofYear)
    }
    days.push(...ofYear)
  }
  return days.filter(({ day }) => day >= `${from}-01-01` && day <= `${to}-12-31`)
}

const hour = 3_600_000

/**
 * The days that a holiday takes as a whole. `date` is on the clocks of the place, so its hours say where the first day
 * begins; `start` and `end` are instants, of which only the distance counts, and that may lack an hour of summer time.
 */
function wholeDays({ date, start, end }: { date: string; start: Date; end: Date }): string[] {
  const begun = Number(date.slice(11, 13)) + Number(date.slice(14, 16)) / 60
  const first = dayNumberOf(date.slice(0, 10)) + (begun > 0 ? 1 : 0)
  const hours = (end.getTime() - start.getTime()) / hour - (begun > 0 ? 24 - begun : 0)
  return Array.from({ length: Math.max(0, Math.floor((hours + 1) / 24)) }, (_, later) => dayOf(first + later))
}
