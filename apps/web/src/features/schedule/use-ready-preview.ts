"use client"

import { preview } from "@alphas/domain/schedule/plan"
import { useEffect, useRef } from "react"
import { type Plan, planInput } from "../tasks/plan"

/** Times that a browser runs it before it has compiled it, with one to spare. */
const rehearsals = 5

/**
 * Calculates the largest plan a few times while nothing else is to do: what runs for the first time takes several times as
 * long, and that would be the first steps of a drag.
 * @param plans those in which the person may drag.
 */
export function useReadyPreview(plans: ReadonlyMap<string, Plan>): void {
  const left = useRef(rehearsals)
  useEffect(() => {
    let largest: Plan | undefined
    for (const plan of plans.values()) {
      if (plan.tasks.length > (largest?.tasks.length ?? 0)) largest = plan
    }
    const first = largest?.tasks[0]
    if (largest === undefined || first === undefined || left.current === 0) return
    const input = planInput(largest)
    // Safari has no idle time that it tells of.
    const soon = (work: () => void) =>
      "requestIdleCallback" in window ? window.requestIdleCallback(work) : setTimeout(work, 200)
    const forget = (handle: number | NodeJS.Timeout) =>
      typeof handle === "number" && "cancelIdleCallback" in window
        ? window.cancelIdleCallback(handle)
        : clearTimeout(handle)
    const rehearse = () => {
      left.current--
      try {
        preview(input, [{ id: first.id, durationDays: first.durationDays + rehearsals - left.current }])
      } catch {
        // A plan that cannot be calculated, for its links lead in a cycle; the page says so where it is shown.
        left.current = 0
      }
      if (left.current > 0) handle = soon(rehearse)
    }
    let handle = soon(rehearse)
    return () => forget(handle)
  }, [plans])
}
