"use client"

import { Skeleton } from "@mantine/core"
import { Page } from "../../shell/page"
import { RecordSkeleton } from "../../shell/record-skeleton"
import { useListAddress } from "../../table/list-memory"
import classes from "./overview.module.css"

/** The shape of a campaign's page while it is on its way. */
export function CampaignSkeleton() {
  return (
    <RecordSkeleton>
      <div className={classes.standing}>
        {[60, 72, 48].map((width) => (
          <div key={width} className={classes.fact}>
            <Skeleton h={10} w={56} mb={8} />
            <Skeleton h={13} w={`${width}%`} mb={10} />
            <Skeleton h={5} mb={10} />
            <Skeleton h={10} w="50%" />
          </div>
        ))}
      </div>
      <Skeleton h={13} w={90} mb={14} mt={28} />
      <Skeleton h={11} w="70%" mb={10} />
      <Skeleton h={11} w="55%" />
    </RecordSkeleton>
  )
}

/** The whole page of a campaign that is opened, before its name is known. */
export function CampaignLoading() {
  const list = useListAddress("/campaigns")
  return (
    <Page trail={[{ label: "Campaigns", href: list }, { label: <Skeleton h={12} w={140} /> }]}>
      <CampaignSkeleton />
    </Page>
  )
}
