"use client"

import { Skeleton } from "@mantine/core"
import { Page } from "../../shell/page"
import { RecordSkeleton } from "../../shell/record-skeleton"
import { useListAddress } from "../../table/list-memory"

/** The shape of a task while it is on its way. */
export function TaskSkeleton() {
  return (
    <RecordSkeleton>
      <Skeleton h={13} w={90} mb={14} />
      {[88, 94, 60].map((width) => (
        <Skeleton key={width} h={11} w={`${width}%`} mb={10} />
      ))}
      <Skeleton h={13} w={76} mt={24} mb={14} />
      {[40, 52, 46].map((width) => (
        <Skeleton key={width} h={11} w={`${width}%`} mb={16} />
      ))}
    </RecordSkeleton>
  )
}

/** The whole page of a task that is opened, before its title is known. */
export function TaskLoading() {
  const list = useListAddress("/tasks")
  return (
    <Page trail={[{ label: "Tasks", href: list }, { label: <Skeleton h={12} w={140} /> }]}>
      <TaskSkeleton />
    </Page>
  )
}
