import * as z from "zod"
import { Day, dayNumberOf, weekdayOf } from "../days"
import { Id } from "../ids"
import { whole } from "../numbers"

/** Weeks from a Monday on; at most so many are asked for at once. */
export const mostWeeks = 26
const span = {
  monday: Day.refine((day) => weekdayOf(dayNumberOf(day)) === 0, "Identify a week by its Monday."),
  weeks: whole().min(1).max(mostWeeks).default(6),
}

export const ListWorkload = z.strictObject(span)
export const LoadOfPerson = z.strictObject({ ...span, userId: Id })
