"use client"

import { useQueryClient } from "@tanstack/react-query"
import { getQueryKey } from "@trpc/react-query"
import { trpc } from "../../data/trpc"
import { archivingOf } from "../../feedback/archiving"

/** Archives campaigns, or restores those that are archived, with undo in the toast. */
export function useArchive() {
  const queries = useQueryClient()
  const settled = {
    onSettled: () => void queries.invalidateQueries({ queryKey: getQueryKey(trpc.campaigns) }),
  }
  const archive = trpc.campaigns.archive.useMutation(settled)
  const restore = trpc.campaigns.restore.useMutation(settled)
  const { toggle } = archivingOf({
    archive: archive.mutateAsync,
    restore: restore.mutateAsync,
    singular: "campaign",
    plural: "campaigns",
  })
  return { toggle, pending: archive.isPending || restore.isPending }
}
