"use client"

import { isolate } from "@alphas/domain/isolate"
import type { SubmittedWeek } from "@alphas/domain/time/dto"
import { stepMeetsLock } from "@alphas/domain/time/locked"
import { timesheetSteps } from "@alphas/domain/time/words"
import { Button, Checkbox, Text } from "@mantine/core"
import { IconChecks } from "@tabler/icons-react"
import clsx from "clsx"
import Link from "next/link"
import { useState } from "react"
import { useMe, usePermission } from "../../data/me"
import { invalidFields } from "../../data/refusal"
import { trpc } from "../../data/trpc"
import { EmptyState } from "../../feedback/states"
import { sayDays } from "../../format/dates"
import { sayMinutes } from "../../format/minutes"
import { useReader } from "../../format/reader"
import { When } from "../../format/time"
import { daysOf } from "../../format/weeks"
import { ReasonDialog } from "../../forms/reason-dialog"
import { Face } from "../../shell/face"
import lines from "../../shell/lines.module.css"
import { LinesSkeleton } from "../../shell/lines-skeleton"
import { writeAddress } from "../../table/address"
import { EmptyRows, FailedRows } from "../../table/blank-rows"
import { List } from "../../table/list"
import { SelectBox } from "../../table/select-box"
import { useSelection } from "../../table/use-selection"
import classes from "./time.module.css"
import { standardTime } from "./time-address"
import { TimesheetActions } from "./timesheet-actions"
import { useApproveAll } from "./use-approve-all"

/** Weeks of others that wait for approval; one's own is for somebody else. */
export function ApprovalsView() {
  const me = useMe()
  const selection = useSelection()
  const { data, error, refetch } = trpc.time.weeks.submitted.useQuery()
  if (error && !data) return <FailedRows error={error} retry={() => void refetch()} />
  if (!data) return <LinesSkeleton />
  const weeks = data
    .filter(({ person }) => person.id !== me.id)
    .map((week) => ({ ...week, id: `${week.person.id} ${week.monday}` }))
  if (weeks.length === 0) {
    return (
      <EmptyRows>
        <EmptyState icon={IconChecks} title="No weeks to approve">
          Weeks submitted by others appear here for you to approve or send back.
        </EmptyState>
      </EmptyRows>
    )
  }
  // What was decided elsewhere meanwhile is picked no more.
  const picked = weeks.filter(({ id }) => selection.has(id))
  return (
    <List
      selection={{ ...selection, count: picked.length }}
      bulk={<ApproveAct weeks={picked} clear={selection.clear} />}
    >
      <div className={classes.list}>
        <Checkbox
          className={classes.all ?? ""}
          size="xs"
          label="Select all"
          checked={selection.allOf(weeks)}
          indeterminate={picked.length > 0 && !selection.allOf(weeks)}
          onChange={() => selection.toggleAll(weeks)}
        />
        <ul className={lines.lines} aria-label="Submitted weeks">
          {weeks.map((week) => (
            <Line key={week.id} week={week} />
          ))}
        </ul>
      </div>
    </List>
  )
}

/** Approves the weeks that are picked; where some are locked, who may change them all the same says why. */
function ApproveAct({ weeks, clear }: { weeks: readonly SubmittedWeek[]; clear: () => void }) {
  const locks = usePermission("time.lock")
  const { approveAll, busy } = useApproveAll()
  const [asking, setAsking] = useState(false)
  const asks = ({ locked }: SubmittedWeek) => locks && stepMeetsLock("approve", locked)
  const asked = weeks.filter(asks)
  const approve = async (reason: string | null) => {
    await approveAll(weeks, (week) => (asks(week) ? reason : null))
    clear()
  }
  return (
    <>
      <Button
        size="xs"
        disabled={busy}
        onClick={() => (asked.length > 0 ? setAsking(true) : void approve(null))}
      >
        {timesheetSteps.approve.label}
      </Button>
      {asking && (
        <ReasonDialog
          title={`Approve ${weeks.length === 1 ? "this week" : `these ${weeks.length} weeks`}`}
          action={timesheetSteps.approve.label}
          note={`The time of ${asked.map(({ person }) => isolate(person.name)).join(", ")} is in a locked month. They see the reason.`}
          save={async (reason) => {
            if (reason === null) throw invalidFields({ reason: "Enter a reason." })
            await approve(reason)
          }}
          close={() => setAsking(false)}
        />
      )}
    </>
  )
}

function Line({ week }: { week: SubmittedWeek & { id: string } }) {
  const reader = useReader()
  const { id, monday, person, minutes, billableMinutes, expectedMinutes, submittedAt, locked, version } = week
  const words = sayDays(monday, daysOf(monday).at(-1) ?? monday, reader)
  const href = `/time${writeAddress(standardTime, { ...standardTime, week: monday, person: person.id })}`
  return (
    <li className={clsx(lines.line, classes.week)}>
      <SelectBox id={id} name={`${person.name}, ${words}`} />
      <Face id={person.id} name={person.name} />
      <div className={lines.text} data-text>
        <Text size="sm" fw={500} truncate>
          <Link className={classes.who} href={href}>
            <bdi>{person.name}</bdi>, <span suppressHydrationWarning>{words}</span>
          </Link>
        </Text>
        <Text size="xs" c="dimmed">
          {sayMinutes(expectedMinutes, reader.locale)} expected, {sayMinutes(billableMinutes, reader.locale)}{" "}
          billable
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
        <TimesheetActions timesheet={{ monday, person, state: "submitted", version }} locked={locked} quiet />
      </div>
    </li>
  )
}
