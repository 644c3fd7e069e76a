import type { KpiDirection } from "./words"

/** By which a KPI of a campaign is known again: neither capitals nor a second blank between two words make another one. */
export const kpiKey = (name: string): string =>
  name.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase()

export const kpiNameTaken = "This campaign has a KPI of this name already. Choose another name."

/**
 * How far a KPI has come towards its target, in percent from 0 to 100, rounded down so that 100 means reached.
 *
 * With a start it is the share of the way from there to the target. Without one, or with one that is beyond the target, more-is-better is the share of the
 * target, and less-is-better the target's share of the value. Null while nothing was measured.
 */
export function kpiProgress(
  { start, target, direction }: { start: number | null; target: number; direction: KpiDirection },
  value: number | null,
): number | null {
  if (value === null) return null
  if (direction === "up" ? value >= target : value <= target) return 100
  if (start !== null && start !== target && startsBefore(start, target, direction))
    return percent((value - start) / (target - start))
  // Not reached: with more-is-better the value is below the target, else above it.
  if (direction === "up") return target > 0 ? percent(value / target) : 0
  return value > 0 ? percent(target / value) : 0
}

/** Whether a KPI has a way to go from its start to its target. Of an equal one nobody knows. */
export const startsBefore = (start: number, target: number, direction: KpiDirection): boolean =>
  direction === "up" ? start <= target : start >= target

/** What is wrong with a start from which no way leads to the target. */
export const startProblem = (direction: KpiDirection): string =>
  direction === "up"
    ? "More is better for this KPI, so its start value must be below the target. Otherwise choose that less is better."
    : "Less is better for this KPI, so its start value must be above the target. Otherwise choose that more is better."

const percent = (share: number): number => Math.max(0, Math.min(99, Math.floor(share * 100)))
