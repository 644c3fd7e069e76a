import { lastDay } from "@alphas/domain/days"
import { Refusal } from "../refusal"

/** Years to either side of its campaign's first day within which a task is planned: a year that was mistyped is further. */
const years = 10

interface Days {
  startDay: string
  endDay: string
}

/** The first and the last day on which tasks of a campaign are planned. */
function reachOf(campaignStart: string): { first: string; last: string } {
  const year = (ahead: number) => `${Number(campaignStart.slice(0, 4)) + ahead}${campaignStart.slice(4)}`
  return { first: year(-years), last: [year(years), lastDay].sort()[0] ?? lastDay }
}

/** Whether a day comes after another; years of five digits sort before those of four. */
const isLater = (day: string, than: string): boolean =>
  day.length === than.length ? day > than : day.length > than.length

/** Whether a day lies beyond where plans of a campaign reach. */
export const isBeyondReach = (campaignStart: string, day: string): boolean => {
  const { first, last } = reachOf(campaignStart)
  return isLater(first, day) || isLater(day, last)
}

/** Whether a move takes a task where no plan reaches, and further out than it stood. */
export function leavesReach(
  campaignStart: string,
  { before, after }: { before: Days; after: Days },
): boolean {
  const { first, last } = reachOf(campaignStart)
  return (
    (isLater(first, after.startDay) && isLater(before.startDay, after.startDay)) ||
    (isLater(after.endDay, last) && isLater(after.endDay, before.endDay))
  )
}

/**
 * Refuses to put tasks where no plan reaches. Only where tasks are put counts: one that is further already stays, and
 * hinders nobody who changes others.
 * @throws Refusal `limit`.
 */
export function checkReach(campaignStart: string, places: readonly Days[]): void {
  const { first, last } = reachOf(campaignStart)
  const within = ({ startDay, endDay }: Days) => !isLater(first, startDay) && !isLater(endDay, last)
  if (!places.every(within)) throw beyondReach(campaignStart)
}

/** The refusal of what would be planned where no plan reaches. */
export function beyondReach(campaignStart: string): Refusal {
  const { first, last } = reachOf(campaignStart)
  return new Refusal(
    "limit",
    `With this, tasks would be planned before ${first} or beyond ${last}: plans reach ${years} years to either side of the first day of their campaign. Look at the years, or make tasks or the days between them shorter.`,
  )
}
