import type { Timesheet } from "@alphas/domain/time/dto"
import { daysOf } from "../../format/weeks"

interface Away {
  fromDay: string
  toDay: string
}

/** The days of a week on which somebody works, is not away, and has entered no time. */
export function emptyDays(
  { monday, entries }: Pick<Timesheet, "monday" | "entries">,
  dayOff: (day: string) => string | null,
  leave: readonly Away[],
): string[] {
  const filled = new Set(entries.map(({ day }) => day))
  return daysOf(monday).filter(
    (day) =>
      !filled.has(day) &&
      dayOff(day) === null &&
      !leave.some(({ fromDay, toDay }) => fromDay <= day && day <= toDay),
  )
}
