"use client"

import type { Campaign } from "@alphas/domain/campaigns/dto"
import { type CampaignStep, campaignStatusLabels, campaignSteps } from "@alphas/domain/campaigns/words"
import { isolate } from "@alphas/domain/isolate"
import { trpc } from "../../data/trpc"
import { done } from "../../feedback/undo"
import { ReasonDialog as AskWhy } from "../../forms/reason-dialog"

interface Props {
  campaign: Campaign
  step: CampaignStep
  close: () => void
}

/** Asks why, for a step of a campaign that asks for it, and takes it. */
export function ReasonDialog({ campaign, step, close }: Props) {
  const action = trpc.campaigns.step.useMutation()
  const { label, to } = campaignSteps[step]
  return (
    <AskWhy
      title={`${label} ${isolate(campaign.name)}`}
      action={label}
      note="The reason is saved in the campaign's history."
      save={(reason) => action.mutateAsync({ id: campaign.id, version: campaign.version, step, reason })}
      onSaved={() => done(`${isolate(campaign.name)} is now ${campaignStatusLabels[to].toLowerCase()}`)}
      close={close}
    />
  )
}
