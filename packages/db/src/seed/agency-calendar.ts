import { dayNumberOf, dayOf, weekdayOf } from "@alphas/domain/days"
import type { Absence } from "@alphas/domain/schedule/plan"
import { WorkingCalendar, type WorkingWeek } from "@alphas/domain/schedule/working-calendar"
import type { Faker } from "@faker-js/faker"
import type { daysOff, leaves } from "../schema/calendar"
import { day, idAt, iso } from "./calendar"

export type NewDayOff = typeof daysOff.$inferInsert
export type NewLeave = typeof leaves.$inferInsert & { createdAt: string }

/** What the schedule goes by: the agency's working days, and when people are away. */
export interface AgencyCalendar {
  today: string
  week: WorkingWeek
  /** The working days by number. */
  days: WorkingCalendar
  absences: ReadonlyMap<string, readonly Absence[]>
}

export function agencyCalendar(now: number, week: WorkingWeek, away: readonly Absence[]): AgencyCalendar {
  const today = iso(now).slice(0, 10)
  const absences = new Map<string, Absence[]>()
  for (const absence of away) absences.set(absence.userId, [...(absences.get(absence.userId) ?? []), absence])
  return { today, week, days: new WorkingCalendar(week, today), absences }
}

/** Easter Sunday (the anonymous algorithm of Nature, 20 April 1876; Meeus, Astronomical Algorithms, ch. 8). */
function easterOf(year: number): number {
  const whole = Math.floor
  const [century, inCentury] = [whole(year / 100), year % 100]
  const golden = year % 19
  const corrected = whole((century - whole((century + 8) / 25) + 1) / 3)
  const epact = (19 * golden + century - whole(century / 4) - corrected + 15) % 30
  const weekday = (32 + 2 * (century % 4) + 2 * whole(inCentury / 4) - epact - (inCentury % 4)) % 7
  const late = whole((golden + 11 * epact + 22 * weekday) / 451)
  // Days after 22 March.
  return dayNumberOf(`${year}-03-22`) + epact + weekday - 7 * late
}

/**
 * The days off of a Berlin agency from two years before `now` to two years after: public holidays, the week between
 * Christmas and New Year, and a summer party. They are rows, so that the agency needs no country whose holidays must be
 * calculated; whoever names one later has those days twice, which is no harm.
 */
export function daysOffRows(now: number): NewDayOff[] {
  const thisYear = new Date(now).getUTCFullYear()
  return [-2, -1, 0, 1, 2].flatMap((offset) => {
    const year = thisYear + offset
    const easter = easterOf(year)
    const firstOfJuly = dayNumberOf(`${year}-07-01`)
    const secondFriday = firstOfJuly + ((4 - weekdayOf(firstOfJuly) + 7) % 7) + 7
    const betweenTheYears = [24, 27, 28, 29, 30, 31]
      .map((date) => dayNumberOf(`${year}-12-${date}`))
      .filter((number) => weekdayOf(number) < 5)
    return [
      { day: `${year}-01-01`, name: "New Year's Day" },
      { day: `${year}-03-08`, name: "International Women's Day" },
      { day: dayOf(easter - 2), name: "Good Friday" },
      { day: dayOf(easter + 1), name: "Easter Monday" },
      { day: `${year}-05-01`, name: "Labour Day" },
      { day: dayOf(easter + 39), name: "Ascension Day" },
      { day: dayOf(easter + 50), name: "Whit Monday" },
      { day: dayOf(secondFriday), name: "Summer party" },
      { day: `${year}-10-03`, name: "German Unity Day" },
      { day: `${year}-12-25`, name: "Christmas Day" },
      { day: `${year}-12-26`, name: "Second Day of Christmas" },
      ...betweenTheYears.map((number) => ({ day: dayOf(number), name: "Agency closed" })),
    ].filter((row, index, rows) => rows.findIndex((other) => other.day === row.day) === index)
  })
}

const notes = ["Holiday", "Holiday", "Parental leave", "Training", null] as const

/** Leave of every third of `people`, some over, some to come; the first of them is there for the next month. */
export function leaveRows(random: Faker, people: readonly { id: string }[], now: number): NewLeave[] {
  return people.flatMap((person, number) => {
    if (number % 3 !== 0) return []
    const note = notes[number % notes.length] ?? null
    const days =
      note === "Training" ? 2 : note === "Parental leave" ? 40 : random.number.int({ min: 4, max: 16 })
    const from =
      number === 0
        ? now + random.number.int({ min: 30, max: 50 }) * day
        : now + random.number.int({ min: -110, max: 70 }) * day
    const entered = Math.min(from, now) - random.number.int({ min: 5, max: 25 }) * day + 9 * 60 * 60 * 1000
    return [
      {
        id: idAt(random, entered),
        userId: person.id,
        fromDay: iso(from).slice(0, 10),
        toDay: iso(from + (days - 1) * day).slice(0, 10),
        note,
        createdAt: iso(entered),
        version: 1,
      },
    ]
  })
}
