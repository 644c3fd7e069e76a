"use client"

import { useState } from "react"
import { parseDecimal, sayDecimal } from "../../format/numbers"
import { useReader } from "../../format/reader"
import { CellError } from "./cell-error"
import classes from "./line-grid.module.css"

interface Props {
  /** Row and column, by which the keys find their way. */
  at: string
  /** What the cell is, read out. */
  label: string
  /** A plain decimal, or as it was typed where that is none. */
  value: string
  /** Digits after the point at most. */
  digits: number
  /** Digits after the point at the least, once it is left. */
  least?: number
  /** A sign that people may type as well, such as `%`. */
  sign?: string
  error: string | undefined
  onChange: (value: string) => void
}

/**
 * A number that is typed as people write it. What is typed stays as it is while the cell has the focus; what is wrong is
 * told once it is left.
 */
export function NumberCell({ at, label, value, digits, least = 0, sign = "", error, onChange }: Props) {
  const { locale } = useReader()
  const [typed, setTyped] = useState<string | null>(null)
  const read = (text: string) => {
    const plain = sign === "" ? text : text.replaceAll(sign, "")
    return parseDecimal(plain, { locale, digits }) ?? text.trim()
  }
  // A value that came from elsewhere, as by undo, is shown in the place of what was typed.
  const own = typed !== null && read(typed) === value ? typed : null
  const number = sayDecimal(value, locale, least)
  const shown = value !== "" && sign !== "" ? `${number} ${sign}` : number
  const wrong = own === null ? error : undefined
  return (
    <>
      <input
        className={classes.cell}
        data-at={at}
        data-figures
        aria-label={label}
        aria-invalid={wrong !== undefined || undefined}
        aria-describedby={wrong === undefined ? undefined : `${at.replace(" ", "-")}-error`}
        inputMode="decimal"
        autoComplete="off"
        value={own ?? shown}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          onChange(read(event.currentTarget.value))
        }}
        onBlur={() => setTyped(null)}
      />
      <CellError at={at} error={wrong} />
    </>
  )
}
