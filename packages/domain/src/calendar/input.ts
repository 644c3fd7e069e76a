import * as z from "zod"
import { Day } from "../days"
import { changesOf, Id } from "../ids"
import { Version, whole } from "../numbers"
import { line, optionalLine } from "../text"

/** ISO 8601: 1 for Monday to 7 for Sunday. */
const Weekday = whole().min(1).max(7)

/** Years whose holidays can be asked for at once. */
export const calendarYearsAtMost = 12
const Year = whole("Enter a year like 2026.").min(1970).max(2199)

/** Whose holidays are wanted, the last year included; without both those from last year to the next. */
export const GetCalendar = z
  .strictObject({ fromYear: Year, toYear: Year })
  .partial()
  .refine(({ fromYear, toYear }) => (fromYear === undefined) === (toYear === undefined), {
    path: ["toYear"],
    message: "Enter both the first and the last year, or neither.",
  })
  .refine(({ fromYear = 0, toYear = 0 }) => fromYear <= toYear, {
    path: ["toYear"],
    message: "The last year must not be before the first.",
  })
  .refine(({ fromYear = 0, toYear = 0 }) => toYear - fromYear < calendarYearsAtMost, {
    path: ["toYear"],
    message: `Ask for at most ${calendarYearsAtMost} years.`,
  })
  .optional()
export type GetCalendar = z.output<typeof GetCalendar>

export const UpdateCalendar = z.strictObject({
  /** Of the agency's settings. */
  version: Version,
  changes: changesOf({
    workingWeekdays: z
      .array(Weekday)
      .min(1, "At least one day of the week must be a working day.")
      .max(7)
      .transform((days) => [...new Set(days)].sort((a, b) => a - b)),
    /** ISO 3166-1 alpha-2; null for no public holidays. */
    holidayCountry: z
      .string()
      .regex(/^[A-Z]{2}$/, "Enter the country as two letters, like DE (ISO 3166-1).")
      .nullable(),
    /** A part of the country, as ISO 3166-2 has it behind the hyphen. */
    holidayRegion: z
      .string()
      .regex(/^[A-Za-z0-9]{1,20}$/, "Enter the region as in ISO 3166-2, like BY.")
      .nullable(),
  }),
})

/** Names a day off, or with `null` makes it a working day again. */
export const SetDayOff = z.strictObject({ day: Day, name: line(120).nullable() })

const daysAtMost = 366 * 2
const leaveFields = { fromDay: Day, toDay: Day, note: optionalLine(200).default(null) }
const isRange = ({ fromDay, toDay }: { fromDay: string; toDay: string }) => fromDay <= toDay
const endsBefore = { path: ["toDay"], message: "The last day must not be before the first." }
const isShort = ({ fromDay, toDay }: { fromDay: string; toDay: string }) =>
  Date.parse(toDay) - Date.parse(fromDay) < daysAtMost * 86_400_000
const tooLong = { path: ["toDay"], message: "Leave can last at most two years." }

/** When somebody is away; oneself when nobody is named. */
export const NewLeave = z
  .strictObject({ ...leaveFields, userId: Id.nullable().default(null) })
  .refine(isRange, endsBefore)
  .refine(isShort, tooLong)

export const UpdateLeave = z
  .strictObject({ ...leaveFields, id: Id, version: Version })
  .refine(isRange, endsBefore)
  .refine(isShort, tooLong)

/** Leave that touches these days, of everybody or of some people. */
export const ListLeave = z.strictObject({ from: Day, to: Day, userId: z.array(Id).max(200).nullish() })
