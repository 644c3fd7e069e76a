"use client"

import { dayOf } from "../../format/dates"
import { useReader } from "../../format/reader"
import { useMe } from "./me"

/** The day that it is where the agency is: by it the agency's days are counted, wherever the reader sits. */
export function useToday(): string {
  const { agency } = useMe()
  return dayOf(useReader().now, agency.timeZone)
}
