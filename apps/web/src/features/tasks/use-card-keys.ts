"use client"

import { type TaskStatus, taskStatuses, taskStatusLabels } from "@alphas/domain/tasks/words"
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react"
import type { Columns } from "./board-order"
import type { Target } from "./drag-target"

/** A card that was picked up by a key, and where it would go. */
export interface Held {
  id: string
  title: string
  target: Target
}

/** The place of a card among its neighbours, when it is taken out of them. */
function placeOf(columns: Columns, id: string): { status: TaskStatus; at: number; title: string } | null {
  for (const status of taskStatuses) {
    const at = columns[status].findIndex((each) => each.id === id)
    const found = columns[status][at]
    if (found) return { status, at, title: found.title }
  }
  return null
}

/**
 * Moving cards by keys: the space bar picks the card up that has the focus, the arrows say where it goes, the space bar or
 * Enter puts it down and Escape leaves it where it was. Without a card in the hand, left and right go to the next column.
 */
export function useCardKeys(
  board: RefObject<HTMLElement | null>,
  columns: Columns,
  drop: (id: string, target: Target) => void,
) {
  const [held, setHeld] = useState<Held | null>(null)
  const [said, setSaid] = useState("")
  const follow = useRef<{ id: string; to: TaskStatus } | null>(null)

  // A card that was put into another column is another element there, once it is there; the focus goes with it.
  useEffect(() => {
    if (follow.current === null) return
    const { id, to } = follow.current
    if (!columns[to].some((each) => each.id === id)) return
    follow.current = null
    board.current?.querySelector<HTMLElement>(`[data-row="${id}"] [data-row-link]`)?.focus()
  })

  const others = (status: TaskStatus, id: string) => columns[status].filter((each) => each.id !== id)
  const sayPlace = ({ to, afterId }: Target, id: string) => {
    const column = others(to, id)
    const at = afterId === null ? 0 : column.findIndex((each) => each.id === afterId) + 1
    return `${taskStatusLabels[to]}, place ${at + 1} of ${column.length + 1}.`
  }
  const pickUp = (id: string) => {
    const place = placeOf(columns, id)
    if (place === null) return
    const target = { to: place.status, afterId: columns[place.status][place.at - 1]?.id ?? null }
    setHeld({ id, title: place.title, target })
    setSaid(
      `${place.title} is picked up. ${sayPlace(target, id)} Move it with the arrow keys, drop it with the space bar, or cancel with Escape.`,
    )
  }
  const aim = (now: Held, target: Target) => {
    setHeld({ ...now, target })
    setSaid(sayPlace(target, now.id))
  }
  const along = (now: Held, by: number) => {
    const { to, afterId } = now.target
    const column = others(to, now.id)
    const at = afterId === null ? -1 : column.findIndex((each) => each.id === afterId)
    const next = Math.max(-1, Math.min(at + by, column.length - 1))
    aim(now, { to, afterId: column[next]?.id ?? null })
  }
  const across = (now: Held, by: number) => {
    const to = taskStatuses[taskStatuses.indexOf(now.target.to) + by]
    if (to === undefined) return
    const height = others(now.target.to, now.id).findIndex((each) => each.id === now.target.afterId)
    const column = others(to, now.id)
    aim(now, { to, afterId: column[Math.min(height, column.length - 1)]?.id ?? null })
  }
  const focusAcross = (id: string, by: number) => {
    const place = placeOf(columns, id)
    if (place === null) return
    for (let at = taskStatuses.indexOf(place.status) + by; taskStatuses[at] !== undefined; at += by) {
      const column = columns[taskStatuses[at] ?? place.status]
      const card = column[Math.min(place.at, column.length - 1)]
      if (card === undefined) continue
      board.current?.querySelector<HTMLElement>(`[data-row="${card.id}"] [data-row-link]`)?.focus()
      return
    }
  }
  const put = (now: Held) => {
    follow.current = { id: now.id, to: now.target.to }
    setHeld(null)
    setSaid(`${now.title} is dropped. ${sayPlace(now.target, now.id)}`)
    drop(now.id, now.target)
  }
  const letGo = () => {
    if (held === null) return
    setSaid(`${held.title} stays where it was.`)
    setHeld(null)
  }

  const actOf = (key: string, id: string): (() => void) | null => {
    const by = key === "ArrowDown" || key === "ArrowRight" ? 1 : -1
    const sideways = key === "ArrowLeft" || key === "ArrowRight"
    if (held === null) {
      if (key === " ") return () => pickUp(id)
      return sideways ? () => focusAcross(id, by) : null
    }
    if (key === " " || key === "Enter") return () => put(held)
    if (key === "Escape") return letGo
    if (sideways) return () => across(held, by)
    return key === "ArrowUp" || key === "ArrowDown" ? () => along(held, by) : null
  }
  /** For the board, in the capture phase: before the keys that every list has. */
  const press = (event: KeyboardEvent) => {
    // Whoever goes on elsewhere is not fetched back.
    follow.current = null
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (!(event.target instanceof HTMLElement) || event.target.dataset.rowLink === undefined) return
    const id = event.target.closest<HTMLElement>("[data-row]")?.dataset.row
    const action = id === undefined ? null : actOf(event.key, id)
    if (action === null) return
    event.preventDefault()
    event.stopPropagation()
    action()
  }
  return { held, said, press, letGo }
}
