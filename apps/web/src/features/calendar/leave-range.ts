import { dayNumberOf, dayOf } from "@alphas/domain/days"
import { monthFrom, monthOf } from "../../format/months"

/** The first and last day of the month (`YYYY-MM`) that an address names, else of today's. */
export function leaveRange(month: string, today: string): { from: string; to: string } {
  const wanted = monthOf(month, today)
  return { from: `${wanted}-01`, to: dayOf(dayNumberOf(`${monthFrom(wanted, 1)}-01`) - 1) }
}

/** Every day from one to another, both included. */
export function daysFrom({ from, to }: { from: string; to: string }): string[] {
  const first = dayNumberOf(from)
  return Array.from({ length: dayNumberOf(to) - first + 1 }, (_, index) => dayOf(first + index))
}
