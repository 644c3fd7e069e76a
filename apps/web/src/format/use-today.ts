"use client"

import { dayOf, todayOf } from "./dates"
import { useReader } from "./reader"

/** The day that it is where the agency is: by it the agency's days are counted, wherever the reader sits. */
export const useToday = (): string => todayOf(useReader())

/** The day that it is on the reader's own clock: by it their time is counted (`zoneOfTime`). */
export function useOwnToday(): string {
  const { now, timeZone } = useReader()
  return dayOf(now, timeZone)
}
