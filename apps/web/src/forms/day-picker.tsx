"use client"

import { lastDay } from "@alphas/domain/days"
import { DatePicker } from "@mantine/dates"
import "@mantine/dates/styles.layer.css"
import { sayDayFully, todayOf } from "../format/dates"
import { sayMonth } from "../format/months"
import { useReader } from "../format/reader"
import { firstWeekday } from "../format/typed-day"
import { sayWeekday } from "../format/weeks"

/** A calendar in the reader's language, from which a day is picked. */
export function DayPicker({ value, onPick }: { value: string; onPick: (day: string) => void }) {
  const reader = useReader()
  const today = todayOf(reader)
  return (
    <DatePicker
      size="xs"
      value={value || null}
      defaultDate={value || today}
      maxDate={lastDay}
      // Red is for what is late, and working days are the agency's.
      weekendDays={[]}
      // A day far away is quicker typed.
      maxLevel="month"
      firstDayOfWeek={firstWeekday(reader.locale)}
      monthLabelFormat={(month) => sayMonth(month, reader)}
      weekdayFormat={(day) => sayWeekday(day, reader).name}
      getDayAriaLabel={(day) => sayDayFully(day, reader)}
      // Today is the agency's, not the browser's.
      getDayProps={(day) => (day === today ? { "data-today": true, "data-highlight-today": true } : {})}
      ariaLabels={{ previousMonth: "Previous month", nextMonth: "Next month" }}
      onChange={(day) => {
        if (day !== null) onPick(day)
      }}
    />
  )
}
