"use client"

import { useQueryClient } from "@tanstack/react-query"
import { getQueryKey } from "@trpc/react-query"
import { useEffect, useMemo, useRef } from "react"
import { glow } from "../../data/glow"
import { trpc } from "../../data/trpc"
import type { Plan } from "../tasks/plan"

export interface Plans {
  plans: ReadonlyMap<string, Plan>
  /** The first thing that went wrong, and what asks again. */
  error: unknown
  retry: () => void
}

/** Outside of the hook: it stays the same, so what it makes of the same answers stays the same as well. */
const combine = (answers: readonly { data: Plan | undefined; error: unknown }[]) => ({
  data: answers.map(({ data }) => data),
  error: answers.find(({ error, data }) => error !== null && data === undefined)?.error ?? null,
})

/** The plans of these campaigns, as they are now. A task that somebody else has moved glows. */
export function usePlans(ids: readonly string[], mine: { current: ReadonlySet<string> }): Plans {
  const client = useQueryClient()
  const { data, error } = trpc.useQueries((t) => ids.map((campaignId) => t.schedule.plan({ campaignId })), {
    combine,
  })
  const plans = useMemo(() => {
    const found = new Map<string, Plan>()
    for (const [index, id] of ids.entries()) {
      const plan = data[index]
      if (plan !== undefined) found.set(id, plan)
    }
    return found
  }, [data, ids])

  const seen = useRef(new Map<string, string>())
  useEffect(() => {
    for (const [campaignId, plan] of plans) {
      const first = !seen.current.has(campaignId)
      seen.current.set(campaignId, "")
      for (const { id, startDay, endDay, progress } of plan.tasks) {
        const place = `${startDay} ${endDay} ${progress}`
        const before = seen.current.get(id)
        if (!first && before !== place && !mine.current.has(id)) glow(id)
        seen.current.set(id, place)
      }
    }
  }, [plans, mine])

  return {
    plans,
    error,
    retry: () => void client.refetchQueries({ queryKey: getQueryKey(trpc.schedule.plan) }),
  }
}
