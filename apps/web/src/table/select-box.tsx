"use client"

import { Checkbox } from "@mantine/core"
import clsx from "clsx"
import { createContext, useContext } from "react"
import classes from "./data-table.module.css"
import type { Selection } from "./use-selection"

export const SelectionContext = createContext<Selection | null>(null)

/** The box of a row. */
export function SelectBox({ id, name }: { id: string; name: string }) {
  const selection = useContext(SelectionContext)
  return (
    <Checkbox
      className={clsx(classes.box)}
      size="xs"
      aria-label={`Select ${name}`}
      checked={selection?.has(id) ?? false}
      onChange={() => selection?.toggle(id)}
    />
  )
}
