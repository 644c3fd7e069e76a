"use client"

import type { Campaign } from "@alphas/domain/campaigns/dto"
import { Button, Tabs } from "@mantine/core"
import { IconPencil, IconSpeakerphone } from "@tabler/icons-react"
import dynamic from "next/dynamic"
import { useState } from "react"
import { refreshed } from "../../data/refreshed"
import { isGone } from "../../data/refusal"
import { trpc } from "../../data/trpc"
import { ArchivedNote } from "../../feedback/archived-note"
import { EmptyState, FailedState } from "../../feedback/states"
import { NearLink } from "../../shell/near-link"
import { Page } from "../../shell/page"
import { RecordFrame } from "../../shell/record"
import { useListAddress } from "../../table/list-memory"
import { useAddress } from "../../table/use-address"
import { ChangeSkeleton } from "../changes/change-skeleton"
import { ScheduleSkeleton } from "../schedule/schedule-skeleton"
import { useMe } from "../session/me"
import { seesTasksOf } from "../tasks/reach"
import { ExplainedHealth } from "./badges"
import { CampaignActions } from "./campaign-actions"
import { CampaignSide } from "./campaign-side"
import { CampaignSkeleton } from "./campaign-skeleton"
import { FromTemplate } from "./from-template"
import { OverviewTab } from "./overview-tab"
import { StepMenu } from "./step-menu"
import { useArchive } from "./use-archive"

const EditDialog = dynamic(() => import("./edit-dialog").then((module) => module.EditDialog), { ssr: false })
const HistoryTab = dynamic(() => import("../changes/history-tab").then((module) => module.HistoryTab), {
  loading: () => <ChangeSkeleton flush />,
})

const CampaignTasks = dynamic(() => import("../tasks/campaign-tasks").then((module) => module.CampaignTasks))
const CampaignBoard = dynamic(() => import("../tasks/campaign-tasks").then((module) => module.CampaignBoard))
const CampaignGantt = dynamic(
  () => import("../schedule/campaign-gantt").then((module) => module.CampaignGantt),
  { ssr: false, loading: () => <ScheduleSkeleton /> },
)

const tabs = ["overview", "tasks", "board", "schedule", "history"] as const
const standardView = { tab: "overview" }

/** One campaign: how it stands, by what it is measured, who works on it, and what changed. */
export function CampaignPage({ id }: { id: string }) {
  const {
    data: campaign,
    error,
    refetch,
  } = trpc.campaigns.get.useQuery({ id }, { refetchInterval: refreshed })
  // Whoever loses the right to see a campaign while its page is open sees it no more.
  const gone = isGone(error)
  const list = useListAddress("/campaigns")
  const here = gone ? "Campaign" : (campaign?.name ?? "Campaign")
  return (
    <Page trail={[{ label: "Campaigns", href: list }, { label: here }]}>
      {gone ? (
        <Gone />
      ) : campaign ? (
        <Record campaign={campaign} />
      ) : error ? (
        <FailedState error={error} retry={() => void refetch()} />
      ) : (
        <CampaignSkeleton />
      )}
    </Page>
  )
}

function Gone() {
  const list = useListAddress("/campaigns")
  return (
    <EmptyState
      icon={IconSpeakerphone}
      title="This campaign is no longer here"
      action={
        <Button component={NearLink} href={list} size="sm" variant="default">
          See the campaigns
        </Button>
      }
    >
      It was removed, or you have no access to it any more.
    </EmptyState>
  )
}

function Record({ campaign }: { campaign: Campaign }) {
  const [view, change] = useAddress(standardView)
  const tasks = seesTasksOf(useMe(), campaign)
  const { mayEdit, mayReadHistory: history } = campaign
  const [editing, setEditing] = useState(false)
  const { toggle, pending } = useArchive()
  const mayOpen = { overview: true, tasks, board: tasks, schedule: tasks, history }
  const tab = tabs.find((each) => each === view.tab && mayOpen[each]) ?? "overview"
  const ofTasks = {
    campaignId: campaign.id,
    archived: campaign.archivedAt !== null,
    beside: <FromTemplate campaign={campaign} />,
  }
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
        <>
          {mayEdit && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPencil size={14} stroke={1.6} />}
              onClick={() => setEditing(true)}
            >
              Edit
            </Button>
          )}
          {mayEdit && <CampaignActions campaign={campaign} />}
        </>
      }
      side={<CampaignSide campaign={campaign} />}
      wide={tab === "tasks" || tab === "board" || tab === "schedule"}
    >
      {campaign.archivedAt !== null && (
        <ArchivedNote what="campaign" pending={pending} restore={mayEdit && (() => void toggle(campaign))} />
      )}
      <Tabs
        value={tab}
        onChange={(next) => change({ tab: tabs.find((each) => each === next) ?? "overview" })}
        keepMounted={false}
      >
        <Tabs.List mb="lg">
          <Tabs.Tab value="overview">Overview</Tabs.Tab>
          {tasks && <Tabs.Tab value="tasks">Tasks</Tabs.Tab>}
          {tasks && <Tabs.Tab value="board">Board</Tabs.Tab>}
          {tasks && <Tabs.Tab value="schedule">Schedule</Tabs.Tab>}
          {history && <Tabs.Tab value="history">History</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="overview">
          <OverviewTab campaign={campaign} />
        </Tabs.Panel>
        <Tabs.Panel value="tasks">
          <CampaignTasks {...ofTasks} />
        </Tabs.Panel>
        <Tabs.Panel value="board">
          <CampaignBoard {...ofTasks} />
        </Tabs.Panel>
        <Tabs.Panel value="schedule">
          <CampaignGantt campaignId={campaign.id} name={campaign.name} />
        </Tabs.Panel>
        {history && (
          <Tabs.Panel value="history">
            <HistoryTab
              entity="campaign"
              id={campaign.id}
              currency={campaign.currency}
              named={campaign.kpis}
            />
          </Tabs.Panel>
        )}
      </Tabs>
      {editing && <EditDialog campaign={campaign} close={() => setEditing(false)} />}
    </RecordFrame>
  )
}
