"use client"

import type { TaskRow } from "@alphas/domain/tasks/dto"
import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { getQueryKey } from "@trpc/react-query"
import { type Inputs, trpc } from "../../data/trpc"

/** Pages of 200 that are asked for at the most. */
const most = 5

/** Tasks of all pages of a list; `whole` says whether there are no more of them. */
export interface AllTasks {
  tasks: TaskRow[]
  whole: boolean
}

/** A list of tasks to its end, or to its first thousand; for what is drawn from all of them at once. */
export function useAllTasks(input: Inputs["tasks"]["list"], enabled = true) {
  const { client } = trpc.useUtils()
  return useQuery({
    queryKey: [...getQueryKey(trpc.tasks.list, input, "query"), "all"],
    enabled,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<AllTasks> => {
      const tasks: TaskRow[] = []
      let cursor: string | null = null
      for (let page = 0; page < most; page += 1) {
        const answer: { items: TaskRow[]; nextCursor: string | null } = await client.tasks.list.query(
          { ...input, limit: 200, cursor },
          { signal },
        )
        tasks.push(...answer.items)
        cursor = answer.nextCursor
        if (cursor === null) break
      }
      return { tasks, whole: cursor === null }
    },
  })
}
