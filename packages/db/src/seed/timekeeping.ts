import { dayNumberOf, dayOf, weekdayOf } from "@alphas/domain/days"
import type { Role } from "@alphas/domain/permissions"
import type { Absence } from "@alphas/domain/schedule/plan"
import { instantsOf } from "@alphas/domain/time/clock"
import type { RateRule } from "@alphas/domain/time/rates"
import type { AgencyCalendar } from "./agency-calendar"
import { namedAccounts } from "./staff"

/** Somebody whose time is booked. */
export interface Booker {
  id: string
  role: Role
  createdAt: string
  /** Whether the week that it is stays empty: whoever tries the agency out fills it. */
  leavesThisWeek: boolean
}

/** The named accounts leave the week that it is empty. */
export const bookerOf = (person: { id: string; email: string; role: Role; createdAt: string }): Booker => ({
  id: person.id,
  role: person.role,
  createdAt: person.createdAt,
  leavesThisWeek: namedAccounts.some(({ email }) => email === person.email),
})

/** A working day of the agency that is over. */
export interface BookedDay {
  day: string
  /** 8 o'clock on it in the agency's zone; milliseconds since 1970. */
  morning: number
  isThisWeek: boolean
}

/** Who books time, on which days, at what rates. */
export interface Timekeeping {
  bookers: ReadonlyMap<string, Booker>
  /** Oldest first. */
  days: readonly BookedDay[]
  rules: readonly RateRule[]
  absences: ReadonlyMap<string, readonly Absence[]>
  /** By person: the places of the days that are booked already. */
  booked: Map<string, Set<number>>
}

/** Weeks that were kept before the one that it is. */
const weeks = 8

/** The Monday of a day's week. */
export function mondayOf(day: string): string {
  const number = dayNumberOf(day)
  return dayOf(number - weekdayOf(number))
}

/** The time of `people` over the last weeks up to yesterday. */
export function timekeeping(
  agency: AgencyCalendar,
  timeZone: string,
  people: readonly Booker[],
  rules: readonly RateRule[],
): Timekeeping {
  const monday = mondayOf(agency.today)
  const [first, today] = [dayNumberOf(monday) - 7 * weeks, dayNumberOf(agency.today)]
  const days: BookedDay[] = []
  for (let number = first; number < today; number++) {
    const day = dayOf(number)
    const [morning] = instantsOf(timeZone, day, "08:00")
    if (morning === undefined || !agency.days.works(day)) continue
    days.push({ day, morning, isThisWeek: day >= monday })
  }
  const bookers = new Map(people.map((person) => [person.id, person]))
  return { bookers, days, rules, absences: agency.absences, booked: new Map() }
}

/** Whether somebody works on a day: they had come by then, and are not on leave. */
export function worksOn({ absences }: Timekeeping, person: Booker, { day, isThisWeek }: BookedDay): boolean {
  if (person.createdAt.slice(0, 10) >= day || (isThisWeek && person.leavesThisWeek)) return false
  return !absences.get(person.id)?.some(({ fromDay, toDay }) => fromDay <= day && day <= toDay)
}
