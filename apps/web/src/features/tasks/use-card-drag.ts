"use client"

import type { RefObject } from "react"
import {
  scrollEdge as edge,
  type Point,
  scrollSpeed as speed,
  usePointerDrag,
} from "../../shell/use-pointer-drag"
import { measure, type Target, targetAt } from "./drag-target"

/** Dragging of cards; `ghost` is what follows the pointer. */
export function useCardDrag(
  board: RefObject<HTMLElement | null>,
  ghost: RefObject<HTMLElement | null>,
  drop: (id: string, target: Target) => void,
) {
  return usePointerDrag<string, Target>({
    ghost,
    drop,
    targetAt: (id, { x, y }) => (board.current ? targetAt(measure(board.current, id), x, y) : null),
    same: (one, other) => one.to === other.to && one.afterId === other.afterId,
    scroll: (at) => board.current && scroll(board.current, at),
  })
}

/** Scrolls the board, and the column under the pointer, while the pointer is near an edge. */
function scroll(board: HTMLElement, { x, y }: Point): void {
  const box = board.getBoundingClientRect()
  if (x < box.left + edge) board.scrollLeft -= speed(x - box.left)
  else if (x > box.right - edge) board.scrollLeft += speed(box.right - x)
  for (const list of board.querySelectorAll<HTMLElement>("[data-cards]")) {
    const { left, right, top, bottom } = list.getBoundingClientRect()
    if (x < left || x > right) continue
    if (y < top + edge && y > top - edge) list.scrollTop -= speed(Math.max(0, y - top))
    else if (y > bottom - edge && y < bottom + edge) list.scrollTop += speed(Math.max(0, bottom - y))
  }
}
