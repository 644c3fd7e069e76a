"use client"

import type { Campaign } from "@alphas/domain/campaigns/dto"
import { type CampaignStep, campaignStatusLabels, campaignSteps } from "@alphas/domain/campaigns/words"
import { stepsFrom } from "@alphas/domain/workflow"
import { Menu } from "@mantine/core"
import dynamic from "next/dynamic"
import { useState } from "react"
import { useConfirm } from "../../feedback/confirm"
import { StatusMenu } from "../../shell/status-menu"
import { CampaignStatusBadge } from "./badges"
import { askOpenTasks } from "./open-tasks"
import { useStep } from "./use-step"

const ReasonDialog = dynamic(() => import("./reason-dialog").then((module) => module.ReasonDialog), {
  ssr: false,
})

/** A campaign's status at the top of its page, with the steps that the workflow allows from there. */
export function StepMenu({ campaign }: { campaign: Campaign }) {
  const take = useStep()
  const [asking, setAsking] = useState<CampaignStep | null>(null)
  const confirm = useConfirm()
  const { status } = campaign
  const choose = async (name: CampaignStep) => {
    const question = name === "complete" ? askOpenTasks(campaign) : null
    if (question !== null && !(await confirm(question))) return
    if (campaignSteps[name].asksWhy) setAsking(name)
    else void take(campaign, name)
  }
  const steps = stepsFrom(campaignSteps, status)
  return (
    <>
      <StatusMenu
        badge={<CampaignStatusBadge status={status} />}
        status={campaignStatusLabels[status]}
        changes={campaign.mayEdit && campaign.archivedAt === null && steps.length > 0}
      >
        {steps.map((name) => (
          <Menu.Item key={name} onClick={() => void choose(name)}>
            {campaignSteps[name].label}
          </Menu.Item>
        ))}
      </StatusMenu>
      {asking !== null && <ReasonDialog campaign={campaign} step={asking} close={() => setAsking(null)} />}
    </>
  )
}
