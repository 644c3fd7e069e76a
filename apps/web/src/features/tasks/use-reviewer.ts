"use client"

import { useMe, usePermission } from "../../data/me"
import { trpc } from "../../data/trpc"
import type { Reviewer } from "./step-words"

/** Who looks at a task, and whether anybody else could review it; until that is known, somebody could. */
export function useReviewer(): Reviewer {
  const { id } = useMe()
  const enabled = usePermission("tasks.write")
  const { data } = trpc.users.directory.useQuery(
    { doesTasks: true, limit: 2 },
    { enabled, staleTime: 300_000 },
  )
  return { id, alone: data?.every((person) => person.id === id) ?? false }
}
