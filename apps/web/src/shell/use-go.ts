"use client"

import { useRouter } from "next/navigation"
import { useCallback } from "react"
import { mayLeave } from "../forms/unsaved"

/** Opens a page as a link does, for what is none: a key, a command. What is not saved is asked about first. */
export function useGo(): (href: string) => Promise<void> {
  const router = useRouter()
  return useCallback(
    async (href) => {
      if (await mayLeave()) router.push(href)
    },
    [router],
  )
}
