"use client"

import { scopeOf } from "@alphas/domain/permissions"
import { useMe } from "../../data/me"
import { useConfirm } from "../../feedback/confirm"

/** Whoever sees only what is assigned to them, and gives a client away, does not see it any more. */
export function useHandOver() {
  const me = useMe()
  const confirm = useConfirm()
  /** Whether one does not see the client any more once `ownerId` owns it. */
  const loses = (
    client: { owner: { id: string } | null; members?: readonly { id: string }[] },
    ownerId: string | null,
  ) =>
    scopeOf(me.role, "clients.read") === "assigned" &&
    client.owner?.id === me.id &&
    ownerId !== me.id &&
    !client.members?.some((member) => member.id === me.id)
  const ask = (what: string) =>
    confirm({
      title: `Change the owner of ${what}?`,
      text: "You will no longer see clients you are not a member of. To keep access, add yourself as a member first.",
      action: "Change owner",
    })
  return { loses, ask }
}
