"use client"

import { type RefObject, useEffect } from "react"

/** How far each list was scrolled, by address; a list that is opened again stands where it was left. */
const positions = new Map<string, number>()

/** Keeps the scroll position of `area` for this address, as the browser does for a whole page. */
export function useScrollMemory(area: RefObject<HTMLElement | null>, ready: boolean): void {
  useEffect(() => {
    const element = ready ? area.current : null
    if (element === null) return
    const address = window.location.pathname + window.location.search
    element.scrollTop = positions.get(address) ?? 0
    const note = () => void positions.set(address, element.scrollTop)
    element.addEventListener("scroll", note, { passive: true })
    return () => element.removeEventListener("scroll", note)
  }, [area, ready])
}
