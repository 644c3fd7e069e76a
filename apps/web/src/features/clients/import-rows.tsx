"use client"

import { type ImportField, importFields, importLabels } from "@alphas/domain/clients/csv"
import type { ClientImport, ClientImportRow, ImportOutcome } from "@alphas/domain/clients/import"
import { Anchor, Button, Group, SegmentedControl, Text } from "@mantine/core"
import { IconDownload } from "@tabler/icons-react"
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query"
import { getQueryKey } from "@trpc/react-query"
import Link from "next/link"
import { useState } from "react"
import { pages } from "../../data/pages"
import { trpc } from "../../data/trpc"
import { FailedState } from "../../feedback/states"
import { failed } from "../../feedback/undo"
import { useReader } from "../../format/reader"
import { ChangeSkeleton } from "../../shell/change-skeleton"
import { DotWord } from "../../shell/dot-word"
import { LoadMore } from "../../table/load-more"
import classes from "./import.module.css"
import { outcomeWords } from "./import-words"
import { saveFile } from "./save-file"

type Shown = ImportOutcome | "all"
const outcomes: readonly Shown[] = ["all", "new", "duplicate", "refused", "created"]

const isField = (name: string): name is ImportField => importFields.some((field) => field === name)

/** What would happen, or has happened, to each row of the file. */
export function ImportRows({ each }: { each: ClientImport }) {
  const { client } = trpc.useUtils()
  const [shown, setShown] = useState<Shown>("all")
  const { id, state } = each
  const input = { id, limit: 100, ...(shown === "all" ? {} : { outcome: shown }) }
  // With each step the rows say something else; those of the step before stand until the new ones are there.
  const rows = useInfiniteQuery({
    ...pages([...getQueryKey(trpc.clients.imports.rows, input, "query"), state], (cursor, signal) =>
      client.clients.imports.rows.query({ ...input, cursor }, { signal }),
    ),
    placeholderData: keepPreviousData,
  })
  const items = rows.data?.pages.flatMap((page) => page.items)
  const saveRefused = () =>
    saveFile(`refused ${each.fileName.replace(/\.[^.]*$/, "")}.csv`, (cursor) =>
      client.clients.imports.refused.query({ id, cursor }),
    ).catch(failed)
  return (
    <section aria-label="Rows">
      <Group gap="sm" mb={4}>
        <div className={classes.kinds}>
          <Kinds each={each} shown={shown} show={setShown} />
        </div>
        {each.rowsRefused > 0 && (
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            ml="auto"
            leftSection={<IconDownload size={15} stroke={1.6} />}
            onClick={() => void saveRefused()}
          >
            Download refused rows
          </Button>
        )}
      </Group>
      {rows.error && !items ? (
        <FailedState error={rows.error} retry={() => void rows.refetch()} />
      ) : !items ? (
        <div className={classes.changes}>
          <ChangeSkeleton />
        </div>
      ) : items.length === 0 ? (
        <Text size="sm" c="dimmed" py="xl" ta="center">
          {shown === "refused" ? "No refused rows." : "No matching rows."}
        </Text>
      ) : (
        <ul className={classes.rows}>
          {items.map((row) => (
            <Row key={row.line} row={row} nameAt={each.mapping?.name} undone={state === "undone"} />
          ))}
        </ul>
      )}
      <LoadMore list={rows} />
    </section>
  )
}

interface KindsProps {
  each: ClientImport
  shown: Shown
  show: (shown: Shown) => void
}

/** Which rows are listed, with how many there are of each kind. */
function Kinds({ each, shown, show }: KindsProps) {
  const { locale } = useReader()
  const ready = each.state === "ready"
  const label = (word: string, number: number) => (
    <>
      {word}{" "}
      <Text span size="xs" c="dimmed" data-figures>
        {number.toLocaleString(locale)}
      </Text>
    </>
  )
  return (
    <SegmentedControl
      size="xs"
      aria-label="Rows to show"
      value={shown}
      onChange={(value) => show(outcomes.find((outcome) => outcome === value) ?? "all")}
      data={[
        { value: "all", label: label("All", each.rowsTotal) },
        ready
          ? { value: "new", label: label("New", each.rowsNew) }
          : each.state === "undone"
            ? // What it created is listed with what became of it.
              {
                value: "created",
                label: label(each.rowsKept > 0 ? "Removed or kept" : "Removed", each.rowsCreated),
              }
            : { value: "created", label: label("Created", each.rowsCreated) },
        // Once they were created all the same, they are among the created.
        ...(ready || each.duplicates === "skip"
          ? [{ value: "duplicate", label: label("Duplicates", each.rowsDuplicate) }]
          : []),
        { value: "refused", label: label("Refused", each.rowsRefused) },
      ]}
    />
  )
}

interface RowProps {
  row: ClientImportRow
  /** The column of the client's name. */
  nameAt: number | undefined
  undone: boolean
}

function Row({ row, nameAt, undone }: RowProps) {
  const name = nameAt === undefined ? "" : (row.values[nameAt] ?? "")
  const rest = row.values.filter((value, column) => value !== "" && column !== nameAt)
  const removed = undone && row.outcome === "created" && row.clientId === null
  const [word, tone] = row.outcome === null ? [null, null] : outcomeWords[row.outcome]
  return (
    <li>
      <Text size="xs" c="dimmed" data-figures>
        Line {row.line}
      </Text>
      {word !== null && <DotWord tone={removed ? "over" : tone}>{removed ? "Removed" : word}</DotWord>}
      <div className={classes.row}>
        <div className={classes.values}>
          {row.clientId === null ? (
            <strong>{name || "No name"}</strong>
          ) : (
            <Anchor component={Link} size="sm" fw={500} href={`/clients/${row.clientId}`}>
              {name}
            </Anchor>
          )}
          <span title={rest.join("\n")}>{rest.join(" · ")}</span>
        </div>
        <Why row={row} />
      </div>
    </li>
  )
}

function Why({ row }: { row: ClientImportRow }) {
  return (
    <>
      {Object.entries(row.problems).map(([field, sentence]) => (
        <Text key={field} size="xs" c={row.outcome === "refused" ? "var(--mantine-color-error)" : "dimmed"}>
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
            ? "Looks like an existing client"
            : `Looks like line ${row.duplicateOfLine}`}
        </Text>
      )}
    </>
  )
}
