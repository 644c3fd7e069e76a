"use client"

import type { Client } from "@alphas/domain/clients/dto"
import { usePermission } from "../../data/me"
import { trpc } from "../../data/trpc"
import { Members } from "../users/members"

/** Who sees a client beside its owner, and works on it. */
export function ClientMembers({ client: { id, members, owner } }: { client: Client }) {
  const edits = usePermission("clients.update")
  const add = trpc.clients.addMember.useMutation()
  const remove = trpc.clients.removeMember.useMutation()
  return (
    <Members
      members={members}
      // Who owns it and is a member as well can be removed from the members.
      fixed={owner && !members.some((member) => member.id === owner.id) ? [owner] : []}
      edits={edits}
      nobody="No members yet. The owner always has access."
      add={(userId) => add.mutateAsync({ id, userId })}
      remove={(userId) => remove.mutateAsync({ id, userId })}
    />
  )
}
