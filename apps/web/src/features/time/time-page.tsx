"use client"

import { SegmentedControl } from "@mantine/core"
import dynamic from "next/dynamic"
import { useMe, usePermission } from "../../data/me"
import { trpc } from "../../data/trpc"
import { Page } from "../../shell/page"
import { Views } from "../../table/list"
import { useAddress } from "../../table/use-address"
import { standardTime, timeViewOf, timeViews } from "./time-address"
import { WeekView } from "./week-view"

const ApprovalsView = dynamic(() => import("./approvals-view").then((module) => module.ApprovalsView))
const LeaveView = dynamic(() => import("../calendar/leave-view").then((module) => module.LeaveView))
const RatesView = dynamic(() => import("./rates-view").then((module) => module.RatesView))

/** The hours: one's own week, the weeks that wait for approval, who is away, and what an hour costs. */
export function TimePage() {
  const me = useMe()
  const [address, change] = useAddress(standardTime)
  const approves = usePermission("time.approve")
  const submitted = trpc.time.weeks.submitted.useQuery(undefined, { enabled: approves }).data
  const waiting = submitted?.filter(({ person }) => person.id !== me.id).length ?? 0
  const view = timeViewOf(address.view, me.role)
  return (
    <Page trail={[{ label: "Time" }]}>
      <Views>
        <SegmentedControl
          size="xs"
          aria-label="View"
          value={view}
          onChange={(next) => change({ ...standardTime, view: next })}
          data={timeViews(me.role).map(({ value, label }) => ({
            value,
            label: value === "approvals" && waiting > 0 ? `${label} ${waiting}` : label,
          }))}
        />
      </Views>
      {view === "week" && <WeekView address={address} change={change} />}
      {view === "approvals" && <ApprovalsView />}
      {view === "leave" && <LeaveView month={address.month} onMonth={(month) => change({ month })} />}
      {view === "rates" && <RatesView />}
    </Page>
  )
}
