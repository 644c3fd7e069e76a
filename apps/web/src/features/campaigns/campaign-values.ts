import type { Campaign } from "@alphas/domain/campaigns/dto"
import { invalidFields } from "../../data/refusal"
import { parseMoney, writeMoney } from "../../format/money"

/** A campaign as its form holds it: an empty text is the absence of a value. */
export interface CampaignValues extends Record<string, unknown> {
  name: string
  description: string
  /** `YYYY-MM-DD`. */
  startDay: string
  endDay: string
  /** The budget as it is typed; what it is in minor units, its currency says. */
  budgetMinor: string
  currency: string
  managerId: string | null
}

/** What the fields are called, in the form and in the dialog that shows two versions. */
export const campaignLabels: Record<keyof CampaignValues & string, string> = {
  name: "Name",
  description: "Description",
  startDay: "Start",
  endDay: "End",
  budgetMinor: "Budget",
  currency: "Currency",
  managerId: "Manager",
}

export const campaignValues = (campaign: Campaign, locale: string): CampaignValues => ({
  name: campaign.name,
  description: campaign.description ?? "",
  startDay: campaign.startDay,
  endDay: campaign.endDay,
  budgetMinor:
    campaign.budgetMinor === null ? "" : writeMoney(campaign.budgetMinor, campaign.currency, locale),
  currency: campaign.currency,
  managerId: campaign.manager?.id ?? null,
})

/** What is wrong with an amount, with an example in the reader's way of writing. */
export const amountProblem = (currency: string, locale: string): string =>
  `Enter an amount like ${writeMoney(1_250_000, currency, locale)}.`

/** What was typed as a budget, in minor units; null without one. @throws AlphasError at the field. */
function budgetOf({ budgetMinor, currency }: CampaignValues, locale: string): number | null {
  if (budgetMinor.trim() === "") return null
  const minor = parseMoney(budgetMinor, currency, locale)
  if (minor === null) throw invalidFields({ budgetMinor: amountProblem(currency, locale) })
  return minor
}

/** The changed fields as the API takes them. @throws AlphasError at the budget when it is no amount. */
export function changesForApi(changes: Partial<CampaignValues>, values: CampaignValues, locale: string) {
  const { name, description, startDay, endDay, currency, managerId } = changes
  // The same text in another currency is another number of minor units.
  const budget = changes.budgetMinor !== undefined || currency !== undefined
  return {
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description: description || null }),
    ...(startDay === undefined ? {} : { startDay }),
    ...(endDay === undefined ? {} : { endDay }),
    ...(currency === undefined ? {} : { currency }),
    ...(budget ? { budgetMinor: budgetOf(values, locale) } : {}),
    ...(managerId == null ? {} : { managerId }),
  }
}
