import { lastDay } from "@alphas/domain/days"
import { Refusal } from "../refusal"

/** Years to either side of its campaign's first day within which a task is planned: a year that was mistyped is further. */
const years = 10

/**
 * Refuses to put tasks where no plan reaches. Only where tasks are put counts: one that is further already stays, and
 * hinders nobody who changes others.
 * @throws Refusal `limit`.
 */
export function checkReach(
  campaignStart: string,
  places: readonly { startDay: string; endDay: string }[],
): void {
  const year = (ahead: number) => `${Number(campaignStart.slice(0, 4)) + ahead}${campaignStart.slice(4)}`
  const [first, last] = [year(-years), [year(years), lastDay].sort()[0] ?? lastDay]
  const within = ({ startDay, endDay }: { startDay: string; endDay: string }) =>
    // Years of five digits sort before those of four.
    startDay >= first && endDay <= last && endDay.length === last.length
  if (places.every(within)) return
  throw new Refusal(
    "limit",
    `With this, tasks would be planned before ${first} or beyond ${last}: plans reach ${years} years to either side of the first day of their campaign. Look at the years, or make tasks or the days between them shorter.`,
  )
}
