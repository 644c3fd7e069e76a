import { calendarYearsAtMost } from "@alphas/domain/calendar/input"

/**
 * The years to ask the agency's calendar for, so that it knows the holidays of these days: undefined where it knows them
 * unasked, from last year to the next. Of more years than one may ask for, the last.
 */
export function calendarYears(
  from: string,
  to: string,
  today: string,
): { fromYear: number; toYear: number } | undefined {
  const [first, last, now] = [yearOf(from), yearOf(to), yearOf(today)]
  if (first >= now - 1 && last <= now + 1) return undefined
  return { fromYear: Math.max(first, last - calendarYearsAtMost + 1), toYear: last }
}

const yearOf = (day: string): number => Number(day.slice(0, 4))
