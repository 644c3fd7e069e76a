"use client"

import { useSyncExternalStore } from "react"

/** How long a row glows after somebody else changed it, in milliseconds. */
const glowing = 1200

const ids = new Set<string>()
const listeners = new Set<() => void>()
const tell = () => {
  for (const listener of listeners) listener()
}

/** Lets the row of this id glow wherever it is shown. */
export function glow(id: string): void {
  ids.add(id)
  tell()
  setTimeout(() => {
    ids.delete(id)
    tell()
  }, glowing)
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Whether the row of this id was just changed by somebody else; put it into `data-glow={useGlow(id) || undefined}`. */
export function useGlow(id: string): boolean {
  return useSyncExternalStore(
    subscribe,
    () => ids.has(id),
    () => false,
  )
}
