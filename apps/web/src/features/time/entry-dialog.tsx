"use client"

import { lengthExamples } from "@alphas/domain/length"
import type { TimeEntry } from "@alphas/domain/time/dto"
import { SegmentedControl, TextInput } from "@mantine/core"
import { useMemo } from "react"
import { usePermission } from "../../data/me"
import { trpc } from "../../data/trpc"
import { done } from "../../feedback/undo"
import { sayMinutes } from "../../format/minutes"
import { useReader } from "../../format/reader"
import { DayInput } from "../../forms/day-input"
import { FormDialog } from "../../forms/form-dialog"
import { TimeInput } from "../../forms/time-input"
import { Two } from "../../forms/two"
import { type Editing, useEditing } from "../../forms/use-editing"
import { AboutFields } from "./about-fields"
import {
  changesForApi,
  type EditableEntry,
  type EntryValues,
  entryLabels,
  entryValues,
  newEntryForApi,
  newEntryValues,
} from "./entry-values"
import { useConfirmed } from "./use-confirmed"

interface Props {
  /** Null for a new one. */
  entry: TimeEntry | null
  /** The day that a new one begins with. */
  day: string
  close: () => void
}

const editable = ({ campaign, task, ...entry }: TimeEntry): EditableEntry => ({
  ...entry,
  campaignId: campaign?.id ?? null,
  taskId: task?.id ?? null,
})

/** Enters time on a day, or changes an entry. */
export function EntryDialog({ entry, day, close }: Props) {
  const { locale } = useReader()
  const { confirmed } = useConfirmed()
  const create = trpc.time.create.useMutation()
  const update = trpc.time.update.useMutation()
  const initial = useMemo(
    () => (entry === null ? newEntryValues(day) : entryValues(editable(entry))),
    [entry, day],
  )
  const editing = useEditing<EntryValues, string>({
    initial,
    version: entry?.version ?? 1,
    save: async ({ values, changes, version }) => {
      if (entry === null) {
        const fresh = newEntryForApi(values)
        const { minutes } = await confirmed((confirm) => create.mutateAsync({ ...fresh, confirm }))
        return `${sayMinutes(minutes, locale)} entered`
      }
      const changed = changesForApi(values, changes)
      if (changed !== null)
        await confirmed((confirm) => update.mutateAsync({ id: entry.id, version, ...changed, confirm }))
      return "Entry saved"
    },
    readCurrent: (current) => {
      const now = current as TimeEntry // as the API answers a stale version
      return { values: entryValues(editable(now)), version: now.version }
    },
    onSaved: (said) => {
      close()
      done(said)
    },
  })
  const nameOf = (field: string, value: unknown) => {
    if (field === "campaignId")
      return value === entry?.campaign?.id ? (entry?.campaign?.name ?? null) : "Another campaign"
    if (field !== "taskId" || value === null) return null
    return value === entry?.task?.id ? (entry?.task?.title ?? null) : "Another task"
  }
  return (
    <FormDialog
      title={entry === null ? "Add time" : "Edit time"}
      editing={editing}
      labels={entryLabels}
      sayValue={nameOf}
      action={entry === null ? "Add" : "Save"}
      close={close}
    >
      <AboutFields editing={editing} unseenIn={entry?.unseenTask ? (entry.campaign?.id ?? null) : null} />
      <TimeFields editing={editing} entry={entry} />
    </FormDialog>
  )
}

const kinds = [
  { value: "length", label: "Length" },
  { value: "clock", label: "From and to" },
]

function TimeFields({ editing, entry }: { editing: Editing<EntryValues>; entry: TimeEntry | null }) {
  const { timeZone } = useReader()
  const locks = usePermission("time.lock")
  const rules = trpc.time.rules.get.useQuery(undefined, { enabled: locks }).data
  const { field, form } = editing
  const { kind, day } = form.values
  const isLocked = (each: string) => rules?.lockedMonths.includes(`${each.slice(0, 7)}-01`) ?? false
  return (
    <>
      <Two>
        <DayInput label={entryLabels.day} {...field("day")} />
        {entry === null && (
          <div>
            <SegmentedControl
              fullWidth
              mt={{ base: 0, xs: 23 }}
              aria-label="How to enter time"
              data={kinds}
              value={kind}
              onChange={(next) => form.setValues({ kind: next === "clock" ? "clock" : "length" })}
            />
          </div>
        )}
        {entry !== null && (
          <TextInput
            label={entryLabels.minutes}
            autoComplete="off"
            description={entry.startedAt && "The timer measured this. Another length replaces it."}
            {...field("minutes")}
          />
        )}
      </Two>
      {entry === null && kind === "length" && (
        <TextInput
          label={entryLabels.minutes}
          placeholder={lengthExamples}
          autoComplete="off"
          {...field("minutes")}
        />
      )}
      {entry === null && kind === "clock" && (
        <Two>
          <TimeInput
            label={entryLabels.from}
            description={`In your time zone, ${timeZone.replace(/_/g, " ")}.`}
            {...field("from")}
          />
          <TimeInput label={entryLabels.to} {...field("to")} />
        </Two>
      )}
      {locks && (isLocked(day) || (entry !== null && isLocked(entry.day))) && (
        <TextInput
          label={entryLabels.reason}
          description="The month is locked. The reason is kept in the audit log."
          {...field("reason")}
        />
      )}
    </>
  )
}
