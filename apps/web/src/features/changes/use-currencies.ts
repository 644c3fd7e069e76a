"use client"

import type { ChangeEntry } from "@alphas/domain/changes/dto"
import { usePermission } from "../../data/me"
import { trpc } from "../../data/trpc"

const ownCurrency = ({ fields }: ChangeEntry): string | undefined => {
  const value = fields.currency?.after ?? fields.currency?.before
  return typeof value === "string" ? value : undefined
}

/**
 * In which currency the amounts of a change are: that which the change itself names, or the campaign's. An amount is
 * recorded without its currency, so campaigns that are not told by the page are asked for, once each.
 */
export function useCurrencies(
  changes: readonly ChangeEntry[],
  known: string | undefined,
): (change: ChangeEntry) => string | undefined {
  const sees = usePermission("campaigns.finances")
  const unknown = changes.filter(
    (change) =>
      change.entity === "campaign" && "budgetMinor" in change.fields && ownCurrency(change) === undefined,
  )
  const ids = known === undefined && sees ? [...new Set(unknown.map(({ entityId }) => entityId))] : []
  const found = trpc.useQueries((t) => ids.map((id) => t.campaigns.get({ id }, { staleTime: 300_000 })), {
    combine: (answers) => new Map(answers.flatMap(({ data }) => (data ? [[data.id, data.currency]] : []))),
  })
  return (change) => ownCurrency(change) ?? known ?? found.get(change.entityId)
}
