"use client"

import type { SubmittedWeek } from "@alphas/domain/time/dto"
import { Text } from "@mantine/core"
import { IconChecks } from "@tabler/icons-react"
import { useQuery } from "@tanstack/react-query"
import clsx from "clsx"
import Link from "next/link"
import { useTRPC } from "../../data/trpc"
import { EmptyState } from "../../feedback/states"
import { sayDays } from "../../format/dates"
import { sayMinutes } from "../../format/minutes"
import { useReader } from "../../format/reader"
import { When } from "../../format/time"
import { Face } from "../../shell/face"
import { writeAddress } from "../../table/address"
import { EmptyRows, FailedRows } from "../../table/blank-rows"
import { useMe } from "../session/me"
import { SheetActs } from "./sheet-acts"
import classes from "./time.module.css"
import { standardTime } from "./time-address"
import { daysOf } from "./week"
import { WeekSkeleton } from "./week-skeleton"

/** Weeks of others that wait for approval; one's own is for somebody else. */
export function ApprovalsView() {
  const trpc = useTRPC()
  const me = useMe()
  const { data, error, refetch } = useQuery(trpc.time.weeks.submitted.queryOptions())
  if (error && !data) return <FailedRows error={error} retry={() => void refetch()} />
  if (!data) return <WeekSkeleton />
  const weeks = data.filter(({ person }) => person.id !== me.id)
  if (weeks.length === 0) {
    return (
      <EmptyRows>
        <EmptyState icon={IconChecks} title="Nothing waits for you">
          Weeks that others submit stand here until you approve them or send them back.
        </EmptyState>
      </EmptyRows>
    )
  }
  return (
    <div className={classes.list}>
      <ul className={classes.lines} aria-label="Submitted weeks">
        {weeks.map((week) => (
          <Line key={`${week.person.id} ${week.monday}`} week={week} />
        ))}
      </ul>
    </div>
  )
}

function Line({ week }: { week: SubmittedWeek }) {
  const reader = useReader()
  const { monday, person, minutes, billableMinutes, submittedAt, version } = week
  const words = sayDays(monday, daysOf(monday).at(-1) ?? monday, reader)
  const href = `/time${writeAddress(standardTime, { ...standardTime, week: monday, person: person.id })}`
  return (
    <li className={clsx(classes.line, classes.week)}>
      <Face id={person.id} name={person.name} />
      <div className={classes.text}>
        <Text size="sm" fw={500} truncate>
          <Link className={classes.who} href={href}>
            {person.name}, <span suppressHydrationWarning>{words}</span>
          </Link>
        </Text>
        <Text size="xs" c="dimmed">
          {sayMinutes(billableMinutes, reader.locale)} billable
          {submittedAt && (
            <>
              , submitted <When at={submittedAt} />
            </>
          )}
        </Text>
      </div>
      <Text size="sm" fw={500} data-figures className={classes.length ?? ""}>
        {sayMinutes(minutes, reader.locale)}
      </Text>
      <div className={classes.standing}>
        <SheetActs sheet={{ monday, person, state: "submitted", version }} quiet />
      </div>
    </li>
  )
}
