"use client"

import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useTRPC } from "../../data/trpc"
import { archivingOf } from "../../feedback/archiving"

/** Archives campaigns, or restores those that are archived, with undo in the toast. */
export function useArchive() {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const settled = { onSettled: () => void queries.invalidateQueries({ queryKey: trpc.campaigns.pathKey() }) }
  const archive = useMutation(trpc.campaigns.archive.mutationOptions(settled))
  const restore = useMutation(trpc.campaigns.restore.mutationOptions(settled))
  const { toggle } = archivingOf({
    archive: archive.mutateAsync,
    restore: restore.mutateAsync,
    singular: "campaign",
    plural: "campaigns",
  })
  return { toggle, pending: archive.isPending || restore.isPending }
}
