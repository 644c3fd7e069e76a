"use client"

import { useQueryClient } from "@tanstack/react-query"
import { useEffect } from "react"
import { hasHeardAfter } from "./heard"

/**
 * Says where the change log ended when the server read what this part of a page shows. What was told here since then
 * found none of it in the cache, so it is asked for again.
 */
export function AsOf({ head }: { head: string }) {
  const queries = useQueryClient()
  useEffect(() => {
    if (hasHeardAfter(head)) void queries.invalidateQueries()
  }, [queries, head])
  return null
}
