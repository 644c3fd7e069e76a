"use client"

import type { Campaign } from "@alphas/domain/campaigns/dto"
import { type CampaignStep, campaignStatusLabels, campaignSteps } from "@alphas/domain/campaigns/words"
import { stepsFrom } from "@alphas/domain/workflow"
import { Menu, UnstyledButton } from "@mantine/core"
import { IconChevronDown } from "@tabler/icons-react"
import dynamic from "next/dynamic"
import { useState } from "react"
import { useConfirm } from "../../feedback/confirm"
import classes from "../../shell/record.module.css"
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
  if (!campaign.mayEdit || campaign.archivedAt !== null || steps.length === 0) {
    return <CampaignStatusBadge status={status} />
  }
  return (
    <>
      <Menu position="bottom-start" width={160}>
        <Menu.Target>
          <UnstyledButton
            className={classes.menu ?? ""}
            aria-label={`Status: ${campaignStatusLabels[status]}. Change it`}
          >
            <CampaignStatusBadge status={status} />
            <IconChevronDown size={13} stroke={1.8} aria-hidden />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          {steps.map((name) => (
            <Menu.Item key={name} onClick={() => void choose(name)}>
              {campaignSteps[name].label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {asking !== null && <ReasonDialog campaign={campaign} step={asking} close={() => setAsking(null)} />}
    </>
  )
}
