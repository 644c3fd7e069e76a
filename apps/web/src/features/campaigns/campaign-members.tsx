"use client"

import type { Campaign } from "@alphas/domain/campaigns/dto"
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useTRPC } from "../../data/trpc"
import { Members } from "../users/members"

/** Who works on a campaign; its manager is one of them and stays it. */
export function CampaignMembers({ campaign: { id, members, manager, mayEdit } }: { campaign: Campaign }) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const settled = { onSettled: () => queries.invalidateQueries({ queryKey: trpc.campaigns.pathKey() }) }
  const add = useMutation(trpc.campaigns.addMember.mutationOptions(settled))
  const remove = useMutation(trpc.campaigns.removeMember.mutationOptions(settled))
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
