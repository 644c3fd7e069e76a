"use client"

import { AlphasError } from "@alphas/client/trpc"
import { useQueryClient } from "@tanstack/react-query"
import { invalidate } from "../../data/invalidate"
import { refusalOf } from "../../data/refusal"
import { useTRPC } from "../../data/trpc"

/**
 * For parts of the settings that bear the version of the whole: `saving` hands a stale version on together with the part
 * as it is now, for the API answers the version alone; `settled` fetches again what the settings concern.
 */
export function useSettingsSave() {
  const queries = useQueryClient()
  const trpc = useTRPC()
  const saving = async <Saved>(
    save: () => Promise<Saved>,
    readNow: () => Promise<unknown>,
  ): Promise<Saved> => {
    try {
      return await save()
    } catch (error) {
      const { reason, message } = refusalOf(error)
      if (reason !== "stale_version") throw error
      throw new AlphasError(message, { reason, status: 409, shape: { current: await readNow() } })
    }
  }
  return { saving, settled: () => invalidate(queries, trpc, ["settings"]) }
}
