"use client"

import { useEffect, useRef } from "react"

/** Keys to actions: `mod+k` (Ctrl, on a Mac Command), one character (`?`), or two after each other (`g c`). */
export type Keys = Record<string, () => void>

/** How long the first key of two waits for the second, in milliseconds. */
const waiting = 1000

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName))

/** Whether a dialog is open: it has the keys then. */
const inDialog = (): boolean => document.querySelector('[role="dialog"][aria-modal="true"]') !== null

/** Calls an act when its key is pressed anywhere on the page; plain characters not while somebody types. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    let first: { key: string; at: number } | null = null
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || inDialog()) return
      const mod = event.ctrlKey || event.metaKey
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
      if (!mod && typing(event.target)) return
      const pair = first !== null && event.timeStamp - first.at < waiting ? `${first.key} ${key}` : null
      const action = mod
        ? latest.current[`mod+${key}`]
        : ((pair && latest.current[pair]) ?? latest.current[key])
      first = mod || action ? null : { key, at: event.timeStamp }
      if (!action) return
      event.preventDefault()
      action()
    }
    window.addEventListener("keydown", press)
    return () => window.removeEventListener("keydown", press)
  }, [])
}
