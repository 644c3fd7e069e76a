"use client"

import { useEffect, useRef } from "react"
import { useConfirm } from "../feedback/confirm"

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
      if (!leaving.current) event.preventDefault()
    }
    const click = async (event: MouseEvent) => {
      if (leaving.current || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null
      if (!(link instanceof HTMLAnchorElement) || link.target === "_blank" || link.download) return
      if (link.getAttribute("href")?.startsWith("#")) return
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
