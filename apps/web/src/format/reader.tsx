"use client"

import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react"
import type { Reader } from "./dates"

const ReaderContext = createContext<Reader | null>(null)

/**
 * Says in whose language and zone the page speaks. The server gives all its values, so that the browser's first
 * render says the same words; from then on the clock runs.
 */
export function ReaderProvider({
  locale,
  timeZone,
  agencyZone,
  now,
  children,
}: Reader & { children: ReactNode }) {
  const [moment, setMoment] = useState(now)
  useEffect(() => {
    setMoment(Date.now())
    const ticking = setInterval(() => setMoment(Date.now()), 30_000)
    return () => clearInterval(ticking)
  }, [])
  const reader = useMemo(
    () => ({ locale, timeZone, agencyZone, now: moment }),
    [locale, timeZone, agencyZone, moment],
  )
  return <ReaderContext value={reader}>{children}</ReaderContext>
}

/** Whose page this is, for the functions in `dates` and `money`. */
export function useReader(): Reader {
  const reader = useContext(ReaderContext)
  if (reader === null) throw new Error("useReader is used outside ReaderProvider.")
  return reader
}
