"use client"

import type { TimeEntry, Timesheet } from "@alphas/domain/time/dto"
import { Badge, Text } from "@mantine/core"
import { IconPencil, IconTrash } from "@tabler/icons-react"
import clsx from "clsx"
import dynamic from "next/dynamic"
import { useState } from "react"
import { trpc } from "../../data/trpc"
import { done, failed } from "../../feedback/undo"
import { sayDay, sayTime } from "../../format/dates"
import { sayMinutes } from "../../format/minutes"
import { useReader } from "../../format/reader"
import { ReasonDialog } from "../../forms/reason-dialog"
import { ActionsMenu } from "../../shell/actions-menu"
import lines from "../../shell/lines.module.css"
import { Part, PartAction } from "../../shell/part"
import { RowGlow } from "../../table/row-link"
import classes from "./time.module.css"
import { sayAbout } from "./week-grid"

const EntryDialog = dynamic(() => import("./entry-dialog").then((module) => module.EntryDialog), {
  ssr: false,
})

interface Props {
  timesheet: Timesheet
  day: string
  /** Whether time can be added here: one's own open week. */
  adds: boolean
  /** Whether its entries can be changed. */
  edits: boolean
}

/** The entries of one day of the week. */
export function DayEntries({ timesheet, day, adds, edits }: Props) {
  const reader = useReader()
  const [dialog, setDialog] = useState<{ entry: TimeEntry | null } | null>(null)
  const entries = timesheet.entries.filter((entry) => entry.day === day)
  return (
    <div className={lines.day}>
      <Part
        title={sayDay(day, reader)}
        actions={adds && <PartAction run={() => setDialog({ entry: null })}>Add time</PartAction>}
      >
        {entries.length === 0 && (
          <Text size="sm" c="dimmed">
            No time entries on this day.
          </Text>
        )}
        <ul className={lines.lines}>
          {entries.map((entry) => (
            <Entry
              key={entry.id}
              entry={entry}
              isLocked={timesheet.lockedDays.includes(day)}
              edit={edits && (() => setDialog({ entry }))}
            />
          ))}
        </ul>
      </Part>
      {dialog && <EntryDialog entry={dialog.entry} day={day} close={() => setDialog(null)} />}
    </div>
  )
}

interface EntryProps {
  entry: TimeEntry
  /** Its month is locked: who may change it all the same says why. */
  isLocked: boolean
  edit: (() => void) | false
}

function Entry({ entry, isLocked, edit }: EntryProps) {
  const reader = useReader()
  const { startedAt, endedAt, note, billable, minutes, overlaps } = entry
  const clock = startedAt && endedAt ? `${sayTime(startedAt, reader)} – ${sayTime(endedAt, reader)}` : null
  return (
    <li className={clsx(lines.line, classes.entry)}>
      <RowGlow id={entry.id} />
      <div className={lines.text} data-text>
        <Text size="sm" fw={500} truncate title={sayAbout(entry)}>
          {sayAbout(entry)}
        </Text>
        {note && (
          <Text size="sm" c="dimmed" className={lines.note ?? ""}>
            {note}
          </Text>
        )}
      </div>
      {overlaps && (
        <Badge color="yellow" title="Part of this time is in another entry as well.">
          Overlaps
        </Badge>
      )}
      {!billable && <Badge color="gray">Not billable</Badge>}
      {clock && (
        <Text size="sm" c="dimmed" data-figures className={classes.clock ?? ""} suppressHydrationWarning>
          {clock}
        </Text>
      )}
      <Text size="sm" fw={500} data-figures className={classes.length ?? ""}>
        {sayMinutes(minutes, reader.locale)}
      </Text>
      {edit ? <EntryMenu entry={entry} isLocked={isLocked} edit={edit} /> : null}
    </li>
  )
}

function EntryMenu({ entry, isLocked, edit }: EntryProps & { edit: () => void }) {
  const remove = trpc.time.remove.useMutation()
  const restore = trpc.time.restore.useMutation()
  const [asking, setAsking] = useState(false)

  const removeFor = async (reason: string | null) => {
    const gone = await remove.mutateAsync({ id: entry.id, version: entry.version, reason })
    done("Time entry deleted", () => restore.mutateAsync({ ...gone, reason }))
  }
  return (
    <>
      <ActionsMenu
        inRow
        label={`Actions for ${sayAbout(entry)}`}
        actions={[
          { label: "Edit", icon: IconPencil, onClick: edit },
          {
            label: "Delete",
            icon: IconTrash,
            onClick: () => (isLocked ? setAsking(true) : void removeFor(null).catch(failed)),
          },
        ]}
      />
      {asking && (
        <ReasonDialog
          title={`Delete the time on ${sayAbout(entry)}`}
          action="Delete time"
          note="The month is locked. The reason is kept in the audit log."
          save={removeFor}
          close={() => setAsking(false)}
        />
      )}
    </>
  )
}
