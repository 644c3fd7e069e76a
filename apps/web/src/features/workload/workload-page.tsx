"use client"

import { sharesOf } from "@alphas/domain/workload/load"
import { ActionIcon, Button, Skeleton, Text } from "@mantine/core"
import { IconChevronLeft, IconChevronRight, IconUsersGroup } from "@tabler/icons-react"
import { keepPreviousData } from "@tanstack/react-query"
import dynamic from "next/dynamic"
import { refreshed } from "../../data/refreshed"
import { trpc } from "../../data/trpc"
import { EmptyState, FailedState } from "../../feedback/states"
import { sayDays } from "../../format/dates"
import { useReader } from "../../format/reader"
import { useToday } from "../../format/use-today"
import { daysOf, mondayOf, weekFrom } from "../../format/weeks"
import { Page } from "../../shell/page"
import { isId } from "../../table/address-values"
import { List } from "../../table/list"
import { SearchField } from "../../table/search-field"
import { ToggleChip } from "../../table/toggle-chip"
import { useAddress } from "../../table/use-address"
import { Formulas } from "./formulas"
import classes from "./workload.module.css"
import { openPeople, spanOf, standardWorkload } from "./workload-address"
import { WorkloadTable } from "./workload-table"

const TaskDrawer = dynamic(() => import("../tasks/task-drawer").then((module) => module.TaskDrawer), {
  ssr: false,
})

const trail = [{ label: "Workload" }]

/** Who has how much to do, and room for what, week by week. */
export function WorkloadPage() {
  const [reader, today] = [useReader(), useToday()]
  const [address, change] = useAddress(standardWorkload)
  const span = spanOf(address, today)
  const { data, error, refetch, isPlaceholderData } = trpc.workload.list.useQuery(span, {
    placeholderData: keepPreviousData,
    refetchInterval: refreshed,
  })
  const thisWeek = mondayOf(today)
  const go = (week: string) => change({ week: week === thisWeek ? "" : week })
  const lastDay = daysOf(weekFrom(span.monday, span.weeks - 1)).at(-1) ?? span.monday
  const wanted = address.text.trim().toLowerCase()
  const shown = data?.filter(
    ({ person, weeks }) =>
      person.name.toLowerCase().includes(wanted) &&
      (address.over !== "yes" || weeks.some((week) => sharesOf(week).overbooked)),
  )
  const openTask = (task: string | null) => change({ task })
  return (
    <Page trail={trail}>
      <List
        toolbar={
          <div className={classes.tools}>
            <div className={classes.steps}>
              <ActionIcon size={28} aria-label="Previous week" onClick={() => go(weekFrom(span.monday, -1))}>
                <IconChevronLeft size={16} />
              </ActionIcon>
              <ActionIcon size={28} aria-label="Next week" onClick={() => go(weekFrom(span.monday, 1))}>
                <IconChevronRight size={16} />
              </ActionIcon>
            </div>
            <Text size="sm" fw={600} data-figures suppressHydrationWarning>
              {sayDays(span.monday, lastDay, reader)}
            </Text>
            {span.monday !== thisWeek && (
              <Button size="xs" variant="subtle" color="gray" onClick={() => go(thisWeek)}>
                This week
              </Button>
            )}
            <div style={{ flex: 1 }} />
            <ToggleChip
              label="Overbooked"
              on={address.over === "yes"}
              toggle={() => change({ over: address.over === "yes" ? "" : "yes" })}
            />
            <SearchField
              placeholder="Search by name"
              value={address.text}
              onChange={(text) => change({ text }, "replace")}
            />
          </div>
        }
      >
        {error && !data ? (
          <FailedState error={error} retry={() => void refetch()} />
        ) : shown === undefined || data === undefined ? (
          <WorkloadSkeleton />
        ) : shown.length === 0 ? (
          <EmptyState
            icon={IconUsersGroup}
            title="No matching people"
            action={
              <Button size="xs" variant="default" onClick={() => change({ text: "", over: "" })}>
                Clear filters
              </Button>
            }
          >
            {address.over === "yes"
              ? "No overbooked people match this search."
              : "No people match this search."}
          </EmptyState>
        ) : (
          <WorkloadTable
            span={span}
            everybody={data}
            shown={shown}
            open={openPeople(address)}
            onOpen={(open) => change({ open }, "replace")}
            openTask={openTask}
            waiting={isPlaceholderData}
          />
        )}
        <Formulas />
      </List>
      {address.task !== null && isId(address.task) && (
        <TaskDrawer id={address.task} close={() => openTask(null)} open={openTask} />
      )}
    </Page>
  )
}

/** The shape of the table while it is on its way. */
function WorkloadSkeleton() {
  return (
    <div className={classes.skeleton} aria-busy>
      {["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"].map((row) => (
        <div key={row}>
          <Skeleton h={12} w="70%" />
          <Skeleton h={24} />
        </div>
      ))}
    </div>
  )
}

/** The shape of the page while its first screen is on its way. */
export function WorkloadLoading() {
  return (
    <Page trail={trail}>
      <List toolbar={<Skeleton h={28} w={260} />}>
        <WorkloadSkeleton />
      </List>
    </Page>
  )
}
