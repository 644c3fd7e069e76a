"use client"

import type { ChangeEntry } from "@alphas/domain/changes/dto"
import { Button } from "@mantine/core"
import { usePermission } from "../../data/me"
import { trpc } from "../../data/trpc"
import { attempt } from "../../feedback/undo"

interface Told {
  id: string
  name: string
}

const told = (value: unknown): Told | null =>
  typeof value === "object" && value !== null && "id" in value && "name" in value
    ? { id: String(value.id), name: String(value.name) }
    : null

/** The client that a change merged into the client `id`; null for another change, and for one that was undone since. */
export function mergedBy(change: ChangeEntry, changes: readonly ChangeEntry[], id: string): Told | null {
  const merged = change.entityId === id ? told(change.fields.merged?.after) : null
  if (merged === null) return null
  const later = changes.slice(0, changes.indexOf(change))
  return later.some(({ fields }) => told(fields.merged?.before)?.id === merged.id) ? null : merged
}

/** Takes a merge back from the history of the client that stays. */
export function UndoMerge({ id, merged }: { id: string; merged: Told }) {
  const may = usePermission("clients.merge")
  const undo = trpc.clients.undoMerge.useMutation()
  if (!may) return null
  return (
    <Button
      size="compact-xs"
      variant="default"
      mt={4}
      loading={undo.isPending}
      onClick={() =>
        void attempt(
          () => undo.mutateAsync({ id, mergedId: merged.id }),
          `${merged.name} is a client of its own again`,
        )
      }
    >
      Undo merge
    </Button>
  )
}
