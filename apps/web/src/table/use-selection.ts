"use client"

import { useCallback, useMemo, useState } from "react"

type Rows = readonly { id: string }[] | undefined

/** Which rows are picked, across pages, until cleared. */
export interface Selection {
  ids: readonly string[]
  count: number
  has: (id: string) => boolean
  toggle: (id: string) => void
  allOf: (rows: Rows) => boolean
  toggleAll: (rows: Rows) => void
  clear: () => void
}

/** The rows that somebody picks in a list, for its bulk bar. */
export function useSelection(): Selection {
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const toggle = useCallback((id: string) => {
    setPicked((before) => {
      const after = new Set(before)
      if (!after.delete(id)) after.add(id)
      return after
    })
  }, [])
  const clear = useCallback(() => setPicked(new Set()), [])
  return useMemo(() => {
    const allOf = (rows: Rows) =>
      rows !== undefined && rows.length > 0 && rows.every((row) => picked.has(row.id))
    return {
      ids: [...picked],
      count: picked.size,
      has: (id) => picked.has(id),
      toggle,
      allOf,
      toggleAll: (rows = []) => {
        const after = new Set(picked)
        const all = allOf(rows)
        for (const { id } of rows) all ? after.delete(id) : after.add(id)
        setPicked(after)
      },
      clear,
    }
  }, [picked, toggle, clear])
}
