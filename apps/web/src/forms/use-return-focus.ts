"use client"

import { useEffect, useRef, useState } from "react"

/** Where the focus was before the outermost dialog that is open. */
let before: HTMLElement | null = null

type Find = () => HTMLElement | null

/**
 * Gives the focus back to what opened a dialog, once the dialog is gone. For dialogs that are mounted only while they
 * are open, which Mantine's own way of returning it does not notice. `elsewhere` finds another place, such as what the
 * dialog has made.
 */
export function useReturnFocus(elsewhere?: Find): void {
  const [opener] = useState(() => ({ element: findOpener() }))
  const latest = useRef(elsewhere)
  useEffect(() => {
    latest.current = elsewhere
  })
  useEffect(() => {
    // A menu that is gone gives the focus back a moment later, which may be when the dialog is there already.
    const look = () => {
      if (opener.element === document.body) opener.element = findOpener()
    }
    look()
    document.addEventListener("focusin", look)
    return () => {
      document.removeEventListener("focusin", look)
      setTimeout(() => {
        const element = latest.current?.() ?? opener.element
        if (document.querySelector('[role="dialog"]') === null && element?.isConnected) element.focus()
      })
    }
  }, [opener])
}

function findOpener(): HTMLElement | null {
  const active = document.activeElement
  // A dialog that follows from another one leads back to where the first one came from.
  if (!(active instanceof HTMLElement) || active.closest('[role="dialog"]')) return before
  // The item of a menu is gone by then; its menu's button is not.
  const button = active.closest('[role="menu"]')?.getAttribute("aria-labelledby")
  before = button ? document.getElementById(button) : active
  return before
}
