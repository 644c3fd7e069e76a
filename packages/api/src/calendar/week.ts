import type { Reader } from "@alphas/db/connection"
import { daysOff } from "@alphas/db/schema/calendar"
import { settings } from "@alphas/db/schema/settings"
import type { DayOff, HolidayPlace } from "@alphas/domain/calendar/dto"
import { dayNumberOf, dayOf } from "@alphas/domain/days"
import type { WorkingWeek } from "@alphas/domain/schedule/working-calendar"
import { and, between, sql } from "drizzle-orm"

/** Holidays are calculated this many years beyond what is asked for: a plan may grow past its end. */
const yearsBeyond = 3

/** The agency's working days, with every day off from the year of `fromDay` to some years after that of `toDay`. */
export async function workingWeek(reader: Reader, fromDay: string, toDay: string): Promise<WorkingWeek> {
  const [from, to] = [Number(fromDay.slice(0, 4)) - 1, Number(toDay.slice(0, 4)) + yearsBeyond]
  const [row] = await reader
    .select({
      weekdays: sql<
        number[]
      >`/* visible settings: which days are working days */ ${settings.workingWeekdays}`,
      country: settings.holidayCountry,
      region: settings.holidayRegion,
    })
    .from(settings)
  const own = await reader
    .select({ day: daysOff.day })
    .from(daysOff)
    .where(
      and(
        sql`/* visible days_off: the agency's calendar, which every schedule goes by */ true`,
        between(daysOff.day, `${from}-01-01`, `${to}-12-31`),
      ),
    )
  const holidays = row?.country ? await holidaysOf(row.country, row.region, from, to) : []
  return {
    weekdays: [1, 2, 3, 4, 5, 6, 7].map((weekday) => row?.weekdays.includes(weekday) ?? weekday <= 5),
    off: [...own, ...holidays].map(({ day }) => day),
  }
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
