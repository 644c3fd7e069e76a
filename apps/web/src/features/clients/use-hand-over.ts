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
      title: `Hand over ${what}?`,
      text: "You will no longer see what you own now and are not a member of. To go on seeing it, add yourself as a member first.",
      action: "Hand over",
    })
  return { loses, ask }
}
