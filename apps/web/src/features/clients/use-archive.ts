"use client"

import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useTRPC } from "../../data/trpc"
import { done, failed } from "../../feedback/undo"

interface Target {
  id: string
  name: string
  version: number
  archivedAt: string | null
}

/** Archives clients, or restores those that are archived, with undo in the toast. */
export function useArchive() {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const settled = { onSettled: () => void queries.invalidateQueries({ queryKey: trpc.clients.pathKey() }) }
  const archive = useMutation(trpc.clients.archive.mutationOptions(settled))
  const restore = useMutation(trpc.clients.restore.mutationOptions(settled))

  /** Puts one client away or brings it back. */
  const toggle = async ({ id, name, version, archivedAt }: Target) => {
    const [act, back] = archivedAt === null ? [archive, restore] : [restore, archive]
    try {
      const after = await act.mutateAsync({ id, version })
      done(archivedAt === null ? `${name} is archived` : `${name} is back`, () =>
        back.mutateAsync({ id, version: after.version }),
      )
    } catch (error) {
      failed(error)
    }
  }

  /** Archives several, one after the other; those that were refused are told. */
  const archiveAll = async (targets: Target[]) => {
    const archived: { id: string; version: number }[] = []
    let refused: unknown = null
    for (const { id, version } of targets) {
      try {
        archived.push(await archive.mutateAsync({ id, version }))
      } catch (error) {
        refused = error
      }
    }
    if (archived.length > 0) {
      done(`${archived.length} ${archived.length === 1 ? "client is" : "clients are"} archived`, async () => {
        for (const client of archived) await restore.mutateAsync(client)
      })
    }
    if (refused !== null) failed(refused)
  }
  return { toggle, archiveAll, pending: archive.isPending || restore.isPending }
}
