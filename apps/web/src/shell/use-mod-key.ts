"use client"

import { useSyncExternalStore } from "react"

const never = () => () => undefined

/** What the key that goes with a letter is called on this machine. */
export function useModKey(): "Ctrl" | "⌘" {
  return useSyncExternalStore(
    never,
    () => (/Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘" : "Ctrl"),
    () => "Ctrl",
  )
}
