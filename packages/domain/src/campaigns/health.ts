import type { CampaignStatus, Health } from "./words"

/** What lateness is judged by. Days are `YYYY-MM-DD` in the agency's zone. */
export interface Timing {
  status: CampaignStatus
  endDay: string
  /** The latest end among the tasks that are not completed; null without such. What is done was not late for having been planned later. */
  lastDueDay: string | null
}

/** What health is judged by. */
export interface Standing extends Timing {
  /** The earliest end among the tasks that are not completed; null without such tasks. */
  nextDueDay: string | null
  /** Share of the work that is done, 0 to 100. */
  progress: number
  /** Minor units; null without a budget, or for readers who do not see it. */
  budgetMinor: number | null
  /** What the campaign has cost, in minor units; null for readers who do not see it. */
  actualMinor: number | null
}

/** Why a campaign is late: its end has passed and it is not completed, or its open tasks are planned beyond its end. */
export type Lateness = "ended" | "beyond"

/**
 * Whether a campaign is late, and why; null when it is not. The one rule of its health and of its bar on the schedule.
 * Days are compared as text, for so written they sort as they follow each other.
 */
export function latenessOf({ status, endDay, lastDueDay }: Timing, today: string): Lateness | null {
  if (status === "completed") return null
  if (endDay < today) return "ended"
  return lastDueDay !== null && lastDueDay > endDay ? "beyond" : null
}

/** The budget may be used up by so many percentage points more than the work is done. */
const ahead = 15

/**
 * The agency's rule, the same wherever health is shown.
 * - `late`: as `latenessOf` says.
 * - `at_risk`: a task is overdue, the budget is used up, or its use is more than 15 percentage points ahead of the work.
 * - `on_track`: everything else, and whatever is completed.
 * - `on_schedule`: the same for readers who do not see the money. What follows from days alone is one word for everybody;
 *   what follows from money is told to nobody from whom the money is kept, and nothing is claimed that depends on it.
 */
export function healthOf(standing: Standing, today: string): Health {
  const { status, nextDueDay, progress, budgetMinor, actualMinor } = standing
  const fine = actualMinor === null ? "on_schedule" : "on_track"
  if (status === "completed") return fine
  if (latenessOf(standing, today) !== null) return "late"
  if (nextDueDay !== null && nextDueDay < today) return "at_risk"
  if (budgetMinor !== null && actualMinor !== null && actualMinor > 0) {
    if (actualMinor >= budgetMinor) return "at_risk"
    if ((actualMinor / budgetMinor) * 100 > progress + ahead) return "at_risk"
  }
  return fine
}
