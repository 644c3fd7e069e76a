"use client"

import { useQueryClient } from "@tanstack/react-query"
import { invalidate } from "../../data/invalidate"

/** Fetches again what leave may have altered. */
export function useLeaveSettled() {
  const queries = useQueryClient()
  return () => invalidate(queries, ["leave"])
}
