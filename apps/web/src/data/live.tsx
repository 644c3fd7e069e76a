"use client"

import type { Entity, LiveEvent } from "@alphas/domain/changes/dto"
import { useQueryClient } from "@tanstack/react-query"
import { createContext, type ReactNode, useContext, useEffect, useState } from "react"
import { useMe } from "../features/session/me"
import { glow } from "./glow"
import { invalidate } from "./invalidate"
import { useTRPC, useTRPCClient } from "./trpc"

/** How the page hears of changes: at once, not just now, or not at all because the machine is offline. */
export type LiveState = "connecting" | "live" | "reconnecting" | "offline"

const LiveContext = createContext<LiveState>("connecting")

/** Changes arrive in bursts (an import, a bulk edit); the page refetches once for all within this many milliseconds. */
const gathered = 60

/**
 * Follows the change feed over one socket. An event says only what changed; the queries that show it are fetched
 * again, which checks permission once more. What was missed while the socket was away arrives when it is back.
 */
export function LiveProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient()
  const trpc = useTRPC()
  const client = useTRPCClient()
  const { id: me } = useMe()
  const [state, setState] = useState<LiveState>("connecting")
  const online = useOnline()

  useEffect(() => {
    const waiting = new Set<Entity>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const gather = (entity: Entity) => {
      waiting.add(entity)
      timer ??= setTimeout(() => {
        timer = undefined
        invalidate(queries, trpc, waiting)
        waiting.clear()
      }, gathered)
    }
    const heard = (event: LiveEvent) => {
      if (event.kind !== "change") return void queries.invalidateQueries()
      gather(event.entity)
      if (event.actorId !== me) glow(event.id)
    }
    const following = client.changes.live.subscribe(undefined, {
      onData: ({ data }) => heard(data),
      onStarted: () => setState("live"),
      onConnectionStateChange: ({ state: connection }) => {
        if (connection === "connecting") setState((before) => (before === "connecting" ? before : "reconnecting"))
      },
      // The subscription was refused, which a later page load may mend; the pages work without it.
      onError: () => setState("reconnecting"),
    })
    return () => {
      clearTimeout(timer)
      following.unsubscribe()
    }
  }, [queries, trpc, client, me])

  return <LiveContext value={online ? state : "offline"}>{children}</LiveContext>
}

/** How the page hears of changes just now. */
export const useLive = (): LiveState => useContext(LiveContext)

function useOnline(): boolean {
  const [online, setOnline] = useState(true)
  useEffect(() => {
    const look = () => setOnline(navigator.onLine)
    look()
    window.addEventListener("online", look)
    window.addEventListener("offline", look)
    return () => {
      window.removeEventListener("online", look)
      window.removeEventListener("offline", look)
    }
  }, [])
  return online
}
