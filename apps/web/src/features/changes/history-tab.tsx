"use client"

import { IconHistory } from "@tabler/icons-react"
import { useInfiniteQuery } from "@tanstack/react-query"
import { getQueryKey } from "@trpc/react-query"
import { pages } from "../../data/pages"
import { refusalOf } from "../../data/refusal"
import { type Inputs, trpc } from "../../data/trpc"
import { EmptyState, FailedState } from "../../feedback/states"
import { ChangeSkeleton } from "../../shell/change-skeleton"
import { LoadMore } from "../../table/load-more"
import { ChangeList } from "./change-list"

interface Props {
  entity: Inputs["changes"]["history"]["entity"]
  id: string
  /** The currency of the record's amounts. */
  currency?: string
  /** What hangs on the record and is not named by each of its changes. */
  named?: readonly { id: string; name: string }[]
}

/** Every change to a record and what hangs on it, newest first. */
export function HistoryTab({ entity, id, currency, named = [] }: Props) {
  const { client } = trpc.useUtils()
  const input = { entity, id, limit: 50 }
  const log = useInfiniteQuery(
    pages(getQueryKey(trpc.changes.history, input, "query"), (cursor, signal) =>
      client.changes.history.query({ ...input, cursor }, { signal }),
    ),
  )
  const entries = log.data?.pages.flatMap((page) => page.items)
  // Some see a record of which only those who work on it see the history.
  if (log.error && !entries && refusalOf(log.error).reason === "not_found") {
    return (
      <EmptyState icon={IconHistory} title="You do not have access to this history">
        Only people who work on this {entity} can see its history.
      </EmptyState>
    )
  }
  if (log.error && !entries) return <FailedState error={log.error} retry={() => void log.refetch()} />
  if (!entries) return <ChangeSkeleton flush />
  if (entries.length === 0) {
    return (
      <EmptyState icon={IconHistory} title="No history yet">
        Every change to this {entity} appears here, field by field.
      </EmptyState>
    )
  }
  return (
    <>
      <ChangeList changes={entries} named={named} flush record={id} {...(currency ? { currency } : {})} />
      <LoadMore list={log} />
    </>
  )
}
