"use client"

import { mostLines } from "@alphas/domain/invoices/input"
import type { LineTotals } from "@alphas/domain/money/totals"
import { Button, Kbd, VisuallyHidden } from "@mantine/core"
import { IconPlus } from "@tabler/icons-react"
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react"
import { done } from "../../feedback/undo"
import { useModKey } from "../../shell/use-mod-key"
import { AdjustmentsDialog } from "./adjustments-dialog"
import type { LineErrors, LineValues } from "./draft-values"
import { cellAt, enter, moveByArrow, placeOf } from "./grid-keys"
import { editLines, type LineEdit } from "./line-edits"
import classes from "./line-grid.module.css"
import { type Choice, type GridActions, LineRow } from "./line-row"

interface Props {
  lines: LineValues[]
  currency: string
  taxes: readonly Choice[]
  /** In the order of the lines; none while an amount is too large. */
  totals: readonly LineTotals[]
  errors: readonly LineErrors[]
  /** An empty line under a new key. */
  blank: () => LineValues
  freshKey: () => string
  onLines: (change: (lines: LineValues[]) => LineValues[]) => void
}

const columns = [
  { label: "Description" },
  { label: "Quantity", align: "right", width: 84 },
  { label: "Unit", width: 96 },
  { label: "Unit price", align: "right", width: 108 },
  { label: "Tax", width: 124 },
  { label: "Discount", align: "right", width: 104 },
  { label: "Amount", align: "right", width: 116 },
] as const

/** The column in which somebody is. */
const columnNow = () => placeOf(document.activeElement)?.[1] ?? 0

/**
 * The lines of a draft, edited by keyboard: arrows and Tab go from cell to cell, Enter goes down and from the last line
 * adds one, mod+D copies a line, Alt with an arrow moves it, mod+Shift+Backspace deletes it.
 */
export function LineGrid({ lines, currency, taxes, totals, errors, blank, freshKey, onLines }: Props) {
  const table = useRef<HTMLTableElement>(null)
  const mod = useModKey()
  const [adjusting, setAdjusting] = useState<string | null>(null)
  /** Where the focus goes once the lines are drawn again. */
  const wanted = useRef<{ key: string; column: number } | null>(null)
  const latest = useRef({ lines, blank, freshKey, onLines })
  useEffect(() => {
    latest.current = { lines, blank, freshKey, onLines }
  })

  useLayoutEffect(() => {
    const to = wanted.current
    const row = to === null ? -1 : lines.findIndex(({ key }) => key === to.key)
    const cell = table.current && to && row !== -1 ? cellAt(table.current, row, to.column) : null
    if (cell === null) return
    wanted.current = null
    enter(cell)
  }, [lines])

  const run = useCallback((edit: LineEdit, focus?: { key: string; column: number }) => {
    if (focus) wanted.current = focus
    latest.current.onLines((now) => editLines(now, edit))
  }, [])
  const actions = useMemo(
    (): GridActions => ({
      edit: (edit) => run(edit),
      add: (below) => {
        const line = latest.current.blank()
        run({ do: "add", key: below, line }, { key: line.key, column: 0 })
      },
      copy: (key) => {
        const as = latest.current.freshKey()
        run({ do: "copy", key, as }, { key: as, column: columnNow() })
      },
      move: (key, by) => run({ do: "move", key, by }, { key, column: columnNow() }),
      remove: (key) => {
        const { lines } = latest.current
        const at = lines.findIndex((line) => line.key === key)
        const [line, next] = [lines[at], lines[at + 1] ?? lines[at - 1]]
        if (line === undefined) return
        run({ do: "remove", key }, next && { key: next.key, column: columnNow() })
        done(`Line ${at + 1} is deleted`, async () => run({ do: "restore", line, at }))
      },
      adjust: setAdjusting,
    }),
    [run],
  )
  const full = lines.length >= mostLines
  const add = () => {
    const line = blank()
    run({ do: "add", key: null, line }, { key: line.key, column: 0 })
  }

  const press = (event: KeyboardEvent<HTMLTableElement>) => {
    const place = placeOf(event.target)
    const line = place && lines[place[0]]
    if (!place || !line || event.nativeEvent.isComposing) return
    const { key } = line
    const held = event.ctrlKey || event.metaKey
    const act = (action: () => void) => {
      event.preventDefault()
      action()
    }
    if (held && event.key.toLowerCase() === "d" && !full) return act(() => actions.copy(key))
    if (held && event.shiftKey && event.key === "Backspace") return act(() => actions.remove(key))
    if (event.altKey && event.key === "ArrowUp") return act(() => actions.move(key, -1))
    if (event.altKey && event.key === "ArrowDown") return act(() => actions.move(key, 1))
    if (event.key === "Enter" && !held && !event.shiftKey && !event.altKey) {
      // The button of a cell is pressed by it.
      if (event.target instanceof HTMLButtonElement) return
      const below = cellAt(event.currentTarget, place[0] + 1, place[1])
      return act(() => (below ? enter(below) : full ? undefined : actions.add(key)))
    }
    moveByArrow(event)
  }

  const open = lines.find(({ key }) => key === adjusting)
  return (
    <div>
      <table ref={table} className={classes.grid} aria-label="Lines" onKeyDown={press}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.label}
                scope="col"
                style={"width" in column ? { width: column.width } : undefined}
                data-align={"align" in column ? column.align : undefined}
              >
                {column.label}
              </th>
            ))}
            <th scope="col" style={{ width: 36 }}>
              <VisuallyHidden>Actions</VisuallyHidden>
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => (
            <LineRow
              key={line.key}
              line={line}
              index={index}
              currency={currency}
              taxes={taxes}
              totals={totals[index]}
              errors={errors[index] ?? {}}
              actions={actions}
            />
          ))}
        </tbody>
      </table>
      <div className={classes.foot}>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconPlus size={14} />}
          disabled={full}
          onClick={add}
        >
          Add line
        </Button>
        <span className={classes.hint}>
          <Kbd>Enter</Kbd> next line <Kbd>{mod}</Kbd> <Kbd>D</Kbd> copy <Kbd>Alt</Kbd> <Kbd>↑</Kbd>{" "}
          <Kbd>↓</Kbd> move <Kbd>{mod}</Kbd> <Kbd>Shift</Kbd> <Kbd>⌫</Kbd> delete
        </span>
      </div>
      {open && (
        <AdjustmentsDialog
          title={`Discounts and charges on line ${lines.indexOf(open) + 1}`}
          currency={currency}
          most={5}
          adjustments={open.adjustments}
          close={() => setAdjusting(null)}
          onSave={(adjustments) => run({ do: "change", key: open.key, to: { adjustments } })}
        />
      )}
    </div>
  )
}
