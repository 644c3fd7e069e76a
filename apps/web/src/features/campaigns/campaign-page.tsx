"use client"

import type { Campaign } from "@alphas/domain/campaigns/dto"
import { Button } from "@mantine/core"
import { IconPencil, IconSpeakerphone } from "@tabler/icons-react"
import dynamic from "next/dynamic"
import { useState } from "react"
import { refreshed } from "../../data/refreshed"
import { trpc } from "../../data/trpc"
import { ArchivedNote } from "../../feedback/archived-note"
import { RecordFrame } from "../../shell/record"
import { type Kind, RecordPage } from "../../shell/record-page"
import { openTab, type RecordTab, RecordTabs, tabsOf, useTab } from "../../shell/record-tabs"
import { ExplainedHealth } from "./badges"
import { CampaignActions } from "./campaign-actions"
import { CampaignSide } from "./campaign-side"
import { CampaignSkeleton } from "./campaign-skeleton"
import { OverviewTab } from "./overview-tab"
import { StepMenu } from "./step-menu"
import { useArchive } from "./use-archive"

const EditDialog = dynamic(() => import("./edit-dialog").then((module) => module.EditDialog), { ssr: false })

const kind: Kind = { one: "campaign", many: "campaigns", list: "/campaigns", icon: IconSpeakerphone }

/** The tabs that other domains have on a campaign's page. */
export type TabsOfCampaign = (campaign: Campaign) => readonly (RecordTab | false)[]

/** One campaign: how it stands, by what it is measured, who works on it, and what changed. */
export function CampaignPage({ id, tabs }: { id: string; tabs: TabsOfCampaign }) {
  return (
    <RecordPage
      kind={kind}
      query={trpc.campaigns.get.useQuery({ id }, { refetchInterval: refreshed })}
      nameOf={({ name }) => name}
      skeleton={<CampaignSkeleton />}
    >
      {(campaign) => <Record campaign={campaign} others={tabs(campaign)} />}
    </RecordPage>
  )
}

function Record({ campaign, others }: { campaign: Campaign; others: readonly (RecordTab | false)[] }) {
  const [wanted, open] = useTab()
  const { mayEdit } = campaign
  const [editing, setEditing] = useState(false)
  const { toggle, pending } = useArchive()
  const overview = { value: "overview", label: "Overview", content: <OverviewTab campaign={campaign} /> }
  const tabs = tabsOf(overview, ...others)
  const tab = openTab(tabs, wanted)
  return (
    <RecordFrame
      id={campaign.id}
      name={campaign.name}
      status={
        <>
          <StepMenu campaign={campaign} />
          <ExplainedHealth campaign={campaign} />
        </>
      }
      actions={
        mayEdit && (
          <>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPencil size={14} stroke={1.6} />}
              onClick={() => setEditing(true)}
            >
              Edit
            </Button>
            <CampaignActions campaign={campaign} />
          </>
        )
      }
      side={<CampaignSide campaign={campaign} />}
      wide={tab.wide ?? false}
    >
      {campaign.archivedAt !== null && (
        <ArchivedNote what="campaign" pending={pending} restore={mayEdit && (() => void toggle(campaign))} />
      )}
      <RecordTabs tabs={tabs} tab={wanted} open={open} />
      {editing && <EditDialog campaign={campaign} close={() => setEditing(false)} />}
    </RecordFrame>
  )
}
