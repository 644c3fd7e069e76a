"use client"

import type { Client } from "@alphas/domain/clients/dto"
import { getQueryKey } from "@trpc/react-query"
import { type Inputs, trpc } from "../../data/trpc"
import { useShownAtOnce } from "../../feedback/use-shown-at-once"

type Changes = Inputs["clients"]["update"]["changes"]

interface QuickChange {
  changes: Changes
  /** The same as the page shows it: it is there at once, and goes back when the server refuses. */
  shown: Partial<Client>
  /** What the toast says. */
  said: string
  /** What takes it back; without it there is no undo. */
  undo?: Changes
}

/** Changes a field of a client where it stands, without the form. Resolves with whether it was saved. */
export function useQuickChange() {
  const update = trpc.clients.update.useMutation()
  const change = useShownAtOnce<Client>({
    keysOf: ({ id }) => [getQueryKey(trpc.clients.get, { id }, "query")],
  })
  return (client: Client, { changes, shown, said, undo }: QuickChange) => {
    const to = (values: Changes) => (version: number) =>
      update.mutateAsync({ id: client.id, version, changes: values })
    return change(client, { save: to(changes), shown, said, ...(undo ? { undo: to(undo) } : {}) })
  }
}
