"use client"

import { useQueryClient } from "@tanstack/react-query"
import { getQueryKey } from "@trpc/react-query"
import { trpc } from "../../data/trpc"
import { archivingOf } from "../../feedback/archiving"

/** Archives clients, or restores those that are archived, with undo in the toast. */
export function useArchive() {
  const queries = useQueryClient()
  const settled = { onSettled: () => void queries.invalidateQueries({ queryKey: getQueryKey(trpc.clients) }) }
  const archive = trpc.clients.archive.useMutation(settled)
  const restore = trpc.clients.restore.useMutation(settled)
  const actions = archivingOf({
    archive: archive.mutateAsync,
    restore: restore.mutateAsync,
    singular: "client",
    plural: "clients",
  })
  return { ...actions, pending: archive.isPending || restore.isPending }
}
