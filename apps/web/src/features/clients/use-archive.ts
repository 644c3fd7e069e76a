"use client"
import { trpc } from "../../data/trpc"
import { archivingOf } from "../../feedback/archiving"

/** Archives clients, or restores those that are archived, with undo in the toast. */
export function useArchive() {
  const archive = trpc.clients.archive.useMutation()
  const restore = trpc.clients.restore.useMutation()
  const actions = archivingOf({
    archive: archive.mutateAsync,
    restore: restore.mutateAsync,
    singular: "client",
    plural: "clients",
  })
  return { ...actions, pending: archive.isPending || restore.isPending }
}
