import type { Role } from "../permissions"
import { costOf } from "./clock"
import type { RateKind } from "./words"

/** What an hour costs or is billed at from a day on; for whoever and whatever it does not name. */
export interface RateRule {
  kind: RateKind
  userId: string | null
  role: Role | null
  campaignId: string | null
  fromDay: string
  currency: string
  /** Minor units an hour. */
  minorPerHour: number
}

/** Whose hour it is, and of what. */
export interface Hour {
  userId: string
  role: Role
  campaignId: string
  day: string
  currency: string
}

/**
 * The rate of an hour, in minor units: of the rules in the campaign's currency that hold on the day, the one that names
 * most closely what the hour is (person and campaign, campaign and role, campaign, person, role, everybody), and of
 * several such the one that began last. Null when there is none.
 */
export function rateOf(rules: readonly RateRule[], kind: RateKind, hour: Hour): number | null {
  let best: RateRule | null = null
  for (const rule of rules) {
    if (rule.kind !== kind || rule.currency !== hour.currency || rule.fromDay > hour.day) continue
    if (rule.userId !== null && rule.userId !== hour.userId) continue
    if (rule.role !== null && rule.role !== hour.role) continue
    if (rule.campaignId !== null && rule.campaignId !== hour.campaignId) continue
    if (best === null || closeness(rule) > closeness(best)) best = rule
    else if (closeness(rule) === closeness(best) && rule.fromDay > best.fromDay) best = rule
  }
  return best?.minorPerHour ?? null
}

const closeness = (rule: RateRule): number =>
  (rule.campaignId === null ? 0 : 4) + (rule.userId === null ? 0 : 2) + (rule.role === null ? 0 : 1)

/** What time costs and is billed at, in minor units of the campaign's currency; null where no rate holds. */
export interface Priced {
  costMinor: number | null
  billMinor: number | null
}

/** Prices so many minutes of an hour's kind. What is not billable is billed at nothing. */
export function priceOf(rules: readonly RateRule[], hour: Hour, minutes: number, billable: boolean): Priced {
  const amount = (rate: number | null) => (rate === null ? null : costOf(minutes, rate))
  return {
    costMinor: amount(rateOf(rules, "cost", hour)),
    billMinor: billable ? amount(rateOf(rules, "billing", hour)) : 0,
  }
}
