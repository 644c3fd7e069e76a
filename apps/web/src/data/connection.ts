"use client"

import { useSyncExternalStore } from "react"
import type { ConnectionState } from "./client"

/** How the page hears of changes: at once, not just now, or not at all because the machine is offline. */
export type LiveState = "starting" | "live" | "reconnecting" | "offline"

/** Milliseconds that a socket must have been open to count: a server that takes it and closes it again is not there. */
const steady = 1_000

let socket: LiveState = "starting"
let settling: ReturnType<typeof setTimeout> | undefined
let online = true
const listeners = new Set<() => void>()

function tell(): void {
  for (const listener of listeners) listener()
}

/** The socket's link reports here. */
export function noteConnection(state: ConnectionState): void {
  clearTimeout(settling)
  if (state === "open") settling = setTimeout(note, steady, "live")
  else if (state === "connecting" && socket === "live") note("reconnecting")
}

function note(state: LiveState): void {
  socket = state
  tell()
}

const look = () => {
  online = navigator.onLine
  tell()
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    online = navigator.onLine
    window.addEventListener("online", look)
    window.addEventListener("offline", look)
  }
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    window.removeEventListener("online", look)
    window.removeEventListener("offline", look)
  }
}

/** How the page hears of changes just now. */
export function useConnection(): LiveState {
  return useSyncExternalStore(
    subscribe,
    () => (online ? socket : "offline"),
    () => "starting",
  )
}
