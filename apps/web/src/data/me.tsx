"use client"

import { may, type Permission } from "@alphas/domain/permissions"
import type { Me } from "@alphas/domain/users/dto"
import { useRouter } from "next/navigation"
import { createContext, type ReactNode, useContext, useEffect } from "react"
import { trpc } from "./trpc"

const MeContext = createContext<Me | null>(null)

/**
 * Gives the pages below the signed-in person, kept fresh. A changed role redraws them; the server, which drew them for
 * the role before, says whether the page is still one of theirs. It also gave them the agency's zone.
 */
export function MeProvider({ initial, children }: { initial: Me; children: ReactNode }) {
  const router = useRouter()
  const { data: me = initial } = trpc.session.me.useQuery()
  const changed = me.role !== initial.role || me.agency.timeZone !== initial.agency.timeZone
  useEffect(() => {
    if (changed) router.refresh()
  }, [changed, router])
  return <MeContext value={me}>{children}</MeContext>
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
