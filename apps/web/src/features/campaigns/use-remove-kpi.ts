"use client"

import type { Kpi } from "@alphas/domain/campaigns/dto"
import { useQueryClient } from "@tanstack/react-query"
import { getQueryKey } from "@trpc/react-query"
import { trpc } from "../../data/trpc"
import { useConfirm } from "../../feedback/confirm"
import { done, failed } from "../../feedback/undo"

/** Removes a KPI. Without values undo brings it back; with values it asks first, for they go with it. */
export function useRemoveKpi(campaignId: string) {
  const queries = useQueryClient()
  const confirm = useConfirm()
  const settled = {
    onSettled: () => void queries.invalidateQueries({ queryKey: getQueryKey(trpc.campaigns) }),
  }
  const remove = trpc.campaigns.kpis.remove.useMutation(settled)
  const create = trpc.campaigns.kpis.create.useMutation(settled)

  return async ({ id, version, values, name, unit, target, start, direction }: Kpi) => {
    const count = values.length
    const sure =
      count === 0 ||
      (await confirm({
        title: `Remove ${name}?`,
        text:
          count === 1
            ? "The value that was noted goes with it. This cannot be taken back."
            : `The ${count} values that were noted go with it. This cannot be taken back.`,
        action: "Remove",
        grave: true,
      }))
    if (!sure) return
    try {
      await remove.mutateAsync({ id, version })
      const kpi = { name, unit, target, start, direction }
      done(`${name} is removed`, count === 0 ? () => create.mutateAsync({ campaignId, kpi }) : undefined)
    } catch (error) {
      failed(error)
    }
  }
}
