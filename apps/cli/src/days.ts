import type { Alphas } from "@alphas/client"
import { type DayNumber, dayIn, dayNumberOf } from "@alphas/domain/days"
import { zoneOfTime } from "@alphas/domain/time/clock"
import { usage } from "./failure"

/** Today in the agency's zone, to whose days plans and leave belong. */
export const agencyToday = async (alphas: Alphas): Promise<string> =>
  dayIn((await alphas.account.me.query()).agency.timeZone, new Date())

/** The zone of the caller's clock, to whose days their time belongs. */
export async function ownZone(alphas: Alphas): Promise<string> {
  const { timeZone, agency } = await alphas.account.me.query()
  return zoneOfTime(timeZone, agency.timeZone)
}

/** Today on the caller's clock. */
export const ownToday = async (alphas: Alphas): Promise<string> => dayIn(await ownZone(alphas), new Date())

/** The number of a day as it was typed. @throws Failure (usage) when it is none. */
export function dayNumberFrom(typed: string): DayNumber {
  try {
    return dayNumberOf(typed)
  } catch (error) {
    if (error instanceof RangeError) throw usage(error.message)
    throw error
  }
}
