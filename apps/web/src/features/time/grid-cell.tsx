"use client"

import { type KeyboardEvent, useId, useState } from "react"
import { useReader } from "../../format/reader"
import { parseMinutes } from "../tasks/estimate"
import { sayClock } from "./time-words"
import classes from "./week-grid.module.css"

interface Props {
  /** Row and column, by which the keys find their way. */
  at: string
  /** What the cell is, read out: campaign, task and day. */
  label: string
  minutes: number
  readOnly: boolean
  /** Goes to the entries, when there are several here, which are changed one by one. */
  several?: (() => void) | undefined
  /** Resolves with why it was refused, or null. */
  save: (minutes: number) => Promise<string | null>
}

const severalHere = "Several entries. Press Enter to change them below."

/** A cell of the week: typing replaces it, leaving it saves it, Escape takes the typing back. */
export function GridCell({ at, label, minutes, readOnly, several, save }: Props) {
  const { locale } = useReader()
  const errorId = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const [error, setError] = useState<string | null>(null)

  const commit = async () => {
    if (typed === null) return
    const wanted = typed.trim() === "" ? 0 : parseMinutes(typed, locale)
    if (wanted === null) return setError("Write it like 1:30, 1.5 or 90m.")
    setTyped(null)
    setError(null)
    if (wanted === minutes) return
    const refused = await save(wanted)
    if (refused === null) return
    setTyped(typed)
    setError(refused)
  }
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Enter" && several) {
      event.stopPropagation()
      several()
    }
    if (event.key === "Escape" && typed !== null) {
      event.stopPropagation()
      setTyped(null)
      setError(null)
      const input = event.currentTarget
      requestAnimationFrame(() => input.select())
    }
  }
  return (
    <>
      <input
        className={classes.cell}
        data-at={at}
        aria-label={label}
        aria-invalid={error !== null || undefined}
        aria-describedby={error === null ? undefined : errorId}
        aria-description={several && severalHere}
        title={several && severalHere}
        data-several={several !== undefined || undefined}
        autoComplete="off"
        readOnly={readOnly || several !== undefined}
        onClick={several}
        value={typed ?? sayClock(minutes)}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setError(null)
        }}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={() => void commit()}
        onKeyDown={press}
      />
      {error !== null && (
        <span id={errorId} role="alert" className={classes.error}>
          {error}
        </span>
      )}
    </>
  )
}
