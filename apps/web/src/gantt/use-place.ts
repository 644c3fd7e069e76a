"use client"

import { dayNumberOf } from "@alphas/domain/days"
import { type RefObject, useLayoutEffect, useMemo, useRef } from "react"
import { openingDay } from "./opening"
import { type GanttRow, rowHeight } from "./rows"
import { scaleOf, type TimeScale, timeScale, xOf, type Zoom } from "./time-scale"

/** Pixels of the two lines above the chart. */
export const headHeight = 48

/** The scale for the days of all rows and today; the same object while they are the same, for all is drawn by it. */
export function useScale(zoom: Zoom, rows: readonly GanttRow[], today: string): TimeScale {
  const [first, last] = useMemo(() => daysOf(rows, today), [rows, today])
  // In steps of weeks, so that a bar that is moved by a day does not move the axis.
  const { first: begin, days } = timeScale(zoom, dayNumberOf(first), dayNumberOf(last))
  return useMemo(() => scaleOf(zoom, begin, days), [zoom, begin, days])
}

/** The first and the last day of all rows and today. */
function daysOf(rows: readonly GanttRow[], today: string): [string, string] {
  let [first, last] = [today, today]
  for (const { startDay, endDay, floatUntil } of rows) {
    if (startDay < first) first = startDay
    if (endDay > last) last = endDay
    if (floatUntil !== null && floatUntil > last) last = floatUntil
  }
  return [first, last]
}

interface Place {
  scroller: RefObject<HTMLElement | null>
  scale: TimeScale
  rows: readonly GanttRow[]
  today: string
  listWidth: number
  goToday: number
  first: string | undefined
}

/**
 * Keeps the days in sight where they are when the axis changes. At first it goes to the row that is asked for, and to
 * today, or where the bars of the rows in sight are.
 */
export function useSteadyPlace({ scroller, scale, rows, today, listWidth, goToday, first }: Place): void {
  const before = useRef<TimeScale | null>(null)
  const asked = useRef(goToday)
  const latest = useRef({ rows, first })
  useLayoutEffect(() => {
    latest.current = { rows, first }
  })
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return
    const was = before.current
    before.current = scale
    const third = (element.clientWidth - listWidth) / 3
    const goTo = (day: string, left: number) => {
      element.scrollLeft = xOf(scale, dayNumberOf(day)) - left
    }
    if (was === null) {
      const { rows: all, first: row } = latest.current
      const top = Math.max(0, all.findIndex(({ id }) => id === row) - 1)
      if (top > 0) element.scrollTop = top * rowHeight
      const count = Math.ceil((element.clientHeight - headHeight) / rowHeight)
      const left = openingDay(all.slice(top, top + Math.max(1, count)), {
        today,
        before: third / scale.dayWidth,
        inSight: (3 * third) / scale.dayWidth,
        margin: 60 / scale.dayWidth,
      })
      element.scrollLeft = xOf(scale, left)
    } else if (asked.current !== goToday) {
      asked.current = goToday
      goTo(today, third)
    } else if (was !== scale) {
      const day = was.first + (element.scrollLeft + third) / was.dayWidth
      element.scrollLeft = (day - scale.first) * scale.dayWidth - third
    }
  }, [scroller, scale, today, listWidth, goToday])
}

/** Scrolls as little as it takes to show a row. */
export function bringIntoSight(element: HTMLElement, index: number): void {
  const [top, bottom] = [index * rowHeight, (index + 1) * rowHeight]
  const height = element.clientHeight - headHeight
  if (top < element.scrollTop) element.scrollTop = top
  else if (bottom > element.scrollTop + height) element.scrollTop = bottom - height
}
