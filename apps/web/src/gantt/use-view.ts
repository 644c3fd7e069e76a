"use client"

import { type RefObject, startTransition, useEffect, useState } from "react"
import { rowHeight } from "./rows"

/** Rows that are mounted and taken away together: few, for the library draws a block in one go. */
export const blockRows = 8
/** Pixels, across: what is drawn is as wide as so many of these. */
const blockWidth = 640
/** Pixels above and below that are drawn before they come into sight. */
const ahead = 140

/** A part of the chart. */
export interface Stretch {
  firstRow: number
  /** The one after the last. */
  lastRow: number
  /** Pixels. */
  fromX: number
  toX: number
}

/**
 * What is drawn: whole blocks around what is in sight. The rows of the bars change half a block later than those of the
 * list and of what stands around the bars, so that a frame has to draw only one of both.
 */
export interface View extends Stretch {
  firstBar: number
  /** The one after the last. */
  lastBar: number
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
    firstBar: 0,
    lastBar: 4 * blockRows,
    fromX: 0,
    toX: 2 * blockWidth,
  })
  useEffect(() => {
    const element = scroller.current
    if (element === null) return
    let frame = 0
    let asked: View | undefined
    const look = () => {
      frame = 0
      const { scrollTop, scrollLeft, clientHeight, clientWidth } = element
      const height = Math.max(0, clientHeight - headHeight)
      const width = Math.max(0, clientWidth - listWidth)
      const block = blockRows * rowHeight
      const next: View = {
        firstRow: Math.max(0, Math.floor((scrollTop - ahead) / block - 0.5) + 0.5) * blockRows,
        lastRow: (Math.ceil((scrollTop + height + ahead) / block - 0.5) + 0.5) * blockRows,
        firstBar: Math.max(0, Math.floor((scrollTop - ahead) / block)) * blockRows,
        lastBar: Math.ceil((scrollTop + height + ahead) / block) * blockRows,
        fromX: Math.max(0, Math.floor(scrollLeft / blockWidth - 0.5)) * blockWidth,
        toX: Math.ceil((scrollLeft + width) / blockWidth + 0.5) * blockWidth,
      }
      // React would draw the chart to find that nothing of it is another.
      const same = (was: View) => (Object.keys(next) as (keyof View)[]).every((key) => was[key] === next[key])
      if (asked !== undefined && same(asked)) return
      asked = next
      startTransition(() => setView(next))
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
