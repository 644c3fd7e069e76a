"use client"

import { useQueryClient } from "@tanstack/react-query"
import { invalidate } from "../../data/invalidate"

/** Fetches again what the agency's settings concern: called after a change of any part of them. */
export function useSettingsSettled(): () => void {
  const queries = useQueryClient()
  return () => invalidate(queries, ["settings"])
}
