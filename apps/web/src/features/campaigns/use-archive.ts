"use client"
import { trpc } from "../../data/trpc"
import { archivingOf } from "../../feedback/archiving"

/** Archives campaigns, or restores those that are archived, with undo in the toast. */
export function useArchive() {
  const archive = trpc.campaigns.archive.useMutation()
  const restore = trpc.campaigns.restore.useMutation()
  const { toggle } = archivingOf({
    archive: archive.mutateAsync,
    restore: restore.mutateAsync,
    singular: "campaign",
    plural: "campaigns",
  })
  return { toggle, pending: archive.isPending || restore.isPending }
}
