"use client"

import type { ClientRow } from "@alphas/domain/clients/dto"
import { Button } from "@mantine/core"
import { IconArchive, IconArrowMerge } from "@tabler/icons-react"
import { useState } from "react"
import type { Selection } from "../../table/use-selection"
import { MergeDialog } from "./merge-dialog"
import { useArchive } from "./use-archive"

/** What can be done with the clients that are picked on this page. */
export function BulkActs({ rows, selection }: { rows: readonly ClientRow[]; selection: Selection }) {
  const { archiveAll, pending } = useArchive()
  const [merging, setMerging] = useState(false)
  const picked = rows.filter((row) => selection.has(row.id))
  const living = picked.filter((row) => row.archivedAt === null)
  const [one, other] = picked
  return (
    <>
      <Button
        size="xs"
        variant="subtle"
        color="gray"
        leftSection={<IconArchive size={15} stroke={1.6} />}
        disabled={living.length === 0}
        loading={pending}
        onClick={async () => {
          await archiveAll(living)
          selection.clear()
        }}
      >
        Archive
      </Button>
      <Button
        size="xs"
        variant="subtle"
        color="gray"
        leftSection={<IconArrowMerge size={15} stroke={1.6} />}
        disabled={picked.length !== 2}
        title={picked.length === 2 ? "" : "Pick two clients to merge them"}
        onClick={() => setMerging(true)}
      >
        Merge
      </Button>
      {merging && one && other && (
        <MergeDialog
          ids={[one.id, other.id]}
          close={() => setMerging(false)}
          onMerged={() => {
            setMerging(false)
            selection.clear()
          }}
        />
      )}
    </>
  )
}
