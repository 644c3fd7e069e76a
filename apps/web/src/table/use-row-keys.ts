"use client"

import { type RefObject, useEffect } from "react"
import { useKeys } from "../forms/use-keys"
import type { Selection } from "./use-selection"

/**
 * The keys of a list: j and k (and the arrows inside it) go from row to row, Enter opens, x selects, Esc clears, and
 * the slash goes to the list's search field (the one marked `data-list-search`).
 */
export function useRowKeys(
  area: RefObject<HTMLElement | null>,
  rows: readonly unknown[] | undefined,
  selection: Selection | undefined,
): void {
  const links = () => [...(area.current?.querySelectorAll<HTMLElement>("[data-row-link]") ?? [])]
  const move = (by: number) => {
    const all = links()
    const row = document.activeElement?.closest("[data-row]")
    const at = all.findIndex((link) => row?.contains(link))
    const next =
      all[at === -1 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)]
    next?.focus()
    next?.closest("[data-row]")?.scrollIntoView({ block: "nearest" })
  }
  const pick = () => {
    const row = document.activeElement?.closest<HTMLElement>("[data-row]")
    const id = area.current?.contains(row ?? null) ? row?.dataset.row : undefined
    if (id !== undefined) selection?.toggle(id)
  }
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    "/": () => document.querySelector<HTMLElement>("[data-list-search]")?.focus(),
    ...(selection ? { x: pick } : {}),
    ...(selection && selection.count > 0 ? { Escape: selection.clear } : {}),
  })

  const shown = rows !== undefined && rows.length > 0
  // The arrows scroll the page unless a row has the focus.
  useEffect(() => {
    const element = shown ? area.current : null
    const press = (event: KeyboardEvent) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return
      if (!(event.target instanceof HTMLElement) || event.target.dataset.rowLink === undefined) return
      event.preventDefault()
      move(event.key === "ArrowDown" ? 1 : -1)
    }
    element?.addEventListener("keydown", press)
    return () => element?.removeEventListener("keydown", press)
  })
}
