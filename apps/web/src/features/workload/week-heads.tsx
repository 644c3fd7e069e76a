"use client"

import type { WeekLoad } from "@alphas/domain/workload/dto"
import { sayDays } from "../../format/dates"
import { useReader } from "../../format/reader"
import { useToday } from "../../format/use-today"
import { daysOf, mondayOf, weekNumber } from "../../format/weeks"
import { useDaysOff } from "../calendar/use-days-off"
import figures from "./load-cell.module.css"
import classes from "./workload.module.css"

/** Above the table: the weeks, with the days on which nobody works. */
export function WeekHeads({ weeks }: { weeks: readonly Pick<WeekLoad, "monday" | "daysOff">[] }) {
  const reader = useReader()
  const today = useToday()
  const thisWeek = mondayOf(today)
  const last = weeks.at(-1)?.monday ?? today
  const dayOff = useDaysOff(weeks[0]?.monday ?? today, daysOf(last).at(-1) ?? last)
  return (
    <thead>
      <tr>
        <th scope="col" className={classes.who}>
          Person
        </th>
        {weeks.map(({ monday, daysOff }) => {
          const days = daysOf(monday)
          const names = days.flatMap((day) => dayOff(day) || [])
          return (
            <th
              key={monday}
              scope="col"
              className={classes.week}
              data-now={monday === thisWeek || undefined}
              title={names.join(", ") || undefined}
            >
              <span className={classes.days} suppressHydrationWarning>
                {sayDays(monday, days.at(-1) ?? monday, reader)}
              </span>
              <span className={classes.day} suppressHydrationWarning>
                {sayDays(monday, monday, reader)}
              </span>
              <span className={classes.under}>
                Week {weekNumber(monday)}
                {daysOff > 0 && (
                  <span className={classes.off}>
                    , {daysOff} {daysOff === 1 ? "day" : "days"} off
                  </span>
                )}
              </span>
            </th>
          )
        })}
        <th scope="col" className={figures.share}>
          Load
        </th>
        <th scope="col" className={figures.share}>
          Utilisation
        </th>
      </tr>
    </thead>
  )
}
