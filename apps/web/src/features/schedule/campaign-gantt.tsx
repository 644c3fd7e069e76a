"use client"

import { Button } from "@mantine/core"
import { IconTimeline } from "@tabler/icons-react"
import Link from "next/link"
import { useRef } from "react"
import { EmptyState, FailedState } from "../../feedback/states"
import { useAddress } from "../../table/use-address"
import { zoomOf } from "./schedule-address"
import { ScheduleBoard } from "./schedule-board"
import { ScheduleSkeleton } from "./schedule-skeleton"
import { usePlans } from "./use-plans"

/** With the tab that it stands in, which the page's address keeps as well. */
const standardView = { tab: "overview", zoom: "week" }

/** The schedule of one campaign: its tasks on their days. */
export function CampaignGantt({ campaignId, name }: { campaignId: string; name?: string }) {
  const [view, change] = useAddress(standardView)
  const mine = useRef(new Set<string>())
  const ids = useRef([campaignId])
  const { plans, error, retry } = usePlans(ids.current, mine)
  const plan = plans.get(campaignId)
  if (plan === undefined)
    return error === null ? <ScheduleSkeleton /> : <FailedState error={error} retry={retry} />
  if (plan.tasks.length === 0)
    return (
      <EmptyState
        icon={IconTimeline}
        title="No tasks yet"
        action={
          <Button component={Link} href={`/campaigns/${campaignId}?tab=tasks`} size="sm" variant="default">
            View tasks
          </Button>
        }
      >
        Each task of the campaign has a bar on this timeline and moves when its predecessors move.
      </EmptyState>
    )
  return (
    <ScheduleBoard
      label={name === undefined ? "Schedule" : `Schedule of ${name}`}
      plans={plans}
      mine={mine}
      open={ids.current}
      zoom={zoomOf(view.zoom)}
      onZoom={(zoom) => change({ zoom }, "replace")}
    />
  )
}
