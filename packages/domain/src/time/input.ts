import * as z from "zod"
import { Day, dayNumberOf, weekdayOf } from "../days"
import { changesOf, Id } from "../ids"
import { Amount, Currency } from "../money/currency"
import { Version, VersionOrNone, whole } from "../numbers"
import { pageInput } from "../paging-input"
import { may, roles } from "../permissions"
import { optionalText } from "../text"
import { rateKinds, roundings, timesheetStepNames } from "./words"

/** Minutes of one entry: a day has 25 hours at the most. */
const Minutes = whole("Enter whole minutes.")
  .min(1, "An entry must be at least one minute.")
  .max(1_500, "A day can have at most 25 hours.")
const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Enter a time like 09:30.")
const note = optionalText(2_000)
/** Why something in a locked month is changed. */
const reason = optionalText(1_000).default(null)
const about = { campaignId: Id, taskId: Id.nullable().default(null), note: note.default(null) }
/** Left out, the campaign's own rule: an entry is billable. */
const billable = z.boolean().default(true)

/** Whether the caller means what seldom is meant (`Unusual`); without it the answer to that is `unconfirmed`. */
const confirm = z.boolean().default(false)

/** Begins a timer for the caller. @see StopTimer */
export const StartTimer = z.strictObject({ ...about, billable, confirm })
/** The timer that the caller sees: another may run by now, or the same one be about something else. */
const seenTimer = { id: Id, version: Version }
/**
 * Ends the caller's timer and enters the time; `discard` forgets it. With `end` it ends at that time of the caller's
 * clock, since the timer was started and before now.
 */
export const StopTimer = z.strictObject({
  ...seenTimer,
  discard: z.boolean().default(false),
  end: z.strictObject({ day: Day, time: Clock }).nullable().default(null),
  reason,
})
/** Changes what the running timer is about. */
export const UpdateTimer = z.strictObject({ ...seenTimer, ...about, billable, confirm })

/**
 * Time on a day of the caller: so many minutes, or from one time on their clock to another. Days and times are those
 * of the caller's own zone (`zoneOfTime`).
 */
export const NewEntry = z
  .strictObject({
    ...about,
    billable,
    day: Day,
    minutes: Minutes.nullable().default(null),
    from: Clock.nullable().default(null),
    to: Clock.nullable().default(null),
    reason,
    confirm,
  })
  .refine(
    ({ minutes, from, to }) =>
      minutes === null ? from !== null && to !== null : from === null && to === null,
    {
      path: ["minutes"],
      message: "Enter either the minutes, or both a start and an end time.",
    },
  )
export type NewEntry = z.output<typeof NewEntry>

export const UpdateEntry = z.strictObject({
  id: Id,
  version: Version,
  changes: changesOf({
    campaignId: Id,
    taskId: Id.nullable(),
    note,
    billable: z.boolean(),
    day: Day,
    minutes: Minutes,
  }),
  reason,
  confirm,
})

/** An entry to be removed, or a removed one to be brought back. */
export const RemoveEntry = z.strictObject({ id: Id, version: Version, reason })

const seenMinutes = "Send the minutes you read in this cell."

/** Sets the hours of a campaign or task on a day in the grid of a week; 0 takes them away. */
export const SetCell = z.strictObject({
  campaignId: Id,
  taskId: Id.nullable().default(null),
  day: Day,
  minutes: whole("Enter whole minutes.")
    .min(0, "Time cannot be negative.")
    .max(1_500, "A day can have at most 25 hours."),
  /** What stood there before, so that nothing is overwritten that the caller has not seen. */
  seen: whole(seenMinutes).min(0, seenMinutes).max(1_000_000, seenMinutes),
  reason,
  confirm,
})

const Monday = Day.refine((day) => weekdayOf(dayNumberOf(day)) === 0, "Identify a week by its Monday.")

/** A week of the caller, or of somebody else whose time they may see. */
export const OfWeek = z.strictObject({ monday: Monday, userId: Id.nullable().default(null) })

export const StepSheet = z.strictObject({
  monday: Monday,
  userId: Id.nullable().default(null),
  /** That the caller sees; 0 of a week that never was submitted. */
  version: VersionOrNone,
  step: z.enum(timesheetStepNames),
  /** Why, for the steps that ask for it, and for what lies in a locked month. */
  reason: optionalText(1_000).default(null),
  confirm,
})

/** A first day of a month. */
const Month = Day.refine((day) => day.endsWith("-01"), "Identify a month by its first day.")
export const LockMonth = z.strictObject({ month: Month, locked: z.boolean(), reason })

export const ListEntries = z.strictObject({
  limit: pageInput.limit,
  cursor: pageInput.cursor,
  userId: z.array(Id).max(200).nullish(),
  campaignId: z.array(Id).max(100).nullish(),
  taskId: Id.nullish(),
  from: Day.nullish(),
  to: Day.nullish(),
  billable: z.boolean().nullish(),
})
export type ListEntries = z.output<typeof ListEntries>

const rate = z
  .strictObject({
    kind: z.enum(rateKinds),
    userId: Id.nullable().default(null),
    role: z
      .enum(roles)
      .refine((role) => may(role, "time.track"), "Choose an agency role: client viewers do not log time.")
      .nullable()
      .default(null),
    campaignId: Id.nullable().default(null),
    fromDay: Day,
    currency: Currency,
    /** Minor units an hour. */
    minorPerHour: Amount,
  })
  .refine(({ userId, role }) => userId === null || role === null, {
    path: ["role"],
    message: "A rate applies to a person or a role, not both.",
  })

/** An hourly rate, and whether it may change the price of time that is entered already (`Repriced`). */
export const NewRate = rate.safeExtend({ confirm })
export type NewRate = z.output<typeof NewRate>

/** Asks what a rate would do to time that is entered already, were it set now. */
export const PreviewRate = rate

/** A rate to be removed, as for one that is set. */
export const RemoveRate = z.strictObject({ id: Id, version: Version, confirm })

export const UpdateTimeRules = z.strictObject({
  /** Of the agency's settings. */
  version: Version,
  changes: changesOf({
    /** Timers are rounded to steps of so many minutes. */
    roundingMinutes: z.literal([1, 5, 6, 10, 15, 30, 60]),
    rounding: z.enum(roundings),
  }),
})
