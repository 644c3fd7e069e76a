"use client"

import { useCallback, useMemo } from "react"
import { usePreference } from "../data/preferences"
import type { Column } from "./column"

/** Which columns of a list are hidden, and how to show or hide one; the browser remembers. */
export function useHiddenColumns<Row>(
  id: string,
  columns: Column<Row>[],
): [hidden: string[], toggle: (column: string) => void] {
  const standard = useMemo(
    () => columns.filter((column) => column.hidden).map((column) => column.id),
    [columns],
  )
  const [hidden, setHidden] = usePreference<string[]>(`columns.${id}`, standard)
  const toggle = useCallback(
    (column: string) =>
      setHidden(hidden.includes(column) ? hidden.filter((each) => each !== column) : [...hidden, column]),
    [hidden, setHidden],
  )
  return [hidden, toggle]
}
