"use client"

import { Button, Loader } from "@mantine/core"
import { IconTimeline } from "@tabler/icons-react"
import { useInfiniteQuery } from "@tanstack/react-query"
import { getQueryKey } from "@trpc/react-query"
import dynamic from "next/dynamic"
import Link from "next/link"
import { useMemo, useRef } from "react"
import { useMe } from "../../data/me"
import { pages } from "../../data/pages"
import { trpc } from "../../data/trpc"
import { EmptyState, FailedState } from "../../feedback/states"
import { Page } from "../../shell/page"
import { ToggleChip } from "../../table/toggle-chip"
import { useAddress } from "../../table/use-address"
import { campaignsOfSchedule, standardSchedule, zoomOf } from "./schedule-address"
import { ScheduleSkeleton } from "./schedule-skeleton"
import { usePlans } from "./use-plans"

const ScheduleBoard = dynamic(() => import("./schedule-board").then((module) => module.ScheduleBoard), {
  ssr: false,
  loading: () => <ScheduleSkeleton />,
})

const trail = [{ label: "Schedule" }]

/** Every campaign on its days; one that is unfolded shows its tasks. */
export function SchedulePage() {
  const [{ client }, me] = [trpc.useUtils(), useMe()]
  const [address, change] = useAddress(standardSchedule)
  const query = campaignsOfSchedule(me, address)
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    pages(getQueryKey(trpc.campaigns.list, query, "query"), (cursor, signal) =>
      client.campaigns.list.query({ ...query, cursor }, { signal }),
    ),
  )
  const campaigns = useMemo(() => data?.pages.flatMap(({ items }) => items), [data])
  const mine = useRef(new Set<string>())
  // An address may name anything: only campaigns that are here are asked for.
  const open = useMemo(
    () => address.open.filter((id) => campaigns?.some((campaign) => campaign.id === id)),
    [address.open, campaigns],
  )
  const { plans, error: failure, retry } = usePlans(open, mine)

  if (campaigns === undefined)
    return (
      <Page trail={trail}>
        {error ? <FailedState error={error} retry={() => void refetch()} /> : <ScheduleSkeleton />}
      </Page>
    )
  if (failure !== null)
    return (
      <Page trail={trail}>
        <FailedState error={failure} retry={retry} />
      </Page>
    )
  const filter = (
    <ToggleChip
      label="Completed"
      on={address.completed === "yes"}
      toggle={() => change({ completed: address.completed === "yes" ? "" : "yes" })}
    />
  )
  if (campaigns.length === 0)
    return (
      <Page trail={trail}>
        <EmptyState
          icon={IconTimeline}
          title="No campaigns to plan"
          action={
            <Button component={Link} href="/campaigns" size="sm" variant="default">
              View campaigns
            </Button>
          }
        >
          Campaigns that you manage or work on appear here on a timeline, with their tasks.
        </EmptyState>
      </Page>
    )
  return (
    <Page trail={trail}>
      <ScheduleBoard
        label="Schedule of all campaigns"
        campaigns={campaigns}
        plans={plans}
        mine={mine}
        open={open}
        onOpenChange={(next) => change({ open: next }, "replace")}
        zoom={zoomOf(address.zoom)}
        onZoom={(zoom) => change({ zoom }, "replace")}
        filter={filter}
        foot={
          hasNextPage && (
            <Button
              m="md"
              size="xs"
              variant="default"
              disabled={isFetchingNextPage}
              leftSection={isFetchingNextPage ? <Loader size={12} /> : undefined}
              onClick={() => void fetchNextPage()}
            >
              Show more campaigns
            </Button>
          )
        }
      />
    </Page>
  )
}

/** The shape of the page while its first screen is on its way. */
export function ScheduleLoading() {
  return (
    <Page trail={trail}>
      <ScheduleSkeleton />
    </Page>
  )
}
