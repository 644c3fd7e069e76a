"use client"

import { Skeleton } from "@mantine/core"
import { Page } from "../../shell/page"
import classes from "./client-page.module.css"
import { useListAddress } from "./list-memory"

/** The shape of a client's page while it is on its way. */
export function RecordSkeleton() {
  return (
    <div className={classes.record} aria-busy>
      <div className={classes.main}>
        <div className={classes.head}>
          <Skeleton h={20} w={220} my={4} />
          <Skeleton h={12} w={70} />
        </div>
        <div className={classes.tabs}>
          <Skeleton h={11} w={60} />
          <Skeleton h={11} w={68} />
          <Skeleton h={11} w={52} />
        </div>
        <Skeleton h={13} w={76} mb={14} />
        {[52, 40, 46].map((width) => (
          <div key={width} className={classes.contact}>
            <Skeleton circle h={28} w={28} />
            <Skeleton h={11} w={`${width}%`} />
            <Skeleton h={11} w="60%" />
            <Skeleton h={11} w="50%" />
          </div>
        ))}
      </div>
      <div className={classes.side}>
        <Skeleton h={13} w={60} mb={14} />
        <Skeleton h={11} w={140} mb={26} />
        <Skeleton h={13} w={76} mb={14} />
        {[130, 120, 150, 110, 170, 96].map((width) => (
          <Skeleton key={width} h={11} w={width} mb={16} />
        ))}
      </div>
    </div>
  )
}

/** The whole page of a client that is opened, before its name is known. */
export function ClientLoading() {
  const list = useListAddress()
  return (
    <Page trail={[{ label: "Clients", href: list }, { label: <Skeleton h={12} w={140} /> }]}>
      <RecordSkeleton />
    </Page>
  )
}
