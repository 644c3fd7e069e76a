"use client"

import { ActionIcon, Menu } from "@mantine/core"
import { type Icon, IconArchive, IconArchiveOff, IconDots, IconLink } from "@tabler/icons-react"
import type { ReactNode } from "react"
import { copyLink } from "../feedback/copy-link"

/** One entry of a menu of actions. */
export interface Action {
  label: string
  icon: Icon
  onClick: () => void
}

interface Props {
  /** What the button is called: "More actions", "Actions for Landing page". */
  label?: string
  /** In their order; what is `false` is not offered. */
  actions: readonly (Action | false)[]
  /** Entries above the actions, with a line between. */
  before?: ReactNode
  /** In a row of a list the button is smaller and has no frame. */
  inRow?: boolean
}

/** The rarer actions on something, behind the dots. */
export function ActionsMenu({ label = "More actions", actions, before, inRow = false }: Props) {
  return (
    <Menu position="bottom-end" {...(before ? { width: 220 } : {})}>
      <Menu.Target>
        <ActionIcon size={inRow ? 26 : 28} aria-label={label} {...(inRow ? {} : { variant: "default" })}>
          <IconDots size={inRow ? 15 : 16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {before}
        {before && <Menu.Divider />}
        {actions.map(
          (action) =>
            action && (
              <Menu.Item
                key={action.label}
                leftSection={<action.icon size={15} stroke={1.6} />}
                onClick={action.onClick}
              >
                {action.label}
              </Menu.Item>
            ),
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

/** Copies the address of a page. */
export const copyLinkAction = (path: string): Action => ({
  label: "Copy link",
  icon: IconLink,
  onClick: () => void copyLink(path),
})

/** Archives a row, or restores it. */
export const archiveAction = (row: { archivedAt: string | null }, toggle: () => unknown): Action => ({
  label: row.archivedAt === null ? "Archive" : "Restore",
  icon: row.archivedAt === null ? IconArchive : IconArchiveOff,
  onClick: () => void toggle(),
})
