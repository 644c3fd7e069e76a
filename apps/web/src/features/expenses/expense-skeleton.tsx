"use client"

import { Skeleton } from "@mantine/core"
import { Page } from "../../shell/page"
import { RecordSkeleton } from "../../shell/record-skeleton"
import { useListAddress } from "../../table/list-memory"

/** The shape of an expense's page while it is on its way. */
export function ExpenseSkeleton() {
  return (
    <RecordSkeleton>
      <Skeleton h={26} w={150} mt={4} mb={14} />
      <Skeleton h={11} w={240} mb={36} />
      <Skeleton h={13} w={90} mb={14} />
      <Skeleton h={11} w="55%" mb={36} />
      <Skeleton h={13} w={70} mb={14} />
      <Skeleton h={40} />
    </RecordSkeleton>
  )
}

/** The whole page of an expense that is opened, before its supplier is known. */
export function ExpenseLoading() {
  const list = useListAddress("/expenses")
  return (
    <Page trail={[{ label: "Expenses", href: list }, { label: <Skeleton h={12} w={120} /> }]}>
      <ExpenseSkeleton />
    </Page>
  )
}
