import { dayNumberOf, dayOf } from "@alphas/domain/days"

/** An age of what is owed, in days past the due day; `to` is null for the oldest. */
export interface Age {
  label: string
  from: number | null
  to: number | null
}

export const ages: readonly Age[] = [
  { label: "Not due", from: null, to: 0 },
  { label: "1–30 days", from: 1, to: 30 },
  { label: "31–60 days", from: 31, to: 60 },
  { label: "61–90 days", from: 61, to: 90 },
  { label: "Over 90 days", from: 91, to: null },
]

/** The due days (`YYYY-MM-DD`, both included) of what has this age on a day; null for no bound. */
export function dueDaysOf(
  { from, to }: Age,
  today: string,
): { dueFrom: string | null; dueTo: string | null } {
  const day = dayNumberOf(today)
  return {
    dueFrom: to === null ? null : to === 0 ? today : dayOf(day - to),
    dueTo: from === null ? null : dayOf(day - from),
  }
}
