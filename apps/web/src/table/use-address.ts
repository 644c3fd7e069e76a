"use client"

import { usePathname, useSearchParams } from "next/navigation"
import { useCallback, useMemo } from "react"
import { type Address, readAddress, writeAddress } from "./address"

/**
 * A list's filters, order and place, kept in the address: every view has a link, and the back button goes back.
 * `standard` must be the same object in every render. Changes of text replace the entry instead of adding one.
 */
export function useAddress<State extends Address>(
  standard: State,
): [State, (change: Partial<State>, how?: "push" | "replace") => void] {
  const search = useSearchParams()
  const path = usePathname()
  const state = useMemo(() => readAddress(standard, search), [standard, search])
  const change = useCallback(
    (next: Partial<State>, how: "push" | "replace" = "push") => {
      const address = path + writeAddress(standard, { ...state, ...next })
      if (how === "push") window.history.pushState(null, "", address)
      else window.history.replaceState(null, "", address)
    },
    [path, standard, state],
  )
  return [state, change]
}
