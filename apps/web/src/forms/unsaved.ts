"use client"

import { useEffect, useRef } from "react"
import { isSessionOver } from "../data/signed-out"
import { useConfirm } from "../feedback/confirm"
import { followedLink } from "../shell/followed-link"

const question = {
  title: "Leave without saving?",
  text: "What you changed here is not saved yet.",
  act: "Leave",
  grave: true,
} as const

/**
 * While `dirty`, every way off the page asks first: a link, the back button, closing the tab. Dialogs with a form ask
 * through `useGuardedClose`.
 */
export function useUnsavedGuard(dirty: boolean): void {
  const confirm = useConfirm()
  const leaving = useRef(false)

  useEffect(() => {
    if (!dirty) return
    leaving.current = false

    const unload = (event: BeforeUnloadEvent) => {
      if (!leaving.current && !isSessionOver()) event.preventDefault()
    }
    const click = async (event: MouseEvent) => {
      const link = leaving.current ? null : followedLink(event)
      if (link === null) return
      event.preventDefault()
      event.stopPropagation()
      if (!(await confirm(question))) return
      leaving.current = true
      link.click()
    }
    // One more entry for the same page: going back first leaves that, and there is time to ask.
    window.history.pushState(window.history.state, "", window.location.href)
    const back = async () => {
      if (leaving.current) return
      window.history.pushState(window.history.state, "", window.location.href)
      if (!(await confirm(question))) return
      leaving.current = true
      window.history.go(-2)
    }

    window.addEventListener("beforeunload", unload)
    window.addEventListener("click", click, { capture: true })
    window.addEventListener("popstate", back)
    return () => {
      window.removeEventListener("beforeunload", unload)
      window.removeEventListener("click", click, { capture: true })
      window.removeEventListener("popstate", back)
    }
  }, [dirty, confirm])
}

/** `close` for a dialog with a form: asks while there are unsaved changes. */
export function useGuardedClose(dirty: boolean, close: () => void): () => Promise<void> {
  const confirm = useConfirm()
  return async () => {
    if (!dirty || (await confirm(question))) close()
  }
}
