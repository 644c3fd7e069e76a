import type { DependencyType } from "@alphas/domain/tasks/words"

/** What such a dependency means for the second task. */
export const dependencyMeanings: Record<DependencyType, string> = {
  finish_start: "It starts after the other ends.",
  start_start: "It starts when the other starts.",
  finish_finish: "It ends when the other ends.",
  start_finish: "It ends when the other starts.",
}

/** Working days between, in words: `+ 2 days`, `2 days earlier`; empty for none. */
export function sayLag(days: number): string {
  if (days === 0) return ""
  const count = Math.abs(days) === 1 ? "1 working day" : `${Math.abs(days)} working days`
  return days > 0 ? `${count} later` : `${count} earlier`
}
