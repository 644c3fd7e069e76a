"use client"

import { may, type Permission } from "@alphas/domain/permissions"
import type { Me } from "@alphas/domain/users/dto"
import { useQuery } from "@tanstack/react-query"
import { createContext, type ReactNode, useContext } from "react"
import { useTRPC } from "../../data/trpc"

const MeContext = createContext<Me | null>(null)

/** Gives the pages below the signed-in person, kept fresh: a changed role redraws them. */
export function MeProvider({ initial, children }: { initial: Me; children: ReactNode }) {
  const trpc = useTRPC()
  const { data } = useQuery(trpc.session.me.queryOptions())
  return <MeContext value={data ?? initial}>{children}</MeContext>
}

/** The person who is signed in. */
export function useMe(): Me {
  const me = useContext(MeContext)
  if (me === null) throw new Error("useMe is used outside MeProvider.")
  return me
}

/** Whether the person has this permission over anything at all: what shows or hides a button. The server decides. */
export function usePermission(permission: Permission): boolean {
  return may(useMe().role, permission)
}
