import { dayNumberOf, dayOf, weekdayOf } from "@alphas/domain/days"

/** When something is due, as a person's own list is ordered. */
export const dueGroups = ["overdue", "today", "week", "later"] as const
export type DueGroup = (typeof dueGroups)[number]

export const dueLabels: Record<DueGroup, string> = {
  overdue: "Overdue",
  today: "Today",
  week: "This week",
  later: "Later",
}

/** Into which group a last day falls; weeks end on Sunday. Days are `YYYY-MM-DD`. */
export function dueGroupOf(endDay: string, today: string): DueGroup {
  if (endDay < today) return "overdue"
  if (endDay === today) return "today"
  const number = dayNumberOf(today)
  return endDay <= dayOf(number + 6 - weekdayOf(number)) ? "week" : "later"
}
