"use client"

import type { Timesheet } from "@alphas/domain/time/dto"
import { UnstyledButton } from "@mantine/core"
import { sayDayFully } from "../../format/dates"
import { useReader } from "../../format/reader"
import { useOwnToday } from "../../format/use-today"
import { daysOf, sayWeekday } from "../../format/weeks"
import classes from "./day-strip.module.css"
import { sayClock } from "./time-words"
import { minutesOf } from "./week"

interface Props {
  timesheet: Timesheet
  day: string
  onDay: (day: string) => void
}

/** The days of the week on a phone, each with its time; one is open. */
export function DayStrip({ timesheet, day: chosen, onDay }: Props) {
  const reader = useReader()
  const today = useOwnToday()
  return (
    <fieldset className={classes.strip} aria-label="Days of the week">
      {daysOf(timesheet.monday).map((day) => {
        const { name, date } = sayWeekday(day, reader)
        const minutes = minutesOf(timesheet.entries.filter((entry) => entry.day === day))
        return (
          <UnstyledButton
            key={day}
            className={classes.day ?? ""}
            aria-pressed={day === chosen}
            aria-label={[sayDayFully(day, reader), sayClock(minutes)].filter(Boolean).join(", ")}
            data-today={day === today || undefined}
            onClick={() => onDay(day)}
          >
            <span suppressHydrationWarning>{name}</span>
            <span className={classes.date}>{date}</span>
            <span className={classes.time}>{sayClock(minutes) || "–"}</span>
          </UnstyledButton>
        )
      })}
    </fieldset>
  )
}
