"use client"

import { notifications } from "@mantine/notifications"
import { useEffect } from "react"
import { followedLink } from "../forms/followed-link"

/** While the machine is offline a link stays where it is and says so; the browser would replace the page by its own. */
export function useOfflineGuard(): void {
  useEffect(() => {
    const click = (event: MouseEvent) => {
      if (navigator.onLine || followedLink(event) === null) return
      event.preventDefault()
      event.stopPropagation()
      notifications.show({
        id: "offline",
        withBorder: true,
        message: "You are offline. You can open other pages once you are back online.",
      })
    }
    window.addEventListener("click", click, { capture: true })
    return () => window.removeEventListener("click", click, { capture: true })
  }, [])
}
