"use client"

import { isolate } from "@alphas/domain/isolate"
import type { Timesheet } from "@alphas/domain/time/dto"
import { lockedShare } from "@alphas/domain/time/locked"
import { type TimesheetState, timesheetStateLabels } from "@alphas/domain/time/words"
import { ActionIcon, Button, Text } from "@mantine/core"
import { IconChevronLeft, IconChevronRight, IconClock, IconPlus } from "@tabler/icons-react"
import { keepPreviousData } from "@tanstack/react-query"
import dynamic from "next/dynamic"
import { useState } from "react"
import { useMe, usePermission } from "../../data/me"
import { trpc } from "../../data/trpc"
import { Isolated } from "../../feedback/isolated"
import { EmptyState, FailedState } from "../../feedback/states"
import { sayDays } from "../../format/dates"
import { sayMinutes } from "../../format/minutes"
import { useReader } from "../../format/reader"
import { useOwnToday } from "../../format/use-today"
import { daysOf, weekFrom, weekNumber, weekOf } from "../../format/weeks"
import { DotWord, type Tone } from "../../shell/dot-word"
import lines from "../../shell/lines.module.css"
import { LinesSkeleton } from "../../shell/lines-skeleton"
import { List } from "../../table/list"
import { DayEntries } from "./day-entries"
import { DayStrip } from "./day-strip"
import { HeldCells } from "./held-cells"
import classes from "./time.module.css"
import { personOf, type TimeAddress } from "./time-address"
import { TimesheetActions } from "./timesheet-actions"
import { type About, minutesOf, rowsOf } from "./week"
import { WeekGrid } from "./week-grid"
import { WeekNotes } from "./week-notes"

const AddRowDialog = dynamic(() => import("./add-row-dialog").then((module) => module.AddRowDialog), {
  ssr: false,
})

interface Props {
  address: TimeAddress
  change: (change: Partial<TimeAddress>, how?: "push" | "replace") => void
}

type AddedRow = About & { monday: string }

const tones: Record<TimesheetState, Tone> = { open: "working", submitted: "waiting", approved: "good" }

const lockedOf = ({ entries, lockedDays }: Timesheet) =>
  lockedShare(
    entries.map(({ day }) => day),
    (day) => lockedDays.includes(day),
  )

/** One's own week, or for who sees everybody's time somebody else's. */
export function WeekView({ address, change }: Props) {
  const reader = useReader()
  const today = useOwnToday()
  const me = useMe()
  // Lines without time yet, by their week.
  const [added, setAdded] = useState<AddedRow[]>([])
  const [held] = useState(() => new HeldCells())
  const [monday, userId] = [weekOf(address.week, today), personOf(address, me.id)]
  const { data, error, refetch, isPlaceholderData } = trpc.time.weeks.get.useQuery(
    { monday, userId },
    { placeholderData: keepPreviousData },
  )
  // A week that is still on its way is not shown under another one's name.
  const timesheet = data?.monday === monday && (userId ?? me.id) === data.person.id ? data : undefined
  const thisWeek = weekOf("", today)
  const go = (week: string) => change({ week: week === thisWeek ? "" : week, day: "" })
  return (
    <List
      toolbar={
        <>
          <div className={lines.steps}>
            <ActionIcon size={28} aria-label="Previous week" onClick={() => go(weekFrom(monday, -1))}>
              <IconChevronLeft size={16} />
            </ActionIcon>
            <ActionIcon size={28} aria-label="Next week" onClick={() => go(weekFrom(monday, 1))}>
              <IconChevronRight size={16} />
            </ActionIcon>
          </div>
          <Text size="sm" fw={600} data-figures suppressHydrationWarning className={lines.title ?? ""}>
            {sayDays(monday, daysOf(monday).at(-1) ?? monday, reader)}
            <Text span size="sm" c="dimmed" fw={400} visibleFrom="sm">
              {" "}
              Week {weekNumber(monday)}
            </Text>
          </Text>
          {monday !== thisWeek && (
            <Button size="xs" variant="subtle" color="gray" onClick={() => go(thisWeek)}>
              This week
            </Button>
          )}
          {userId !== null && (
            <Button size="xs" variant="light" onClick={() => change({ person: "" })}>
              Back to my week
            </Button>
          )}
          <div style={{ flex: 1 }} />
          {timesheet &&
            (userId === null ? (
              <Standing timesheet={timesheet} held={held} />
            ) : (
              <Standing timesheet={timesheet} others />
            ))}
        </>
      }
    >
      <div className={lines.page} data-waiting={isPlaceholderData || undefined}>
        {timesheet ? (
          <Week
            timesheet={timesheet}
            held={held}
            address={address}
            change={change}
            added={added}
            add={(row) => setAdded([...added, row])}
          />
        ) : error ? (
          <FailedState error={error} retry={() => void refetch()} />
        ) : (
          <LinesSkeleton />
        )}
      </div>
    </List>
  )
}

