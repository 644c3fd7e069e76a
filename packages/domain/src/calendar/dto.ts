import type { PersonRef } from "../users/dto"

/** A day on which the agency does not work although its weekday is a working one. */
export interface DayOff {
  day: string
  name: string
}

/** The agency's working days. */
export interface AgencyCalendar {
  /** ISO 8601: 1 for Monday to 7 for Sunday. */
  workingWeekdays: number[]
  holidayCountry: string | null
  holidayRegion: string | null
  /** Its own days off: of the years that were asked for, else from last year on. */
  daysOff: DayOff[]
  /** Public holidays of the years that were asked for, else from last year to the next, in the place's own language. */
  holidays: DayOff[]
  version: number
}

/** A country whose public holidays are known, with the parts of it that have others. */
export interface HolidayPlace {
  /** ISO 3166-1 alpha-2. */
  country: string
  /** By the codes behind the hyphen in ISO 3166-2, with their names in their own language. */
  regions: { code: string; name: string }[]
}

/** The secret link behind which a person's calendar can be subscribed to; the secret itself is nowhere to be read. */
export interface CalendarLink {
  createdAt: string
  lastUsedAt: string | null
}

/** A new calendar link; `url` is shown this once. */
export interface NewCalendarLink extends CalendarLink {
  url: string
}

/** Days on which somebody is away, both included. */
export interface Leave {
  id: string
  person: PersonRef
  fromDay: string
  toDay: string
  /** Only for the person and those who manage leave. */
  note: string | null
  version: number
}
