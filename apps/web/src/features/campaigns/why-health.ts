import type { CampaignRow } from "@alphas/domain/campaigns/dto"
import { healthOf, latenessOf } from "@alphas/domain/campaigns/health"
import { type Reader, sayDays } from "../../format/dates"
import { sayPercent } from "../../format/numbers"

type Judged = Pick<
  CampaignRow,
  "status" | "health" | "endDay" | "nextDueDay" | "lastDueDay" | "progress" | "budgetMinor" | "actualMinor"
>

/** How much of a budget is used, in percent; null without a budget, or for readers who do not see it. */
export function budgetUsed({ budgetMinor, actualMinor }: Pick<CampaignRow, "budgetMinor" | "actualMinor">) {
  if (budgetMinor === null || actualMinor === null) return null
  if (budgetMinor === 0) return actualMinor === 0 ? 0 : 100
  const percent = Math.round((actualMinor / budgetMinor) * 100)
  // What is not used up yet is less than all of it.
  return actualMinor < budgetMinor ? Math.min(99, percent) : percent
}

/**
 * Which of the agency's rules gave a campaign its health, in a sentence. Each rule is tried by the judge itself: it is
 * the reason when the campaign would be healthier without what the rule looks at.
 */
export function whyHealth(campaign: Judged, today: string, reader: Reader): string {
  const { status, health, endDay, nextDueDay, lastDueDay, progress } = campaign
  const say = (day: string) => sayDays(day, day, reader)
  const without = (change: Partial<Judged>) => healthOf({ ...campaign, ...change }, today) !== health
  if (status === "completed") return "This campaign is completed."
  if (health === "late") {
    const late = latenessOf(campaign, today)
    if (late === "ended") return `The campaign should have ended on ${say(endDay)} and is not completed.`
    if (late === "beyond" && lastDueDay !== null)
      return `Tasks are planned until ${say(lastDueDay)}, after the campaign ends.`
  }
  if (health === "at_risk") {
    if (nextDueDay !== null && nextDueDay < today) {
      return `A task was due on ${say(nextDueDay)} and is not completed.`
    }
    const used = budgetUsed(campaign)
    if (used !== null && without({ actualMinor: 0 })) {
      return used >= 100
        ? "The budget is used up."
        : `${sayPercent(used, reader.locale)} of the budget is used, and ${sayPercent(progress, reader.locale)} of the work is done.`
    }
  }
  if (health === "on_schedule") return "Nothing is overdue. The budget is not included."
  if (health === "on_track") {
    return budgetUsed(campaign) === null
      ? "Nothing is overdue."
      : "Nothing is overdue, and spending matches the work done."
  }
  // What the reader sees does not tell it: the judge saw more than they do, or another day.
  return "Ask the campaign manager for details."
}
