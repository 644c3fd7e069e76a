"use client"

import { useQueryClient } from "@tanstack/react-query"
import { invalidate } from "../../data/invalidate"
import { useTRPC } from "../../data/trpc"

/** Fetches again what leave may have altered. */
export function useLeaveSettled() {
  const queries = useQueryClient()
  const trpc = useTRPC()
  return () => invalidate(queries, trpc, ["leave"])
}
