"use client"

import { trpc } from "../../data/trpc"
import { ChangeSkeleton } from "../../shell/change-skeleton"
import { Part, PartAction } from "../../shell/part"
import { ChangeList } from "./change-list"
import { latestOfClient } from "./latest-of-client"

/** The latest changes of a client, for its overview. */
export function LatestChanges({ clientId, all }: { clientId: string; all: () => void }) {
  const { data, error } = trpc.changes.history.useQuery(latestOfClient(clientId))
  // The overview does without; the history's own tab says what is wrong.
  if (error && !data) return null
  return (
    <Part
      title="Latest changes"
      actions={data?.nextCursor && <PartAction run={all}>View history</PartAction>}
    >
      {data ? <ChangeList changes={data.items} flush /> : <ChangeSkeleton rows={3} flush />}
    </Part>
  )
}
