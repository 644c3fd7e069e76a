"use client"

import { type RefObject, startTransition, useEffect, useState } from "react"
import { rowHeight } from "./rows"

/** Rows that are mounted and taken away together: few, for the library draws a block in one go. */
export const blockRows = 8
/** Pixels, across: what is drawn is as wide as so many of these. */
const blockWidth = 640
/** Pixels above and below that are drawn before they come into sight. */
const ahead = 140

/** What of the chart is drawn: whole blocks around what is in sight. */
export interface View {
  firstRow: number
  /** The one after the last. */
  lastRow: number
  /** Pixels. */
  fromX: number
  toX: number
}

/**
 * Follows what is in sight of a scrolled element. Blocks are drawn in the background, between two frames of the
 * scrolling, so that it never waits for them.
 */
export function useView(
  scroller: RefObject<HTMLElement | null>,
  listWidth: number,
  headHeight: number,
): View {
  const [view, setView] = useState<View>({
    firstRow: 0,
    lastRow: 4 * blockRows,
    fromX: 0,
    toX: 2 * blockWidth,
  })
  useEffect(() => {
    const element = scroller.current
    if (element === null) return
    let frame = 0
    const look = () => {
      frame = 0
      const { scrollTop, scrollLeft, clientHeight, clientWidth } = element
      const height = Math.max(0, clientHeight - headHeight)
      const width = Math.max(0, clientWidth - listWidth)
      const block = blockRows * rowHeight
      const next: View = {
        firstRow: Math.max(0, Math.floor((scrollTop - ahead) / block)) * blockRows,
        lastRow: Math.ceil((scrollTop + height + ahead) / block) * blockRows,
        fromX: Math.max(0, Math.floor(scrollLeft / blockWidth - 0.5)) * blockWidth,
        toX: Math.ceil((scrollLeft + width) / blockWidth + 0.5) * blockWidth,
      }
      startTransition(() =>
        setView((now) =>
          now.firstRow === next.firstRow &&
          now.lastRow === next.lastRow &&
          now.fromX === next.fromX &&
          now.toX === next.toX
            ? now
            : next,
        ),
      )
    }
    const soon = () => {
      if (frame === 0) frame = requestAnimationFrame(look)
    }
    look()
    element.addEventListener("scroll", soon, { passive: true })
    const sizes = new ResizeObserver(soon)
    sizes.observe(element)
    return () => {
      cancelAnimationFrame(frame)
      element.removeEventListener("scroll", soon)
      sizes.disconnect()
    }
  }, [scroller, listWidth, headHeight])
  return view
}
