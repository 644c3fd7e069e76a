"use client"

import type { Client } from "@alphas/domain/clients/dto"
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { type Inputs, useTRPC } from "../../data/trpc"
import { done, failed } from "../../feedback/undo"

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
  const trpc = useTRPC()
  const queries = useQueryClient()
  const update = useMutation(trpc.clients.update.mutationOptions())
  const settled = () => queries.invalidateQueries({ queryKey: trpc.clients.pathKey() })

  return async (client: Client, { changes, shown, said, undo }: QuickChange): Promise<boolean> => {
    const queryKey = trpc.clients.get.queryKey({ id: client.id })
    const show = (values: Partial<Client>) =>
      queries.setQueryData(queryKey, (now) => now && { ...now, ...values })
    await queries.cancelQueries({ queryKey })
    const before = queries.getQueryData(queryKey)
    show(shown)
    try {
      const saved = await update.mutateAsync({ id: client.id, version: client.version, changes })
      show({ version: saved.version })
      const takeBack = async (former: Changes) => {
        await update.mutateAsync({ ...saved, changes: former })
        await settled()
      }
      done(said, undo && (() => takeBack(undo)))
      return true
    } catch (error) {
      if (before) queries.setQueryData(queryKey, before)
      failed(error)
      return false
    } finally {
      void settled()
    }
  }
}
