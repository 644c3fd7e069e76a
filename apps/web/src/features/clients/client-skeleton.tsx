"use client"

import { Skeleton } from "@mantine/core"
import { Page } from "../../shell/page"
import { RecordSkeleton } from "../../shell/record-skeleton"
import { useListAddress } from "../../table/list-memory"
import classes from "./client-page.module.css"

/** The shape of a client's page while it is on its way. */
export function ClientSkeleton() {
  return (
    <RecordSkeleton>
      <Skeleton h={13} w={76} mb={14} />
      {[52, 40, 46].map((width) => (
        <div key={width} className={classes.contact}>
          <Skeleton circle h={28} w={28} />
          <Skeleton h={11} w={`${width}%`} />
          <Skeleton h={11} w="60%" />
          <Skeleton h={11} w="50%" />
        </div>
      ))}
    </RecordSkeleton>
  )
}

/** The whole page of a client that is opened, before its name is known. */
export function ClientLoading() {
  const list = useListAddress("/clients")
  return (
    <Page trail={[{ label: "Clients", href: list }, { label: <Skeleton h={12} w={140} /> }]}>
      <ClientSkeleton />
    </Page>
  )
}
