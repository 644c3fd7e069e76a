"use client"

import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useTRPC } from "../../data/trpc"
import { archivingOf } from "../../feedback/archiving"

/** Archives clients, or restores those that are archived, with undo in the toast. */
export function useArchive() {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const settled = { onSettled: () => void queries.invalidateQueries({ queryKey: trpc.clients.pathKey() }) }
  const archive = useMutation(trpc.clients.archive.mutationOptions(settled))
  const restore = useMutation(trpc.clients.restore.mutationOptions(settled))
  const actions = archivingOf({
    archive: archive.mutateAsync,
    restore: restore.mutateAsync,
    singular: "client",
    plural: "clients",
  })
  return { ...actions, pending: archive.isPending || restore.isPending }
}
