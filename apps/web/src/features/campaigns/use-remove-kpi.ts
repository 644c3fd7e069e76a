"use client"

import type { Kpi } from "@alphas/domain/campaigns/dto"
import { isolate } from "@alphas/domain/isolate"
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
        title: `Delete ${isolate(name)}?`,
        text:
          count === 1
            ? "Its value is deleted too. This cannot be undone."
            : `Its ${count} values are deleted too. This cannot be undone.`,
        action: "Delete",
        grave: true,
      }))
    if (!sure) return
    const kpi = { name, unit, target, start, direction }
    await attempt(
      () => remove.mutateAsync({ id, version }),
      `${isolate(name)} deleted`,
      count === 0 ? () => create.mutateAsync({ campaignId, kpi }) : null,
    )
  }
}
