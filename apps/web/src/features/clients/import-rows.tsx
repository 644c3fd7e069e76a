"use client"

import { type ImportField, importFields, importLabels } from "@alphas/domain/clients/csv"
import type { ImportOutcome } from "@alphas/domain/clients/import"
import { Anchor, Badge, Button, SegmentedControl, Text } from "@mantine/core"
import { useInfiniteQuery } from "@tanstack/react-query"
import Link from "next/link"
import { useState } from "react"
import { pages } from "../../data/pages"
import { type Outputs, useTRPC, useTRPCClient } from "../../data/trpc"
import { FailedState } from "../../feedback/states"
import { ChangeSkeleton } from "../changes/change-skeleton"
import classes from "./import.module.css"

const words: Record<ImportOutcome, [label: string, color: string]> = {
  new: ["New", "green"],
  duplicate: ["Duplicate", "yellow"],
  refused: ["Refused", "red"],
  created: ["Created", "green"],
}
type Row = Outputs["clients"]["imports"]["rows"]["items"][number]
type Shown = ImportOutcome | "all"

const isField = (name: string): name is ImportField => importFields.some((field) => field === name)

/** What would happen, or has happened, to each row of the file. */
export function ImportRows({ id, state }: { id: string; state: string }) {
  const trpc = useTRPC()
  const [shown, setShown] = useState<Shown>("all")
  const client = useTRPCClient()
  const input = { id, limit: 100, ...(shown === "all" ? {} : { outcome: shown }) }
  const rows = useInfiniteQuery(
    pages(trpc.clients.imports.rows.queryKey(input), (cursor, signal) =>
      client.clients.imports.rows.query({ ...input, cursor }, { signal }),
    ),
  )
  const items = rows.data?.pages.flatMap((page) => page.items)
  return (
    <section aria-label="Rows">
      <SegmentedControl
        size="xs"
        aria-label="Which rows"
        value={shown}
        // The values are those given below.
        onChange={(value) => setShown(value as Shown)}
        data={[
          { value: "all", label: "All" },
          state === "ready" ? { value: "new", label: "New" } : { value: "created", label: "Created" },
          { value: "duplicate", label: "Duplicates" },
          { value: "refused", label: "Refused" },
        ]}
      />
      {rows.error && !items ? (
        <FailedState error={rows.error} retry={() => void rows.refetch()} />
      ) : !items ? (
        <ChangeSkeleton />
      ) : (
        <ul className={classes.rows}>
          {items.map((row) => (
            <li key={row.line}>
              <Text size="xs" c="dimmed" data-figures>
                Line {row.line}
              </Text>
              <span>
                {row.outcome && <Badge color={words[row.outcome][1]}>{words[row.outcome][0]}</Badge>}
              </span>
              <div>
                <Text size="sm" className={classes.values ?? ""}>
                  {row.values.filter((value) => value !== "").join(" · ")}
                </Text>
                <Why row={row} />
              </div>
            </li>
          ))}
          {items.length === 0 && (
            <li>
              <Text size="sm" c="dimmed" style={{ gridColumn: "1 / -1" }}>
                No rows of this kind.
              </Text>
            </li>
          )}
        </ul>
      )}
      {rows.hasNextPage && (
        <Button
          size="xs"
          variant="default"
          mt="sm"
          loading={rows.isFetchingNextPage}
          onClick={() => void rows.fetchNextPage()}
        >
          Load more
        </Button>
      )}
    </section>
  )
}

function Why({ row }: { row: Row }) {
  const problems = Object.entries(row.problems)
  return (
    <>
      {problems.map(([field, sentence]) => (
        <Text key={field} size="xs" c="red">
          {isField(field) ? `${importLabels[field]}: ${sentence}` : sentence}
        </Text>
      ))}
      {row.duplicateOf && (
        <Text size="xs" c="dimmed">
          Looks like{" "}
          <Anchor component={Link} size="xs" href={`/clients/${row.duplicateOf.id}`}>
            {row.duplicateOf.name}
          </Anchor>
        </Text>
      )}
      {!row.duplicateOf && row.outcome === "duplicate" && (
        <Text size="xs" c="dimmed">
          {row.duplicateOfLine === null
            ? "Looks like a client we have"
            : `Looks like line ${row.duplicateOfLine}`}
        </Text>
      )}
      {row.clientId && (
        <Anchor component={Link} size="xs" href={`/clients/${row.clientId}`}>
          Open the client
        </Anchor>
      )}
    </>
  )
}
