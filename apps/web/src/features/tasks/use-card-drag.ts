"use client"

import { type PointerEvent as ReactPointerEvent, type RefObject, useEffect, useRef, useState } from "react"
import { measure, type Target, targetAt } from "./drag-target"

/** Pixels that a pointer must move before it drags; less is a click. */
const slack = 5
/** Milliseconds that a finger must rest before it drags; sooner it scrolls. */
const rest = 250
/** So near to an edge, in pixels, the board scrolls under what is dragged. */
const edge = 48

/** A card in the hand. */
export interface Dragged {
  id: string
  target: Target | null
  /** Where the pointer holds it, and how wide it is, in pixels. */
  grip: { x: number; y: number; width: number }
}

interface Pressed {
  id: string
  pointer: number
  card: HTMLElement
  x: number
  y: number
}

/**
 * Dragging of cards with mouse, pen or finger. `ghost` is what follows the pointer: it is moved without React, which
 * only hears when the target changes.
 */
export function useCardDrag(
  board: RefObject<HTMLElement | null>,
  ghost: RefObject<HTMLElement | null>,
  drop: (id: string, target: Target) => void,
) {
  const [dragged, setDragged] = useState<Dragged | null>(null)
  const pressed = useRef<Pressed | null>(null)
  const stop = useRef<(() => void) | null>(null)
  const latest = useRef(drop)
  useEffect(() => {
    latest.current = drop
  })
  useEffect(() => () => stop.current?.(), [])

  const press = (id: string) => (event: ReactPointerEvent<HTMLElement>) => {
    if (event.button !== 0 || stop.current !== null) return
    // Buttons on the card are for pressing; what opens from it lies elsewhere on the page.
    const { target } = event
    if (!(target instanceof Element) || target.closest("button") || !event.currentTarget.contains(target))
      return
    const { pointerId: pointer, clientX: x, clientY: y, currentTarget: card } = event
    pressed.current = { id, pointer, card, x, y }
    stop.current = follow(event.pointerType === "touch")
  }

  const follow = (touch: boolean): (() => void) => {
    let active = false
    let at = { x: pressed.current?.x ?? 0, y: pressed.current?.y ?? 0 }
    let target: Target | null = null
    let frame = 0

    const begin = () => {
      const own = pressed.current
      if (own === null || active) return
      active = true
      const box = own.card.getBoundingClientRect()
      setDragged({
        id: own.id,
        target: null,
        grip: { x: own.x - box.left, y: own.y - box.top, width: box.width },
      })
      document.body.style.userSelect = "none"
      document.body.style.cursor = "grabbing"
      frame = requestAnimationFrame(tick)
    }
    const look = () => {
      const [own, element] = [pressed.current, board.current]
      if (own === null || element === null) return
      if (ghost.current) ghost.current.style.translate = `${at.x}px ${at.y}px`
      const next = targetAt(measure(element, own.id), at.x, at.y)
      if (next?.to === target?.to && next?.afterId === target?.afterId) return
      target = next
      setDragged((now) => now && { ...now, target: next })
    }
    // Each frame, for the board scrolls under a pointer that rests at its edge.
    const tick = () => {
      if (board.current) scroll(board.current, at)
      look()
      frame = requestAnimationFrame(tick)
    }
    const move = (event: PointerEvent) => {
      if (event.pointerId !== pressed.current?.pointer) return
      at = { x: event.clientX, y: event.clientY }
      const far = Math.hypot(at.x - pressed.current.x, at.y - pressed.current.y) > slack
      if (!active && far) {
        if (touch) return end(false)
        begin()
      }
    }
    const up = (event: PointerEvent) => {
      if (event.pointerId !== pressed.current?.pointer) return
      at = { x: event.clientX, y: event.clientY }
      if (active) look()
      end(active)
    }
    const press = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || !active) return
      event.preventDefault()
      event.stopPropagation()
      end(false)
    }
    const cancel = () => end(false)
    // A finger that drags does not scroll; the listener must be there before it moves.
    const hold = (event: TouchEvent) => active && event.cancelable && event.preventDefault()
    const resting = touch ? setTimeout(begin, rest) : undefined

    const end = (drops: boolean) => {
      const own = pressed.current
      clearTimeout(resting)
      cancelAnimationFrame(frame)
      window.removeEventListener("pointermove", move)
      window.removeEventListener("pointerup", up)
      window.removeEventListener("pointercancel", cancel)
      window.removeEventListener("keydown", press, { capture: true })
      window.removeEventListener("touchmove", hold)
      document.body.style.userSelect = ""
      document.body.style.cursor = ""
      pressed.current = null
      stop.current = null
      if (!active) return
      swallowClick()
      setDragged(null)
      if (drops && own !== null && target !== null) latest.current(own.id, target)
    }
    window.addEventListener("pointermove", move)
    window.addEventListener("pointerup", up)
    window.addEventListener("pointercancel", cancel)
    window.addEventListener("keydown", press, { capture: true })
    window.addEventListener("touchmove", hold, { passive: false })
    return () => end(false)
  }
  return { dragged, press }
}

/** The click that follows when a card is let go of opens nothing. */
function swallowClick(): void {
  const swallow = (event: MouseEvent) => {
    event.preventDefault()
    event.stopPropagation()
  }
  window.addEventListener("click", swallow, { capture: true, once: true })
  setTimeout(() => window.removeEventListener("click", swallow, { capture: true }))
}

/** Scrolls the board, and the column under the pointer, while the pointer is near an edge. */
function scroll(board: HTMLElement, { x, y }: { x: number; y: number }): void {
  const box = board.getBoundingClientRect()
  const speed = (near: number) => Math.ceil(((edge - near) / edge) * 14)
  if (x < box.left + edge) board.scrollLeft -= speed(x - box.left)
  else if (x > box.right - edge) board.scrollLeft += speed(box.right - x)
  for (const list of board.querySelectorAll<HTMLElement>("[data-cards]")) {
    const { left, right, top, bottom } = list.getBoundingClientRect()
    if (x < left || x > right) continue
    if (y < top + edge && y > top - edge) list.scrollTop -= speed(Math.max(0, y - top))
    else if (y > bottom - edge && y < bottom + edge) list.scrollTop += speed(Math.max(0, bottom - y))
  }
}
