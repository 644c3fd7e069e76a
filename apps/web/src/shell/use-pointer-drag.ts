"use client"

import { type PointerEvent as ReactPointerEvent, type RefObject, useEffect, useRef, useState } from "react"

/** Pixels that a pointer must move before it drags; less is a click. */
const slack = 5
/** Milliseconds that a finger must rest before it drags; sooner it scrolls. */
const rest = 250

export interface Point {
  x: number
  y: number
}

/** What is in the hand. */
export interface Dragged<Item, Target> {
  item: Item
  /** Where it would go; null for nowhere. */
  target: Target | null
  /** Where the pointer holds it, and how wide it is, in pixels. */
  grip: Point & { width: number }
}

interface Options<Item, Target> {
  /** What follows the pointer: it is moved without React, which only hears when the target changes. */
  ghost: RefObject<HTMLElement | null>
  /** Where what is dragged would go if it were let go of here. */
  targetAt: (item: Item, at: Point) => Target | null
  same: (one: Target, other: Target) => boolean
  /** Each frame, for what is below scrolls under a pointer that rests at its edge. */
  scroll: (at: Point) => void
  drop: (item: Item, target: Target) => void
}

interface Pressed<Item> extends Point {
  item: Item
  pointer: number
  element: HTMLElement
}

/** Dragging with mouse, pen or finger: `press` begins it on an element, Escape gives it up. */
export function usePointerDrag<Item, Target>(options: Options<Item, Target>) {
  const [dragged, setDragged] = useState<Dragged<Item, Target> | null>(null)
  const pressed = useRef<Pressed<Item> | null>(null)
  const stop = useRef<(() => void) | null>(null)
  const latest = useRef(options)
  useEffect(() => {
    latest.current = options
  })
  useEffect(() => () => stop.current?.(), [])

  const press = (item: Item) => (event: ReactPointerEvent<HTMLElement>) => {
    if (event.button !== 0 || stop.current !== null) return
    // Buttons within are for pressing; what opens from it lies elsewhere on the page.
    const { target } = event
    if (!(target instanceof Element) || target.closest("button") || !event.currentTarget.contains(target))
      return
    const { pointerId: pointer, clientX: x, clientY: y, currentTarget: element } = event
    pressed.current = { item, pointer, element, x, y }
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
      const box = own.element.getBoundingClientRect()
      setDragged({
        item: own.item,
        target: null,
        grip: { x: own.x - box.left, y: own.y - box.top, width: box.width },
      })
      document.body.style.userSelect = "none"
      document.body.style.cursor = "grabbing"
      frame = requestAnimationFrame(tick)
    }
    const look = () => {
      const own = pressed.current
      if (own === null) return
      const { ghost, targetAt, same } = latest.current
      if (ghost.current) ghost.current.style.translate = `${at.x}px ${at.y}px`
      const next = targetAt(own.item, at)
      if (next === target || (next !== null && target !== null && same(next, target))) return
      target = next
      setDragged((now) => now && { ...now, target: next })
    }
    const tick = () => {
      latest.current.scroll(at)
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
      if (drops && own !== null && target !== null) latest.current.drop(own.item, target)
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

/** The click that follows when something is let go of opens nothing. */
function swallowClick(): void {
  const swallow = (event: MouseEvent) => {
    event.preventDefault()
    event.stopPropagation()
  }
  window.addEventListener("click", swallow, { capture: true, once: true })
  setTimeout(() => window.removeEventListener("click", swallow, { capture: true }))
}

/** So near to an edge, in pixels, what is below scrolls. */
export const scrollEdge = 48

/** Pixels to scroll in a frame, so near to an edge. */
export const scrollSpeed = (near: number): number => Math.ceil(((scrollEdge - near) / scrollEdge) * 14)
