"use client"

import { lengthExamples, readLength } from "@alphas/domain/length"
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react"
import { refused } from "../../feedback/undo"
import type { HeldCells } from "./held-cells"
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
  /** Hears what is not saved here. */
  held: HeldCells
}

const severalHere = "Several entries. Press Enter to edit them below."

/** Tells of text whose cell is gone, and which nothing else shows any more. */
const tellUnsaved = (label: string, text: string, why: string | null) =>
  refused(`${label}: ${text.trim() || "0:00"} is not saved.`, why)

/** A cell of the week: typing replaces it, leaving it saves it, Escape takes the typing back. */
export function GridCell({ at, label, minutes, readOnly, several, save, held }: Props) {
  const [errorId, id] = [useId(), useId()]
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState<string | null>(null)
  const [error, setError] = useState<string | null>(null)

  const here = useRef(true)

  useEffect(() => {
    here.current = true
    return () => {
      here.current = false
      // Who leaves the week straight from the cell sees no more what it says about their text.
      const lost = held.release(id)
      if (lost) tellUnsaved(lost.label, lost.text, null)
    }
  }, [held, id])

  const take = (text: string) => {
    setTyped(text)
    held.hold(id, { label, text, look: () => input.current?.focus() })
  }
  const drop = () => {
    setTyped(null)
    setError(null)
    held.release(id)
  }
  const commit = async () => {
    if (typed === null) return
    const wanted = typed.trim() === "" ? 0 : readLength(typed)
    if (wanted === null) return setError(`Enter time like ${lengthExamples}.`)
    if (wanted === minutes) return drop()
    drop()
    const why = await save(wanted)
    if (why === null) return
    if (!here.current) return tellUnsaved(label, typed, why)
    take(typed)
    setError(why)
  }
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Enter" && several) {
      event.stopPropagation()
      several()
    }
    if (event.key === "Escape" && typed !== null) {
      event.stopPropagation()
      drop()
      const cell = event.currentTarget
      requestAnimationFrame(() => cell.select())
    }
  }
  return (
    <>
      <input
        ref={input}
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
          take(event.currentTarget.value)
          setError(null)
        }}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={() => void held.during(commit())}
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
