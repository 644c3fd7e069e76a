import { z } from "zod"
import { Day, dayNumberOf, weekdayOf } from "../days"

/** Weeks from a Monday on. */
export const ListWorkload = z.strictObject({
  monday: Day.refine((day) => weekdayOf(dayNumberOf(day)) === 0, "A week is named by its Monday."),
  weeks: z.int().min(1).max(26).default(6),
})
