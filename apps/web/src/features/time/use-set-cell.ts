"use client"

import type { Timesheet } from "@alphas/domain/time/dto"
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { refusalOf } from "../../data/refusal"
import { useTRPC } from "../../data/trpc"
import { useTimeSettled } from "./use-timer"
import { type About, withCell } from "./week"

/** Sets a cell of one's own week. It is there at once; resolves with the sentence when the server refuses, else null. */
export function useSetCell(monday: string) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const settled = useTimeSettled()
  const { mutateAsync } = useMutation(trpc.time.weeks.setCell.mutationOptions())
  const queryKey = trpc.time.weeks.get.queryKey({ monday, userId: null })

  return async (row: About, day: string, minutes: number): Promise<string | null> => {
    if (row.campaign === null) return null
    await queries.cancelQueries({ queryKey })
    queries.setQueryData(queryKey, (now: Timesheet | undefined) => now && withCell(now, row, day, minutes))
    try {
      await mutateAsync({ campaignId: row.campaign.id, taskId: row.task?.id ?? null, day, minutes })
      return null
    } catch (error) {
      const { message, fields } = refusalOf(error)
      return Object.values(fields)[0]?.[0] ?? message
    } finally {
      settled("time_entry")
    }
  }
}
