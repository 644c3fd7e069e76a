"use client"

import type { Timer } from "@alphas/domain/time/dto"
import { usePermission } from "../../data/me"
import { trpc } from "../../data/trpc"
import { done } from "../../feedback/undo"
import { sayMinutes } from "../../format/minutes"
import { useReader } from "../../format/reader"

/** The timer that runs for the reader: null when none does, undefined while that is not known. */
export function useTimer() {
  const enabled = usePermission("time.track")
  return trpc.time.timer.get.useQuery(undefined, { enabled }).data
}

/** A time of the reader's clock at which a timer is said to have ended. */
export interface TimerEnd {
  day: string
  time: string
}

/** Stops the timer that is shown: enters the time, or forgets it. When another one runs by now, that is shown. */
export function useStopTimer() {
  const utils = trpc.useUtils()
  const { locale } = useReader()
  const { mutateAsync, isPending } = trpc.time.timer.stop.useMutation()
  /** @throws what the server refuses. */
  const stop = async ({ id, version }: Timer, how: { discard?: boolean; end?: TimerEnd } = {}) => {
    const { minutes } = await mutateAsync({ id, version, ...how })
    utils.time.timer.get.setData(undefined, null)
    done(how.discard ? "Timer discarded" : `${sayMinutes(minutes, locale)} entered`)
  }
  return { stop, pending: isPending }
}
