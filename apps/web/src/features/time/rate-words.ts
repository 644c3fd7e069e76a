import type { RateKind } from "@alphas/domain/time/words"

export const rateKindLabels: Record<RateKind, string> = { cost: "Cost", billing: "Billing" }

/** What each kind of rate is for, in a line. */
export const kindTexts: Record<RateKind, string> = {
  cost: "What an hour costs the agency.",
  billing: "What a client is billed for an hour.",
}
