"use client"

import { dayNumberOf, weekdayOf } from "@alphas/domain/days"
import { useQuery } from "@tanstack/react-query"
import { useMemo } from "react"
import { useTRPC } from "../../data/trpc"
import { usePermission } from "../session/me"

/**
 * Says why the agency does not work on a day: the name of the holiday or day off, nothing more (an empty text) on a
 * weekday that is none of its working days, and null for a working day.
 */
export function useDaysOff(): (day: string) => string | null {
  const trpc = useTRPC()
  const enabled = usePermission("calendar.read")
  const { data } = useQuery(trpc.calendar.get.queryOptions(undefined, { enabled, staleTime: 300_000 }))
  return useMemo(() => {
    const names = new Map(
      [...(data?.holidays ?? []), ...(data?.daysOff ?? [])].map(({ day, name }) => [day, name]),
    )
    return (day) => {
      const works = data?.workingWeekdays.includes(weekdayOf(dayNumberOf(day)) + 1) ?? true
      return names.get(day) ?? (works ? null : "")
    }
  }, [data])
}
