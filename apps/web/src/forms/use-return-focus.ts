"use client"

import { useEffect, useState } from "react"

/** Where the focus was before the outermost dialog that is open. */
let before: HTMLElement | null = null

/**
 * Gives the focus back to what opened a dialog, once the dialog is gone. For dialogs that are mounted only while they
 * are open, which Mantine's own way of returning it does not notice.
 */
export function useReturnFocus(): void {
  const [opener] = useState(findOpener)
  useEffect(
    () => () => {
      setTimeout(() => {
        if (document.querySelector('[role="dialog"]') === null && opener?.isConnected) opener.focus()
      })
    },
    [opener],
  )
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
