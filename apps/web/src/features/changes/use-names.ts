"use client"

import { useQuery } from "@tanstack/react-query"
import { useTRPC } from "../../data/trpc"
import { usePermission } from "../session/me"

/** Names of people by their id, from the directory; it is fetched once and kept. */
export function useNames(): (id: string) => string | undefined {
  const trpc = useTRPC()
  const enabled = usePermission("users.directory")
  const { data } = useQuery(
    trpc.users.directory.queryOptions({ limit: 500 }, { enabled, staleTime: 300_000 }),
  )
  return (id) => data?.find((person) => person.id === id)?.name
}