interface StandingProps {
  timesheet: Timesheet
  held?: HeldCells
  others?: boolean
}

function Standing({ timesheet, others, ...props }: StandingProps) {
  return (
    <div className={classes.standing} data-others={others || undefined}>
      <span className={classes.state}>
        <DotWord tone={tones[timesheet.state]}>{timesheetStateLabels[timesheet.state]}</DotWord>
      </span>
      <TimesheetActions timesheet={timesheet} locked={lockedOf(timesheet)} {...props} />
    </div>
  )
}

interface WeekProps extends Props {
  timesheet: Timesheet
  held: HeldCells
  added: readonly AddedRow[]
  add: (row: AddedRow) => void
}

function Week({ timesheet, held, address, change, added, add }: WeekProps) {
  const me = useMe()
  const today = useOwnToday()
  const { locale } = useReader()
  const [manages, locks] = [usePermission("time.manage"), usePermission("time.lock")]
  const [adding, setAdding] = useState(false)
  const own = timesheet.person.id === me.id
  const open = timesheet.state === "open"
  const days = daysOf(timesheet.monday)
  const day =
    days.find((each) => each === address.day) ?? days.find((each) => each === today) ?? timesheet.monday
  const isFree = !timesheet.lockedDays.includes(day)
  const rows = rowsOf(timesheet.entries, own ? added.filter(({ monday }) => monday === timesheet.monday) : [])
  const billable = minutesOf(timesheet.entries.filter((entry) => entry.billable))
  const onDay = (next: string) => change({ day: next }, "replace")
  const addLine = own && open && (
    <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} onClick={() => setAdding(true)}>
      Add row
    </Button>
  )
  return (
    <>
      <WeekNotes timesheet={timesheet} own={own} />
      {!own && (
        <div className={classes.decide}>
          <TimesheetActions timesheet={timesheet} locked={lockedOf(timesheet)} />
        </div>
      )}
      {rows.length === 0 ? (
        <EmptyState icon={IconClock} title="No time this week yet" action={addLine}>
          {own ? (
            "Add what you worked on and fill in the hours, or start the timer at the top."
          ) : (
            <Isolated text={`${isolate(timesheet.person.name)} has not logged any time.`} />
          )}
        </EmptyState>
      ) : (
        <>
          <DayStrip timesheet={timesheet} day={day} onDay={onDay} />
          <WeekGrid
            timesheet={timesheet}
            rows={rows}
            edits={own && open}
            held={held}
            day={day}
            onDay={onDay}
          />
          <div className={classes.under}>
            {addLine}
            <Text size="sm" c="dimmed" data-figures>
              {sayMinutes(billable, locale)} billable of {sayMinutes(minutesOf(timesheet.entries), locale)}
            </Text>
          </div>
        </>
      )}
      <DayEntries
        timesheet={timesheet}
        day={day}
        adds={own && open && (isFree || locks)}
        edits={(own || manages) && open && (isFree || locks)}
      />
      {adding && (
        <AddRowDialog
          add={(about) => add({ ...about, monday: timesheet.monday })}
          close={() => setAdding(false)}
        />
      )}
    </>
  )
}
