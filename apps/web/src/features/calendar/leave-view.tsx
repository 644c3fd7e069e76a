"use client"

import type { Leave } from "@alphas/domain/calendar/dto"
import { dayNumberOf, dayOf } from "@alphas/domain/days"
import { ActionIcon, Button, Text } from "@mantine/core"
import { IconBeach, IconChevronLeft, IconChevronRight, IconPlus } from "@tabler/icons-react"
import { keepPreviousData } from "@tanstack/react-query"
import dynamic from "next/dynamic"
import { useState } from "react"
import { useMe, usePermission } from "../../data/me"
import { trpc } from "../../data/trpc"
import { EmptyState, FailedState } from "../../feedback/states"
import { monthFrom, sayMonth } from "../../format/months"
import { useReader } from "../../format/reader"
import { useToday } from "../../format/use-today"
import lines from "../../shell/lines.module.css"
import { LinesSkeleton } from "../../shell/lines-skeleton"
import { Part } from "../../shell/part"
import { List } from "../../table/list"
import { LeaveList } from "./leave-list"
import { leaveRange } from "./leave-range"
import { MonthStrip } from "./month-strip"

const LeaveDialog = dynamic(() => import("./leave-dialog").then((module) => module.LeaveDialog), {
  ssr: false,
})

interface Props {
  /** `YYYY-MM`; empty for the month that it is. */
  month: string
  onMonth: (month: string) => void
}

/** Who is away in a month, and one's own leave to come; who manages leave changes that of others as well. */
export function LeaveView({ month: wanted, onMonth }: Props) {
  const reader = useReader()
  const today = useToday()
  const me = useMe()
  const [enters, manages] = [usePermission("leave.own"), usePermission("leave.manage")]
  const [dialog, setDialog] = useState<{ leave: Leave | null } | null>(null)
  const range = leaveRange(wanted, today)
  const month = range.from.slice(0, 7)
  const thisMonth = today.slice(0, 7)
  const inMonth = trpc.calendar.leave.list.useQuery(range, { placeholderData: keepPreviousData })
  // What is over is history; leave lasts two years at the most.
  const own = trpc.calendar.leave.list.useQuery({
    ...{ from: today, to: dayOf(dayNumberOf(today) + 366 * 3), userId: [me.id] },
  }).data
  const go = (next: string) => onMonth(next === thisMonth ? "" : next)
  const others = inMonth.data?.filter(({ person }) => person.id !== me.id) ?? []
  const edit = (leave: Leave) => setDialog({ leave })
  return (
    <List
      toolbar={
        <>
          <div className={lines.steps}>
            <ActionIcon size={28} aria-label="Previous month" onClick={() => go(monthFrom(month, -1))}>
              <IconChevronLeft size={16} />
            </ActionIcon>
            <ActionIcon size={28} aria-label="Next month" onClick={() => go(monthFrom(month, 1))}>
              <IconChevronRight size={16} />
            </ActionIcon>
          </div>
          <Text size="sm" fw={600} className={lines.title ?? ""} suppressHydrationWarning>
            {sayMonth(month, reader)}
          </Text>
          {month !== thisMonth && (
            <Button size="xs" variant="subtle" color="gray" onClick={() => go(thisMonth)}>
              This month
            </Button>
          )}
          <div style={{ flex: 1 }} />
          {enters && (
            <Button size="xs" leftSection={<IconPlus size={15} />} onClick={() => setDialog({ leave: null })}>
              Add leave
            </Button>
          )}
        </>
      }
    >
      <div className={lines.page} data-waiting={inMonth.isPlaceholderData || undefined}>
        {inMonth.error && !inMonth.data ? (
          <FailedState error={inMonth.error} retry={() => void inMonth.refetch()} />
        ) : inMonth.data === undefined ? (
          <LinesSkeleton />
        ) : inMonth.data.length === 0 ? (
          <EmptyState icon={IconBeach} title={`Nobody is away in ${sayMonth(month, reader)}`}>
            Tasks are not scheduled on days of leave.
          </EmptyState>
        ) : (
          <MonthStrip
            label={`Who is away in ${sayMonth(month, reader)}`}
            range={range}
            leaves={inMonth.data}
          />
        )}
        <div className={lines.day}>
          <Part title="Your leave">
            {own?.length === 0 && (
              <Text size="sm" c="dimmed">
                No upcoming leave.
              </Text>
            )}
            <LeaveList label="Your leave" leaves={own ?? []} named={false} edit={edit} />
          </Part>
        </div>
        {manages && others.length > 0 && (
          <div className={lines.day}>
            <Part title={`Others in ${sayMonth(month, reader)}`}>
              <LeaveList label="Leave of others" leaves={others} named edit={edit} />
            </Part>
          </div>
        )}
      </div>
      {dialog && <LeaveDialog leave={dialog.leave} day={today} close={() => setDialog(null)} />}
    </List>
  )
}
