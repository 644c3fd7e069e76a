"use client"

import { Button } from "@mantine/core"
import clsx from "clsx"
import classes from "./filter.module.css"

interface Props {
  label: string
  on: boolean
  toggle: () => void
}

/** A filter of a toolbar that is on or off. */
export function ToggleChip({ label, on, toggle }: Props) {
  return (
    <div className={classes.filter} data-set={on || undefined}>
      <Button
        className={clsx(classes.button)}
        size="xs"
        variant="subtle"
        color="gray"
        aria-pressed={on}
        onClick={toggle}
      >
        {label}
      </Button>
    </div>
  )
}
