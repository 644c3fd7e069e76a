"use client"

import type { Timesheet } from "@alphas/domain/time/dto"
import { getQueryKey } from "@trpc/react-query"
import { useRef } from "react"
import { shownIn, useChangeQueue } from "../../data/change-queue"
import { refusalOf } from "../../data/refusal"
import { trpc } from "../../data/trpc"
import { sayChangedCell } from "./time-words"
import { askedBy, useConfirmed } from "./use-confirmed"
import { type About, withCell } from "./week"

/**
 * Sets a cell of one's own week that shows `seen` minutes. It is there at once; resolves with the sentence when the
 * server refuses, else null. Cells are saved one after the other, so that of two quick edits the later one wins.
 */
export function useSetCell(monday: string) {
  const queue = useChangeQueue()
  const { client } = trpc.useUtils()
  const { ask } = useConfirmed()
  // Whoever has confirmed a campaign is not asked again at every day of the week.
  const meant = useRef(new Set<string>())
  const week = getQueryKey(trpc.time.weeks.get, { monday, userId: null }, "query")

  return async (row: About, day: string, minutes: number, seen: number): Promise<string | null> => {
    if (row.campaign === null) return null
    const campaignId = row.campaign.id
    const cell = { campaignId, taskId: row.task?.id ?? null, day, minutes, seen }
    const set = () =>
      queue.run({
        line: `week ${monday}`,
        shows: [shownIn<Timesheet>(week, (now) => withCell(now, row, day, minutes))],
        send: () => client.time.weeks.setCell.mutate({ ...cell, confirm: meant.current.has(campaignId) }),
      })
    try {
      try {
        await set()
      } catch (error) {
        const unusual = askedBy(error)
        if (unusual === null || !(await ask(unusual))) throw error
        meant.current.add(campaignId)
        await set()
      }
      return null
    } catch (error) {
      const { reason, message, fields, current } = refusalOf(error)
      // As the API answers a stale cell.
      if (reason === "stale_version") return sayChangedCell((current as { minutes: number }).minutes)
      return Object.values(fields)[0]?.[0] ?? message
    }
  }
}
