"use client"

import type { Campaign } from "@alphas/domain/campaigns/dto"
import { useQueryClient } from "@tanstack/react-query"
import { getQueryKey } from "@trpc/react-query"
import { trpc } from "../../data/trpc"
import { Members } from "../users/members"

/** Who works on a campaign; its manager is one of them and stays it. */
export function CampaignMembers({ campaign: { id, members, manager, mayEdit } }: { campaign: Campaign }) {
  const queries = useQueryClient()
  const settled = { onSettled: () => queries.invalidateQueries({ queryKey: getQueryKey(trpc.campaigns) }) }
  const add = trpc.campaigns.addMember.useMutation(settled)
  const remove = trpc.campaigns.removeMember.useMutation(settled)
  return (
    <Members
      members={members}
      fixed={manager ? [manager] : []}
      edits={mayEdit}
      nobody="Nobody works on it yet."
      add={(userId) => add.mutateAsync({ id, userId })}
      remove={(userId) => remove.mutateAsync({ id, userId })}
    />
  )
}
