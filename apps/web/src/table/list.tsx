"use client"

import { ActionIcon, Text } from "@mantine/core"
import { IconX } from "@tabler/icons-react"
import type { ReactNode } from "react"
import classes from "./list.module.css"
import { SelectionContext } from "./select-box"
import type { Selection } from "./use-selection"

interface Props {
  /** Filters, sort and columns. */
  toolbar?: ReactNode
  selection?: Selection
  /** What can be done with the picked rows. */
  bulk?: ReactNode
  paging?: ReactNode
  /** The DataTable. */
  children: ReactNode
}

/** A list's place on the page: toolbar, table, paging, and the bulk bar while rows are picked. */
export function List({ toolbar, selection, bulk, paging, children }: Props) {
  return (
    <SelectionContext value={selection ?? null}>
      <div className={classes.list}>
        {toolbar && <div className={classes.toolbar}>{toolbar}</div>}
        {children}
        {selection && selection.count > 0 && (
          <div className={classes.bulk} role="toolbar" aria-label="Selected rows">
            <Text size="sm" fw={500} px={6} role="status">
              {selection.count} selected
            </Text>
            {bulk}
            <ActionIcon size={28} onClick={selection.clear} aria-label="Clear selection">
              <IconX size={15} />
            </ActionIcon>
          </div>
        )}
        {paging}
      </div>
    </SelectionContext>
  )
}

/** Above a list: which of its views is open. */
export function Views({ children }: { children: ReactNode }) {
  return <div className={classes.views}>{children}</div>
}
