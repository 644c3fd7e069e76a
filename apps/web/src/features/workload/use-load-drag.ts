"use client"

import type { RefObject } from "react"
import { type Point, scrollEdge, scrollSpeed, usePointerDrag } from "../../shell/use-pointer-drag"
import type { Moving } from "./use-task-moves"

/** A task in the hand, held by its part in one of the shown weeks. */
export interface HeldTask extends Moving {
  week: number
}

/** Where a task would go: to another person, or so many weeks later. */
export type LoadTarget = { to: string } | { by: number }

/** Where a task goes that is let go of on an element: elements with `data-person` hold those with `data-week`. */
export function targetOf(
  { person, week }: Pick<HeldTask, "week"> & { person: { id: string } },
  element: Element | null,
): LoadTarget | null {
  const to = element?.closest<HTMLElement>("[data-person]")?.dataset.person
  if (to === undefined) return null
  if (to !== person.id) return { to }
  const cell = element?.closest<HTMLElement>("[data-week]")?.dataset.week
  const by = cell === undefined ? 0 : Number(cell) - week
  return by === 0 ? null : { by }
}

/** Dragging of tasks between people and weeks; `ghost` is what follows the pointer, `area` what scrolls. */
export function useLoadDrag(
  area: RefObject<HTMLElement | null>,
  ghost: RefObject<HTMLElement | null>,
  drop: (held: HeldTask, target: LoadTarget) => void,
) {
  return usePointerDrag<HeldTask, LoadTarget>({
    ghost,
    drop,
    targetAt: (held, { x, y }) => targetOf(held, document.elementFromPoint(x, y)),
    same: (one, other) =>
      "to" in one ? "to" in other && one.to === other.to : "by" in other && one.by === other.by,
    scroll: (at) => area.current && scroll(area.current, at),
  })
}

/** On a phone it is the page that scrolls. */
function scroll(area: HTMLElement, { y }: Point): void {
  const inside = area.scrollHeight > area.clientHeight
  const { top, bottom } = inside ? area.getBoundingClientRect() : { top: 0, bottom: window.innerHeight }
  const near = y < top + scrollEdge ? y - top : bottom - y
  if (near > scrollEdge) return
  const by = scrollSpeed(Math.max(0, near)) * (y < top + scrollEdge ? -1 : 1)
  if (inside) area.scrollTop += by
  else window.scrollBy(0, by)
}
