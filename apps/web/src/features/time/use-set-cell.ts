"use client"

import type { Timesheet } from "@alphas/domain/time/dto"
import { useQueryClient } from "@tanstack/react-query"
import { getMutationKey, getQueryKey } from "@trpc/react-query"
import { refusalOf } from "../../data/refusal"
import { trpc } from "../../data/trpc"
import { sayChangedCell } from "./time-words"
import { useTimeSettled } from "./use-timer"
import { type About, withCell } from "./week"

/**
 * Sets a cell of one's own week that shows `seen` minutes. It is there at once; resolves with the sentence when the
 * server refuses, else null. Cells are saved one after the other, so that of two quick edits the later one wins.
 */
export function useSetCell(monday: string) {
  const queries = useQueryClient()
  const settled = useTimeSettled()
  const mutationKey = getMutationKey(trpc.time.weeks.setCell)
  const { mutateAsync } = trpc.time.weeks.setCell.useMutation({ scope: { id: mutationKey.join() } })
  const queryKey = getQueryKey(trpc.time.weeks.get, { monday, userId: null }, "query")

  return async (row: About, day: string, minutes: number, seen: number): Promise<string | null> => {
    if (row.campaign === null) return null
    await queries.cancelQueries({ queryKey })
    queries.setQueryData(queryKey, (now: Timesheet | undefined) => now && withCell(now, row, day, minutes))
    try {
      await mutateAsync({ campaignId: row.campaign.id, taskId: row.task?.id ?? null, day, minutes, seen })
      return null
    } catch (error) {
      const { reason, message, fields, current } = refusalOf(error)
      // As the API answers a stale cell.
      if (reason === "stale_version") return sayChangedCell((current as { minutes: number }).minutes)
      return Object.values(fields)[0]?.[0] ?? message
    } finally {
      // Fetched between two edits, the week would show the first one's outcome for a moment.
      if (queries.isMutating({ mutationKey }) === 0) settled("time_entry")
    }
  }
}
