"use client"

import { CellError } from "./cell-error"
import classes from "./line-grid.module.css"

interface Props {
  at: string
  label: string
  value: string
  choices: readonly { value: string; label: string }[]
  error?: string | undefined
  onChange: (value: string) => void
}

/** A choice of a few: its first letter chooses, the space bar opens it. */
export function SelectCell({ at, label, value, choices, error, onChange }: Props) {
  return (
    <>
      <select
        className={classes.cell}
        data-at={at}
        aria-label={label}
        aria-invalid={error !== undefined || undefined}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
      <CellError at={at} error={error} />
    </>
  )
}
