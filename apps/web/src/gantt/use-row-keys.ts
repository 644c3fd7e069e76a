"use client"

import { type KeyboardEvent, useRef } from "react"
import type { GanttRow, Gesture } from "./rows"

interface Options {
  rows: readonly GanttRow[]
  active: number
  /** Rows that a page holds. */
  page: number
  gesture: Gesture | null
  onPick: (id: string) => void
  onToggle: (row: GanttRow) => void
  onOpen: (row: GanttRow) => void
  onDependency: ((row: GanttRow) => void) | null
  onGesture: (gesture: Gesture | null) => void
  onDrop: (gesture: Gesture) => void
}

/** By how much a key changes progress. */
const percents = 5
/** How long the G of `G L` waits for its second key, in milliseconds. */
const waiting = 1000

/**
 * The keys of the list: arrows go from row to row and open or close it, Shift with a sideways arrow moves a task and
 * with one up or down changes its progress, Alt with an arrow makes it longer or shorter; what is pressed adds up until
 * the modifier is let go.
 */
export function useGanttKeys(options: Options) {
  const { rows, active, page, gesture, onPick, onToggle, onOpen, onDependency, onGesture, onDrop } = options
  const went = useRef(Number.NEGATIVE_INFINITY)
  /** What these keys have in hand; a drag of the pointer is none of theirs. */
  const mine = useRef<Gesture | null>(null)
  const held = gesture !== null && gesture === mine.current ? gesture : null
  const go = (index: number) => {
    const row = rows[Math.min(Math.max(index, 0), rows.length - 1)]
    if (row) onPick(row.id)
  }
  const row = rows[active]

  const take = (next: Gesture) => {
    mine.current = next
    onGesture(next)
  }
  const change = (kind: "move" | "end", by: number) => {
    if (!row?.movable || row.kind === "group" || (kind === "end" && row.kind === "milestone")) return
    const same = held?.id === row.id && held.kind === kind ? held : null
    take({ id: row.id, kind, unit: "workingDays", amount: (same?.amount ?? 0) + by, row: same?.row ?? row })
  }
  const progress = (by: number) => {
    if (!row?.movable || row.kind !== "task") return
    const same = held?.id === row.id && held.kind === "progress" ? held : null
    const amount = Math.min(100, Math.max(0, (same?.amount ?? row.progress) + by))
    take({ id: row.id, kind: "progress", unit: "percent", amount, row: same?.row ?? row })
  }
  const sideways = (by: 1 | -1) => {
    if (row === undefined) return
    if (row.expanded !== null && row.expanded !== (by === 1)) return onToggle(row)
    if (by === 1) return row.expanded ? go(active + 1) : undefined
    for (let index = active - 1; index >= 0; index--) {
      if ((rows[index]?.depth ?? 0) < row.depth) return go(index)
    }
  }
  const actions = new Map<string, () => void>([
    ["ArrowDown", () => go(active + 1)],
    ["ArrowUp", () => go(active - 1)],
    ["PageDown", () => go(active + page)],
    ["PageUp", () => go(active - page)],
    ["Home", () => go(0)],
    ["End", () => go(rows.length - 1)],
    ["ArrowRight", () => sideways(1)],
    ["ArrowLeft", () => sideways(-1)],
    ["Enter", () => row && onOpen(row)],
  ])

  return {
    onKeyDown(event: KeyboardEvent) {
      const { key } = event
      const arrow = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0
      const upwards = key === "ArrowUp" ? 1 : key === "ArrowDown" ? -1 : 0
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey
      let action: (() => void) | undefined
      if (arrow !== 0 && event.shiftKey) action = () => change("move", arrow)
      else if (upwards !== 0 && event.shiftKey) action = () => progress(upwards * percents)
      else if (arrow !== 0 && event.altKey) action = () => change("end", arrow)
      else if (plain && key.toLowerCase() === "l" && event.timeStamp - went.current > waiting) {
        action = onDependency && row && row.kind !== "group" ? () => onDependency(row) : undefined
      } else if (key === "Escape") {
        // Shift or Alt is still down then.
        action = gesture === null ? undefined : () => onGesture(null)
      } else if (plain) action = actions.get(key)
      if (key === "g") went.current = event.timeStamp
      if (action === undefined) return
      event.preventDefault()
      action()
    },
    onKeyUp(event: KeyboardEvent) {
      const done = event.key === "Shift" || event.key === "Alt"
      if (!done || held === null) return
      event.preventDefault()
      if (held.amount === (held.unit === "percent" ? held.row.progress : 0)) onGesture(null)
      else onDrop(held)
    },
    onBlur() {
      if (held !== null) onGesture(null)
    },
  }
}
