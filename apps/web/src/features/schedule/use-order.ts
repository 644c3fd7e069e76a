"use client"

import { useRef } from "react"
import type { Plan } from "../tasks/plan"

/**
 * The order in which a campaign's tasks are shown: by their days when the page opens; from then on each stays in its
 * row, for a bar that jumps away under the hand is lost. New tasks come behind the one that is before them.
 */
export function useOrder(): (campaignId: string, plan: Plan) => readonly string[] {
  const kept = useRef(new Map<string, readonly string[]>())
  return (campaignId, plan) => {
    const next = orderOf(
      kept.current.get(campaignId) ?? [],
      plan.tasks.map(({ id }) => id),
    )
    kept.current.set(campaignId, next)
    return next
  }
}

/** `known` without what is gone, and what is new behind its neighbour in `sorted`. */
export function orderOf(known: readonly string[], sorted: readonly string[]): readonly string[] {
  const there = new Set(sorted)
  const stay = known.filter((id) => there.has(id))
  if (stay.length === sorted.length) return stay.length === known.length ? known : stay
  const seen = new Set(stay)
  const behind = new Map<string | null, string[]>()
  let before: string | null = null
  for (const id of sorted) {
    if (seen.has(id)) before = id
    else behind.set(before, [...(behind.get(before) ?? []), id])
  }
  return [...(behind.get(null) ?? []), ...stay.flatMap((id) => [id, ...(behind.get(id) ?? [])])]
}
