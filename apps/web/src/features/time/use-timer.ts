"use client"

import type { Entity } from "@alphas/domain/changes/dto"
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { invalidate } from "../../data/invalidate"
import { useTRPC } from "../../data/trpc"
import { done, failed } from "../../feedback/undo"
import { sayMinutes } from "../../format/minutes"
import { useReader } from "../../format/reader"
import { usePermission } from "../session/me"

/** Fetches again what a change of time may have altered. */
export function useTimeSettled() {
  const queries = useQueryClient()
  const trpc = useTRPC()
  return (...entities: Entity[]) => invalidate(queries, trpc, entities)
}

/** The timer that runs for the reader: null when none does, undefined while that is not known. */
export function useTimer() {
  const trpc = useTRPC()
  const enabled = usePermission("time.track")
  return useQuery(trpc.time.timer.get.queryOptions(undefined, { enabled })).data
}

/** Stops the timer: enters the time, or forgets it. Resolves with whether it was done. */
export function useStopTimer() {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const settled = useTimeSettled()
  const { locale } = useReader()
  const stop = useMutation(trpc.time.timer.stop.mutationOptions())
  const run = async (discard: boolean): Promise<boolean> => {
    try {
      const { minutes } = await stop.mutateAsync({ discard })
      queries.setQueryData(trpc.time.timer.get.queryKey(), null)
      done(discard ? "The timer is forgotten" : `${sayMinutes(minutes, locale)} entered`)
      return true
    } catch (error) {
      failed(error)
      return false
    } finally {
      settled("timer", "time_entry")
    }
  }
  return { run, pending: stop.isPending }
}
