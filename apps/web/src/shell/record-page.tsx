"use client"

import { Button } from "@mantine/core"
import type { Icon } from "@tabler/icons-react"
import type { ReactNode } from "react"
import { isGone } from "../data/refusal"
import { type Answer, Loaded } from "../feedback/loaded"
import { EmptyState } from "../feedback/states"
import { useListAddress } from "../table/list-memory"
import { NearLink } from "./near-link"
import { Page } from "./page"

/** The kind of record that a page shows. */
export interface Kind {
  /** In the middle of a sentence: "client", "clients". */
  one: string
  many: string
  /** The address of its list. */
  list: string
  icon: Icon
  /** Why one may be gone, beside that it was removed. */
  why?: string
}

interface Props<Row> {
  kind: Kind
  query: Answer<Row>
  nameOf: (row: Exclude<Row, undefined>) => string
  skeleton: ReactNode
  children: (row: Exclude<Row, undefined>) => ReactNode
}

const upper = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

/** The page of one record: the way back to its list, and the record, or why it is not shown. */
export function RecordPage<Row>({ kind, query, nameOf, skeleton, children }: Props<Row>) {
  const { one, many, list } = kind
  const href = useListAddress(list)
  // Whoever loses access to a record while its page is open sees it no more.
  const row = isGone(query.error) ? undefined : query.data
  // As in `Loaded`.
  const here = row === undefined ? upper(one) : nameOf(row as Exclude<Row, undefined>)
  return (
    <Page trail={[{ label: upper(many), href }, { label: here }]}>
      <Loaded query={query} gone={<Gone kind={kind} />} skeleton={skeleton}>
        {children}
      </Loaded>
    </Page>
  )
}

/** In the place of a record that is removed, or that the reader has no access to any more. */
export function Gone({ kind: { one, many, list, icon, why } }: { kind: Kind }) {
  const href = useListAddress(list)
  return (
    <EmptyState
      icon={icon}
      title={`${upper(one)} not found`}
      action={
        <Button component={NearLink} href={href} size="sm" variant="default">
          View {many}
        </Button>
      }
    >
      It was deleted{why ? ` or ${why}` : ""}, or you no longer have access to it.
    </EmptyState>
  )
}
