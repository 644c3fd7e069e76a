"use client"

import { dayNumberOf, dayOf, weekdayOf } from "@alphas/domain/days"
import { memo } from "react"
import { useReader } from "../format/reader"
import classes from "./axis.module.css"
import { sayTick } from "./axis-words"
import { dayAt, type TimeScale, ticksOf, tiers, xOf } from "./time-scale"

/** The two lines of days, weeks, months above the chart, as far as they are in sight. */
export const Axis = memo(function Axis({
  scale,
  fromX,
  toX,
  today,
}: {
  scale: TimeScale
  fromX: number
  toX: number
  today: string
}) {
  const { locale } = useReader()
  const [from, until] = [dayAt(scale, fromX), dayAt(scale, toX) + 1]
  const [upper, lower] = tiers[scale.zoom]
  const now = dayNumberOf(today)
  return (
    <div className={classes.axis} style={{ width: scale.width }} aria-hidden>
      {ticksOf(upper, from, until).map(({ day, until: next }) => (
        <div key={`upper ${day}`} className={classes.upper} style={place(scale, day, next)}>
          <span>
            {sayTick(upper, dayOf(day), locale)}
            {upper === "month" && ` ${dayOf(day).slice(0, 4)}`}
          </span>
        </div>
      ))}
      {ticksOf(lower, from, until).map(({ day, until: next }) => (
        <div
          key={day}
          className={classes.lower}
          style={place(scale, day, next)}
          data-now={(day <= now && now < next) || undefined}
          data-off={(lower === "day" && weekdayOf(day) > 4) || undefined}
        >
          {sayTick(lower, dayOf(day), locale)}
        </div>
      ))}
    </div>
  )
})

const place = (scale: TimeScale, day: number, next: number) => ({
  left: xOf(scale, day),
  width: (next - day) * scale.dayWidth,
})
