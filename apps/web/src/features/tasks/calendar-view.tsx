"use client"

import { ActionIcon, Button, Group, Text } from "@mantine/core"
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react"
import Link from "next/link"
import { FailedState } from "../../feedback/states"
import { dateFormat } from "../../format/formatters"
import { monthFrom, monthOf } from "../../format/months"
import { useReader } from "../../format/reader"
import { useToday } from "../../format/use-today"
import { List } from "../../table/list"
import { weeksOf } from "./month"
import { MonthAgenda, MonthGrid } from "./month-grid"
import { type TasksAddress, taskFiltersOf } from "./tasks-address"
import { TasksToolbar } from "./tasks-toolbar"
import { useAllTasks } from "./use-all-tasks"

interface Props {
  address: TasksAddress
  change: (change: Partial<TasksAddress>, how?: "push" | "replace") => void
}

/** A month of tasks: each as a bar over its days. */
export function CalendarView({ address, change }: Props) {
  const { locale } = useReader()
  const today = useToday()
  const month = monthOf(address.month, today)
  const weeks = weeksOf(month)
  const [from, to] = [weeks[0]?.[0] ?? null, weeks.at(-1)?.at(-1) ?? null]
  const { data, error, refetch, isPlaceholderData } = useAllTasks({
    ...taskFiltersOf(address),
    ...{ from, to, sort: "startDay", direction: "asc" },
  })
  const go = (by: number) => change({ month: monthFrom(month, by) })
  const title = dateFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" }).format(
    new Date(`${month}-01T00:00:00Z`),
  )
  return (
    <List
      toolbar={
        <TasksToolbar address={address} change={change} hides={["days"]}>
          <Group gap={2} wrap="nowrap">
            <ActionIcon size={28} onClick={() => go(-1)} aria-label="Previous month">
              <IconChevronLeft size={16} />
            </ActionIcon>
            <Text
              component="h2"
              size="sm"
              fw={600}
              miw={112}
              ta="center"
              aria-live="polite"
              suppressHydrationWarning
            >
              {title}
            </Text>
            <ActionIcon size={28} onClick={() => go(1)} aria-label="Next month">
              <IconChevronRight size={16} />
            </ActionIcon>
            <Button
              size="xs"
              variant="default"
              ml={6}
              disabled={month === today.slice(0, 7)}
              onClick={() => change({ month: "" })}
            >
              Today
            </Button>
            <Button
              component={Link}
              href="/account#calendar"
              size="xs"
              variant="default"
              ml={6}
              title="Your tasks in Google Calendar, Outlook or Apple Calendar"
            >
              Subscribe…
            </Button>
          </Group>
        </TasksToolbar>
      }
    >
      {error && !data ? (
        <FailedState error={error} retry={() => void refetch()} />
      ) : (
        <>
          {data && !data.whole && (
            <Text size="sm" c="dimmed" px={20} pt={8}>
              Only the first 1,000 tasks of this month are shown. Use the filters to narrow them down.
            </Text>
          )}
          <MonthGrid
            weeks={weeks}
            month={month}
            tasks={data?.tasks}
            waiting={isPlaceholderData}
            open={(id) => change({ task: id })}
          />
          <MonthAgenda weeks={weeks} month={month} tasks={data?.tasks} open={(id) => change({ task: id })} />
        </>
      )}
    </List>
  )
}
