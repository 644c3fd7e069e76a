"use client"

import { useEffect } from "react"
import { isSessionOver } from "../data/signed-out"
import { useConfirm } from "../feedback/confirm"
import { WayOut } from "./way-out"

const question = {
  title: "Discard changes?",
  text: "Your changes are not saved.",
  action: "Discard changes",
  grave: true,
} as const

/** The page's own, which the server has not. */
let wayOut: WayOut | null = null

/**
 * While `dirty`, every way off the page asks first: a link, the back button, closing the tab, and whatever else awaits
 * `mayLeave`. Dialogs with a form ask through `useGuardedClose`.
 */
export function useUnsavedGuard(dirty: boolean): void {
  const confirm = useConfirm()
  useEffect(() => {
    if (!dirty) return
    wayOut ??= new WayOut(window, isSessionOver)
    return wayOut.hold(() => confirm(question))
  }, [dirty, confirm])
}

/** For what leads away without a link, or takes forms off the page: asks first while something there is not saved. */
export const mayLeave = async (): Promise<boolean> => wayOut === null || wayOut.mayLeave()

/** `close` for a dialog with a form: asks while there are unsaved changes. */
export function useGuardedClose(dirty: boolean, close: () => void): () => Promise<void> {
  const confirm = useConfirm()
  return async () => {
    if (!dirty || (await confirm(question))) close()
  }
}
