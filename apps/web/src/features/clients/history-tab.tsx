"use client"

import { Button } from "@mantine/core"
import { IconHistory } from "@tabler/icons-react"
import { useInfiniteQuery } from "@tanstack/react-query"
import { pages } from "../../data/pages"
import { useTRPC, useTRPCClient } from "../../data/trpc"
import { EmptyState, FailedState } from "../../feedback/states"
import { ChangeList } from "../changes/change-list"
import { ChangeSkeleton } from "../changes/change-skeleton"

/** Every change to a client, its contacts and members, newest first. */
export function HistoryTab({ id }: { id: string }) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const input = { entity: "client" as const, id, limit: 50 }
  const log = useInfiniteQuery(
    pages(trpc.changes.history.queryKey(input), (cursor, signal) =>
      client.changes.history.query({ ...input, cursor }, { signal }),
    ),
  )
  const entries = log.data?.pages.flatMap((page) => page.items)
  if (log.error && !entries) return <FailedState error={log.error} retry={() => void log.refetch()} />
  if (!entries) return <ChangeSkeleton />
  if (entries.length === 0) {
    return (
      <EmptyState icon={IconHistory} title="No history yet">
        Every change to this client will stand here, field by field.
      </EmptyState>
    )
  }
  return (
    <>
      <ChangeList changes={entries} />
      {log.hasNextPage && (
        <Button
          size="sm"
          variant="default"
          mt="md"
          loading={log.isFetchingNextPage}
          onClick={() => void log.fetchNextPage()}
        >
          Load more
        </Button>
      )}
    </>
  )
}
