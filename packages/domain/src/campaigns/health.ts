import type { CampaignStatus, Health } from "./words"

/** What health is judged by. Days are `YYYY-MM-DD` in the agency's zone. */
export interface Standing {
  status: CampaignStatus
  endDay: string
  /** The earliest end among the tasks that are not completed; null without such tasks. */
  nextDueDay: string | null
  /** The latest end among the same. What is done was not late for having been planned later. */
  lastDueDay: string | null
  /** Share of the work that is done, 0 to 100. */
  progress: number
  /** Minor units; null without a budget, or for readers who do not see it. */
  budgetMinor: number | null
  /** What the campaign has cost, in minor units; null for readers who do not see it. */
  actualMinor: number | null
}

/** The budget may be used up by so many percentage points more than the work is done. */
const ahead = 15

/**
 * The agency's rule, the same wherever health is shown.
 * - `late`: its end has passed and it is not completed, or its open tasks are planned beyond its end.
 * - `at_risk`: a task is overdue, the budget is used up, or its use is more than 15 percentage points ahead of the work.
 * - `on_track`: everything else, and whatever is completed.
 * Days are compared as text, for so written they sort as they follow each other.
 */
export function healthOf(standing: Standing, today: string): Health {
  const { status, endDay, nextDueDay, lastDueDay, progress, budgetMinor, actualMinor } = standing
  if (status === "completed") return "on_track"
  if (endDay < today || (lastDueDay !== null && lastDueDay > endDay)) return "late"
  if (nextDueDay !== null && nextDueDay < today) return "at_risk"
  if (budgetMinor !== null && actualMinor !== null && actualMinor > 0) {
    if (actualMinor >= budgetMinor) return "at_risk"
    if ((actualMinor / budgetMinor) * 100 > progress + ahead) return "at_risk"
  }
  return "on_track"
}
