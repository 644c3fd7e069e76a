"use client"

import type { Campaign } from "@alphas/domain/campaigns/dto"
import { type CampaignStep, campaignStatusLabels, campaignSteps } from "@alphas/domain/campaigns/words"
import { isolate } from "@alphas/domain/isolate"
import { stepsFrom } from "@alphas/domain/workflow"
import { getQueryKey } from "@trpc/react-query"
import { trpc } from "../../data/trpc"
import { useShownAtOnce } from "../../feedback/use-shown-at-once"

/** Takes a campaign's step. Undo is offered where the workflow has a way back that asks for no reason. */
export function useStep() {
  const step = trpc.campaigns.step.useMutation()
  const change = useShownAtOnce<Campaign>({
    keysOf: ({ id }) => [getQueryKey(trpc.campaigns.get, { id }, "query")],
  })
  return (campaign: Campaign, name: CampaignStep, reason: string | null = null) => {
    const { id, status } = campaign
    const { to } = campaignSteps[name]
    const take = (taken: CampaignStep, why: string | null) => (version: number) =>
      step.mutateAsync({ id, version, step: taken, reason: why })
    const back = stepsFrom(campaignSteps, to).find(
      (each) => campaignSteps[each].to === status && !campaignSteps[each].asksWhy,
    )
    return change(campaign, {
      save: take(name, reason),
      shown: { status: to },
      said: `${isolate(campaign.name)} is now ${campaignStatusLabels[to].toLowerCase()}`,
      ...(back ? { undo: take(back, null) } : {}),
    })
  }
}
