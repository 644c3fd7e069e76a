"use client"

import { Menu, UnstyledButton } from "@mantine/core"
import { IconChevronDown } from "@tabler/icons-react"
import type { ReactNode } from "react"
import classes from "./record.module.css"

interface Props {
  /** The status as it is shown. */
  badge: ReactNode
  /** The same in words. */
  status: string
  /** Whether the reader may change it. */
  changes: boolean
  width?: number
  /** What it can become: items of a menu. */
  children: ReactNode
}

/** A record's status at the top of its page; whoever may change it does so here. */
export function StatusMenu({ badge, status, changes, width = 160, children }: Props) {
  if (!changes) return badge
  return (
    <Menu position="bottom-start" width={width}>
      <Menu.Target>
        <UnstyledButton className={classes.menu ?? ""} aria-label={`Status: ${status}. Change status`}>
          {badge}
          <IconChevronDown size={13} stroke={1.8} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  )
}
