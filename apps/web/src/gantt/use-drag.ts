"use client"

import { type PointerEvent, type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react"
import { boxOf, gripAt } from "./geometry"
import { type GanttRow, type Gesture, rowHeight } from "./rows"
import { momentAt, type TimeScale } from "./time-scale"

/** Pixels that a pointer moves before it drags: less is a click. */
const slack = 3
/** Pixels from the edge where dragging scrolls, and by how many a frame. */
const edge = 44
const push = 14

interface Options {
  chart: RefObject<HTMLElement | null>
  scroller: RefObject<HTMLElement | null>
  rows: readonly GanttRow[]
  scale: TimeScale
  listWidth: number
  onPick: (id: string) => void
  /** Hears of the gesture at most once a frame; null when it is given up. */
  onGesture: (gesture: Gesture | null) => void
  onDrop: (gesture: Gesture) => void
}

interface Hand {
  row: GanttRow
  kind: Gesture["kind"]
  /**
   * Where it took hold, and the bar's ends then: days and parts of them, for the pixels of a day are others as soon
   * as a colleague's move makes the axis begin earlier.
   */
  at: number
  from: number
  until: number
  /** Where it is, on the screen. */
  clientX: number
  began: number
  gesture: Gesture | null
}

/**
 * Dragging on the chart: which bar, which end, how far. What the rows are is only asked when a bar is taken, so that
 * whatever arrives from others on the way leaves the hand alone. Escape gives it up.
 */
export function useDrag(options: Options) {
  const latest = useRef(options)
  // With the axis, and not a frame after it: the hand would stand on another day in between.
  useLayoutEffect(() => {
    latest.current = options
  })
  const hand = useRef<Hand | null>(null)
  const frame = useRef(0)
  const [hovered, setHovered] = useState<number | null>(null)
  const [cursor, setCursor] = useState("default")

  const place = (clientX: number, clientY: number) => {
    const area = latest.current.chart.current?.getBoundingClientRect()
    return { x: clientX - (area?.left ?? 0), y: clientY - (area?.top ?? 0) }
  }
  const under = ({ x, y }: { x: number; y: number }) => {
    const { rows, scale } = latest.current
    const index = Math.floor(y / rowHeight)
    const row = rows[index]
    if (row === undefined) return null
    const box = boxOf(row, index, scale)
    return { index, row, box, grip: gripAt(row, box, { x, y }) }
  }
  const gestureOf = (held: Hand): Gesture => {
    const at = momentAt(latest.current.scale, place(held.clientX, 0).x)
    const { row, kind } = held
    const length = held.until - held.from
    if (kind === "progress") {
      const percent = Math.round((((at - held.from) / length) * 100) / 5) * 5
      return { id: row.id, kind, unit: "percent", amount: Math.min(100, Math.max(0, percent)), row }
    }
    const days = Math.round(at - held.at)
    const most = Math.max(0, Math.round(length) - 1)
    const amount = kind === "start" ? Math.min(days, most) : kind === "end" ? Math.max(days, -most) : days
    return { id: row.id, kind, unit: "days", amount, row }
  }
  const follow = () => {
    frame.current = 0
    const held = hand.current
    if (held === null) return
    const { scroller, listWidth, onGesture } = latest.current
    const area = scroller.current?.getBoundingClientRect()
    if (scroller.current && area) {
      const by =
        held.clientX > area.right - edge ? push : held.clientX < area.left + listWidth + edge ? -push : 0
      if (by !== 0) {
        scroller.current.scrollLeft += by
        frame.current = requestAnimationFrame(follow)
      }
    }
    const next = gestureOf(held)
    if (held.gesture?.amount === next.amount) return
    held.gesture = next
    onGesture(next)
  }
  const letGo = () => {
    cancelAnimationFrame(frame.current)
    frame.current = 0
    hand.current = null
  }
  const giveUp = () => {
    if (hand.current === null) return
    letGo()
    latest.current.onGesture(null)
  }
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || hand.current === null) return
      event.preventDefault()
      cancelAnimationFrame(frame.current)
      frame.current = 0
      hand.current = null
      latest.current.onGesture(null)
    }
    window.addEventListener("keydown", press, true)
    return () => window.removeEventListener("keydown", press, true)
  }, [])

  return {
    hovered,
    cursor,
    handlers: {
      onPointerDown(event: PointerEvent<HTMLElement>) {
        const at = place(event.clientX, event.clientY)
        const found = under(at)
        if (found === null || event.button !== 0) return
        // Text is not selected, and the list keeps the focus.
        event.preventDefault()
        latest.current.onPick(found.row.id)
        if (found.grip === null || event.pointerType === "touch") return
        event.currentTarget.setPointerCapture(event.pointerId)
        const moment = (x: number) => momentAt(latest.current.scale, x)
        const [from, until] = [moment(found.box.left), moment(found.box.right)]
        hand.current = {
          ...{ row: found.row, kind: found.grip, at: moment(at.x), from, until },
          ...{ clientX: event.clientX, began: event.clientX, gesture: null },
        }
      },
      onPointerMove(event: PointerEvent<HTMLElement>) {
        const held = hand.current
        if (held === null) {
          const found = under(place(event.clientX, event.clientY))
          setHovered(found?.index ?? null)
          setCursor(found?.grip ? cursors[found.grip] : "default")
          return
        }
        held.clientX = event.clientX
        if (held.gesture === null && Math.abs(event.clientX - held.began) < slack) return
        if (frame.current === 0) frame.current = requestAnimationFrame(follow)
      },
      onPointerUp() {
        const held = hand.current
        if (held === null) return
        const gesture = held.gesture === null ? null : gestureOf(held)
        letGo()
        if (gesture !== null) latest.current.onDrop(gesture)
      },
      onPointerCancel: giveUp,
      onPointerLeave() {
        if (hand.current === null) setHovered(null)
      },
    },
  }
}

const cursors = { move: "grab", start: "ew-resize", end: "ew-resize", progress: "col-resize" }
