"use client"

import type { Client } from "@alphas/domain/clients/dto"
import { useQueryClient } from "@tanstack/react-query"
import { getQueryKey } from "@trpc/react-query"
import { trpc } from "../../data/trpc"
import { usePermission } from "../session/me"
import { Members } from "../users/members"

/** Who sees a client beside its owner, and works on it. */
export function ClientMembers({ client: { id, members, owner } }: { client: Client }) {
  const queries = useQueryClient()
  const edits = usePermission("clients.update")
  const settled = { onSettled: () => queries.invalidateQueries({ queryKey: getQueryKey(trpc.clients) }) }
  const add = trpc.clients.addMember.useMutation(settled)
  const remove = trpc.clients.removeMember.useMutation(settled)
  return (
    <Members
      members={members}
      // Who owns it and is a member as well can be removed from the members.
      fixed={owner && !members.some((member) => member.id === owner.id) ? [owner] : []}
      edits={edits}
      nobody="Nobody besides the owner yet."
      add={(userId) => add.mutateAsync({ id, userId })}
      remove={(userId) => remove.mutateAsync({ id, userId })}
    />
  )
}
