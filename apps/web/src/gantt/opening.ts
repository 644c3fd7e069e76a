import { type DayNumber, dayNumberOf } from "@alphas/domain/days"
import type { GanttRow } from "./rows"

type Bar = Pick<GanttRow, "startDay" | "endDay">

interface Window {
  today: string
  /** Days that stand before today, where the chart opens there. */
  before: number
  /** Days that have room in the chart. */
  inSight: number
  /** Days of room before a bar, where the chart opens at it. */
  margin: number
}

/**
 * The day at the left edge of a chart that opens: today stands within it while any of the rows in sight has its bar there.
 * Where all are to come, it opens at the first of them, else where the most of them are.
 */
export function openingDay(rows: readonly Bar[], { today, before, inSight, margin }: Window): DayNumber {
  const bars = rows.map(({ startDay, endDay }) => ({ from: dayNumberOf(startDay), to: dayNumberOf(endDay) }))
  const shown = (left: DayNumber) =>
    bars.filter(({ from, to }) => to >= left && from < left + inSight - margin).length
  const atToday = dayNumberOf(today) - before
  if (bars.length === 0 || shown(atToday) > 0) return atToday
  const first = Math.min(...bars.map(({ from }) => from))
  if (first > atToday) return first - margin
  return bars
    .map(({ from }) => from - margin)
    .reduce((best, left) => {
      const [one, other] = [shown(best), shown(left)]
      // Of equals the one that is nearer to today.
      return other > one || (other === one && Math.abs(left - atToday) < Math.abs(best - atToday))
        ? left
        : best
    }, atToday)
}
