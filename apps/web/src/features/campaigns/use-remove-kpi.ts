"use client"

import type { Kpi } from "@alphas/domain/campaigns/dto"
import { trpc } from "../../data/trpc"
import { useConfirm } from "../../feedback/confirm"
import { attempt } from "../../feedback/undo"

/** Removes a KPI. Without values undo brings it back; with values it asks first, for they go with it. */
export function useRemoveKpi(campaignId: string) {
  const confirm = useConfirm()
  const remove = trpc.campaigns.kpis.remove.useMutation()
  const create = trpc.campaigns.kpis.create.useMutation()

  return async ({ id, version, values, name, unit, target, start, direction }: Kpi) => {
    const count = values.length
    const sure =
      count === 0 ||
      (await confirm({
        title: `Remove ${name}?`,
        text:
          count === 1
            ? "Its value is removed too. This cannot be undone."
            : `Its ${count} values are removed too. This cannot be undone.`,
        action: "Remove",
        grave: true,
      }))
    if (!sure) return
    const kpi = { name, unit, target, start, direction }
    await attempt(
      () => remove.mutateAsync({ id, version }),
      `${name} is removed`,
      count === 0 ? () => create.mutateAsync({ campaignId, kpi }) : null,
    )
  }
}
