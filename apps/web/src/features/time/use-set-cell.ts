"use client"

import type { Timesheet } from "@alphas/domain/time/dto"
import { getQueryKey } from "@trpc/react-query"
import { shownIn, useChangeQueue } from "../../data/change-queue"
import { refusalOf } from "../../data/refusal"
import { trpc } from "../../data/trpc"
import { sayChangedCell } from "./time-words"
import { type About, withCell } from "./week"

/**
 * Sets a cell of one's own week that shows `seen` minutes. It is there at once; resolves with the sentence when the
 * server refuses, else null. Cells are saved one after the other, so that of two quick edits the later one wins.
 */
export function useSetCell(monday: string) {
  const queue = useChangeQueue()
  const { client } = trpc.useUtils()
  const week = getQueryKey(trpc.time.weeks.get, { monday, userId: null }, "query")

  return async (row: About, day: string, minutes: number, seen: number): Promise<string | null> => {
    if (row.campaign === null) return null
    const cell = { campaignId: row.campaign.id, taskId: row.task?.id ?? null, day, minutes, seen }
    try {
      await queue.run({
        line: `week ${monday}`,
        shows: [shownIn<Timesheet>(week, (now) => withCell(now, row, day, minutes))],
        send: () => client.time.weeks.setCell.mutate(cell),
      })
      return null
    } catch (error) {
      const { reason, message, fields, current } = refusalOf(error)
      // As the API answers a stale cell.
      if (reason === "stale_version") return sayChangedCell((current as { minutes: number }).minutes)
      return Object.values(fields)[0]?.[0] ?? message
    }
  }
}
