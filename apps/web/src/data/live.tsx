"use client"

import type { LiveEvent } from "@alphas/domain/changes/dto"
import type { Entity } from "@alphas/domain/entities"
import { useQueryClient } from "@tanstack/react-query"
import { useEffect, useState } from "react"
import { useMe } from "../features/session/me"
import { isSignedOut } from "./ending"
import { glow } from "./glow"
import { noteHeard } from "./heard"
import { invalidate } from "./invalidate"
import { openSignIn } from "./signed-out"
import { trpc } from "./trpc"

/** Changes arrive in bursts (an import, a bulk edit); the page refetches once for all within this many milliseconds. */
const gathered = 60

/**
 * Follows the change feed over one socket. An event says only what changed; the queries that show it are fetched
 * again, which checks permission once more. What was missed while the socket was away arrives when it is back, and
 * `after` is where the log ended when the server began to read the page, so that nothing falls between the two.
 */
export function Live({ after }: { after: string }) {
  const queries = useQueryClient()
  const { client } = trpc.useUtils()
  const { id: me } = useMe()
  const [lastEventId] = useState(after)

  useEffect(() => {
    const waiting = new Set<Entity>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const gather = (entity: Entity) => {
      waiting.add(entity)
      timer ??= setTimeout(() => {
        timer = undefined
        invalidate(queries, waiting)
        waiting.clear()
      }, gathered)
    }
    const heard = (id: string, event: LiveEvent) => {
      noteHeard(id)
      if (event.kind === "ready") return
      if (event.kind !== "change") return void queries.invalidateQueries()
      gather(event.entity)
      if (event.actorId !== me) glow(event.id)
    }
    const following = client.changes.live.subscribe(
      { lastEventId },
      {
        onData: ({ id, data }) => heard(id, data),
        // What passes by itself is not told here; a session that is over is, when the socket was to open again.
        onError: (error) => {
          if (isSignedOut(error)) openSignIn()
        },
      },
    )
    return () => {
      clearTimeout(timer)
      following.unsubscribe()
    }
  }, [queries, client, me, lastEventId])

  return null
}
