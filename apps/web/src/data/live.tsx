"use client"

import type { LiveEvent } from "@alphas/domain/changes/dto"
import { useQueryClient } from "@tanstack/react-query"
import { useEffect, useState } from "react"
import { useStale } from "./data-provider"
import { isSignedOut } from "./ending"
import { glow } from "./glow"
import { noteHeard } from "./heard"
import { useMe } from "./me"
import { openSignIn } from "./signed-out"
import { trpc } from "./trpc"

/**
 * Follows the change feed over one socket. An event says only what changed; the queries that show it are fetched
 * again, which checks permission once more. What was missed while the socket was away arrives when it is back, and
 * `after` is where the log ended when the server began to read the page, so that nothing falls between the two.
 */
export function Live({ after }: { after: string }) {
  const queries = useQueryClient()
  const stale = useStale()
  const { client } = trpc.useUtils()
  const { id: me } = useMe()
  const [lastEventId] = useState(after)

  useEffect(() => {
    const heard = (id: string, event: LiveEvent) => {
      noteHeard(id)
      if (event.kind === "ready") return
      if (event.kind !== "change") return void queries.invalidateQueries()
      stale.note([event.entity])
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
    return () => following.unsubscribe()
  }, [queries, stale, client, me, lastEventId])

  return null
}
