"use client"

import type { Campaign } from "@alphas/domain/campaigns/dto"
import { trpc } from "../../data/trpc"
import { Members } from "../users/members"

/** Who works on a campaign; its manager is one of them and stays it. */
export function CampaignMembers({ campaign: { id, members, manager, mayEdit } }: { campaign: Campaign }) {
  const add = trpc.campaigns.addMember.useMutation()
  const remove = trpc.campaigns.removeMember.useMutation()
  return (
    <Members
      members={members}
      fixed={manager ? [manager] : []}
      edits={mayEdit}
      nobody="No members yet."
      add={(userId) => add.mutateAsync({ id, userId })}
      remove={(userId) => remove.mutateAsync({ id, userId })}
    />
  )
}
