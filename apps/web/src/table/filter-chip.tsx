"use client"

import { ActionIcon, Button, Popover } from "@mantine/core"
import { IconChevronDown, IconX } from "@tabler/icons-react"
import clsx from "clsx"
import type { ReactNode } from "react"
import classes from "./filter.module.css"

interface Props {
  /** What is filtered by. */
  label: string
  /** What passes, in words; null while the filter lets everything through. */
  set: string | null
  clear: () => void
  onClose?: () => void
  /** What the filter can be set to, shown when it is opened. */
  children: ReactNode
}

/** A filter in a toolbar. While it is set it says what it lets through, and can be cleared. */
export function FilterChip({ label, set, clear, onClose, children }: Props) {
  return (
    <div className={classes.filter} data-set={set !== null || undefined}>
      <Popover position="bottom-start" trapFocus {...(onClose ? { onClose } : {})}>
        <Popover.Target>
          <Button
            className={clsx(classes.button)}
            size="xs"
            variant="subtle"
            color="gray"
            rightSection={set === null && <IconChevronDown size={13} />}
          >
            {label}
            {set !== null && (
              <>
                : <strong>{set}</strong>
              </>
            )}
          </Button>
        </Popover.Target>
        <Popover.Dropdown className={clsx(classes.choices)}>{children}</Popover.Dropdown>
      </Popover>
      {set !== null && (
        <ActionIcon size={26} onClick={clear} aria-label={`Clear filter ${label}`}>
          <IconX size={13} />
        </ActionIcon>
      )}
    </div>
  )
}
