"use client"

import { dayNumberOf, weekdayOf } from "@alphas/domain/days"
import { useMemo } from "react"
import { usePermission } from "../../data/me"
import { trpc } from "../../data/trpc"
import { useToday } from "../../format/use-today"
import { calendarYears } from "./calendar-years"

/**
 * Says why the agency does not work on a day from `from` to `to`: the name of the holiday or day off, nothing more (an empty text) on a
 * weekday that is none of its working days, and null for a working day.
 */
export function useDaysOff(from: string, to: string): (day: string) => string | null {
  const enabled = usePermission("calendar.read")
  const years = calendarYears(from, to, useToday())
  const { data } = trpc.calendar.get.useQuery(years, { enabled, staleTime: 300_000 })
  return useMemo(() => {
    const names = new Map(
      [...(data?.holidays ?? []), ...(data?.daysOff ?? [])].map(({ day, name }) => [day, name]),
    )
    return (day) => {
      const weekday = weekdayOf(dayNumberOf(day)) + 1
      const works = data?.workingWeekdays.includes(weekday) ?? weekday <= 5
      return names.get(day) ?? (works ? null : "")
    }
  }, [data])
}
