import type { Alphas } from "@alphas/client"
import { type DayNumber, dayIn, dayNumberOf } from "@alphas/domain/days"
import { usage } from "./failure"

/** Today in the agency's zone, to whose days time and leave belong. */
export const agencyToday = async (alphas: Alphas): Promise<string> =>
  dayIn((await alphas.account.me.query()).agency.timeZone, new Date())

/** The number of a day as it was typed. @throws Failure (usage) when it is none. */
export function dayNumberFrom(typed: string): DayNumber {
  try {
    return dayNumberOf(typed)
  } catch (error) {
    if (error instanceof RangeError) throw usage(error.message)
    throw error
  }
}
