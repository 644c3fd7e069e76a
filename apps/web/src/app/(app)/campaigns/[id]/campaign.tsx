"use client"

import type { Campaign as Row } from "@alphas/domain/campaigns/dto"
import { may } from "@alphas/domain/permissions"
import dynamic from "next/dynamic"
import { useMe } from "../../../../data/me"
import { CampaignPage } from "../../../../features/campaigns/campaign-page"
import { FromTemplate } from "../../../../features/campaigns/from-template"
import { ScheduleSkeleton } from "../../../../features/schedule/schedule-skeleton"
import { seesTasksOf } from "../../../../features/tasks/reach"
import { RecordHistory } from "../../../../shell/record-history"

const CampaignTasks = dynamic(() =>
  import("../../../../features/tasks/campaign-tasks").then((module) => module.CampaignTasks),
)
const CampaignBoard = dynamic(() =>
  import("../../../../features/tasks/campaign-tasks").then((module) => module.CampaignBoard),
)
const CampaignExpenses = dynamic(() =>
  import("../../../../features/expenses/campaign-expenses").then((module) => module.CampaignExpenses),
)
const CampaignGantt = dynamic(
  () => import("../../../../features/schedule/campaign-gantt").then((module) => module.CampaignGantt),
  { ssr: false, loading: () => <ScheduleSkeleton /> },
)

/** A campaign's page, with what other domains show on it. */
export function Campaign({ id }: { id: string }) {
  const me = useMe()
  const tabs = (campaign: Row) => {
    const { id: campaignId, name, archivedAt, currency, kpis, mayReadHistory } = campaign
    const tasks = seesTasksOf(me, campaign)
    const ofTasks = {
      ...{ campaignId, archived: archivedAt !== null },
      beside: <FromTemplate campaign={campaign} />,
    }
    const wide = true
    const spends = may(me.role, "expenses.read")
    return [
      tasks && { value: "tasks", label: "Tasks", wide, content: <CampaignTasks {...ofTasks} /> },
      tasks && { value: "board", label: "Board", wide, content: <CampaignBoard {...ofTasks} /> },
      tasks && {
        ...{ value: "schedule", label: "Schedule", wide },
        content: <CampaignGantt campaignId={campaignId} name={name} />,
      },
      spends && {
        ...{ value: "expenses", label: "Expenses", wide },
        content: <CampaignExpenses campaignId={campaignId} archived={archivedAt !== null} />,
      },
      mayReadHistory && {
        ...{ value: "history", label: "History" },
        content: <RecordHistory entity="campaign" id={campaignId} currency={currency} named={kpis} />,
      },
    ]
  }
  return <CampaignPage id={id} tabs={tabs} />
}
