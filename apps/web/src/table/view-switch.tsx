"use client"

import { SegmentedControl, VisuallyHidden } from "@mantine/core"
import { IconLayoutGrid, IconTable } from "@tabler/icons-react"
import classes from "./list.module.css"

const listViews = ["table", "cards"] as const
export type ListView = (typeof listViews)[number]

/** The view that an address names. */
export const viewOf = (value: string): ListView => listViews.find((view) => view === value) ?? "table"

const pictures = {
  table: { label: "Table", icon: IconTable },
  cards: { label: "Cards", icon: IconLayoutGrid },
}

/** Shows a list as a table or as cards. A phone, on which a table is cards as well, has no use for it. */
export function ViewSwitch({ view, onView }: { view: ListView; onView: (view: ListView) => void }) {
  return (
    <SegmentedControl
      className={classes.switch ?? ""}
      size="xs"
      visibleFrom="sm"
      aria-label="View"
      value={view}
      onChange={(value) => onView(viewOf(value))}
      data={listViews.map((value) => {
        const { label, icon: Picture } = pictures[value]
        return {
          value,
          label: (
            <>
              <Picture size={15} stroke={1.6} aria-hidden />
              <VisuallyHidden>{label}</VisuallyHidden>
            </>
          ),
        }
      })}
    />
  )
}
