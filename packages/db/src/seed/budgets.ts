import { dayNumberOf } from "@alphas/domain/days"
import type { Faker } from "@faker-js/faker"
import type { CampaignRows, NewCampaignRow } from "./campaign-rows"
import { lastWorked } from "./time-jobs"
import type { Timekeeping } from "./timekeeping"

/**
 * Gives campaigns on which time was booked the budget that somebody would have agreed on for them, in the rows and in
 * the log: most use it in line with their progress, some less, and one in ten more.
 */
export function fitBudgets(random: Faker, { days }: Timekeeping, work: CampaignRows): void {
  const [first, last] = [days[0]?.day, days.at(-1)?.day]
  if (first === undefined || last === undefined) return
  const fitted = new Map<string, { before: number; after: number }>()
  for (const campaign of work.campaigns) {
    const budget = budgetFor(random, campaign, first, last)
    if (budget === null || campaign.budgetMinor == null) continue
    fitted.set(campaign.id, { before: campaign.budgetMinor, after: budget })
    campaign.budgetMinor = budget
  }
  for (const { entity, entityId, fields = {} } of work.log) {
    const budget = entity === "campaign" ? fitted.get(entityId ?? "") : undefined
    const change = fields.budgetMinor
    if (budget === undefined || change === undefined) continue
    for (const side of ["before", "after"] as const) {
      if (change[side] == null) continue
      // A budget that was raised was a fifth less before.
      change[side] = change[side] === budget.before ? budget.after : rounded(budget.after * 0.8)
    }
  }
}

/** Minor units; null where nothing was booked, or so little is done that nothing can be said. */
function budgetFor(random: Faker, campaign: NewCampaignRow, first: string, last: string): number | null {
  const { startDay, hoursMinor = 0, progress = 0 } = campaign
  const end = lastWorked(campaign, last)
  if (end === null || hoursMinor === 0 || progress < 10) return null
  const from = dayNumberOf(startDay)
  const whole = dayNumberOf(end) - from + 1
  const kept = dayNumberOf(end) - Math.max(from, dayNumberOf(first)) + 1
  if (kept * 4 < whole) return null
  const use = random.number.int(99)
  const percent =
    use < 68
      ? random.number.int({ min: 78, max: 104 })
      : use < 90
        ? random.number.int({ min: 50, max: 78 })
        : random.number.int({ min: 120, max: 165 })
  const wholeCost = ((hoursMinor * whole) / kept / progress) * 100
  return rounded((wholeCost / percent) * 100)
}

/** As people agree on budgets: in steps of 500 units, small ones of 100. */
function rounded(minor: number): number {
  const step = minor < 500_000 ? 10_000 : 50_000
  return Math.max(step, Math.round(minor / step) * step)
}
