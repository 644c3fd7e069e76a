"use client"

import type { Leave } from "@alphas/domain/calendar/dto"
import { TextInput } from "@mantine/core"
import { useMemo } from "react"
import { useMe, usePermission } from "../../data/me"
import { invalidFields } from "../../data/refusal"
import { trpc } from "../../data/trpc"
import { done } from "../../feedback/undo"
import { DayInput } from "../../forms/day-input"
import { FormDialog } from "../../forms/form-dialog"
import { Two } from "../../forms/two"
import { useEditing } from "../../forms/use-editing"
import { PersonSelect } from "../users/person-select"

interface LeaveValues extends Record<string, unknown> {
  userId: string | null
  fromDay: string
  toDay: string
  note: string
}

const labels = { userId: "Who", fromDay: "First day", toDay: "Last day", note: "Note" }

const valuesOf = (leave: Pick<Leave, "fromDay" | "toDay" | "note">, userId: string | null): LeaveValues => ({
  ...{ userId, fromDay: leave.fromDay, toDay: leave.toDay, note: leave.note ?? "" },
})

interface Props {
  /** Null for a new one. */
  leave: Leave | null
  /** The day that a new one begins with. */
  day: string
  close: () => void
}

/** Enters leave, or changes it; for others only who manages leave. */
export function LeaveDialog({ leave, day, close }: Props) {
  const me = useMe()
  const manages = usePermission("leave.manage")
  const create = trpc.calendar.leave.create.useMutation()
  const update = trpc.calendar.leave.update.useMutation()
  const initial = useMemo(
    () => valuesOf(leave ?? { fromDay: day, toDay: day, note: null }, leave?.person.id ?? me.id),
    [leave, day, me.id],
  )
  const editing = useEditing({
    initial,
    version: leave?.version ?? 1,
    save: async ({ values, version }) => {
      const { userId, fromDay, toDay } = values
      const fields = { fromDay, toDay, note: values.note.trim() || null }
      if (leave !== null) return update.mutateAsync({ id: leave.id, version, ...fields })
      if (userId === null) throw invalidFields({ userId: "Choose a person." })
      return create.mutateAsync({ ...fields, userId: userId === me.id ? null : userId })
    },
    readCurrent: (current) => {
      // The API answers a stale version with the leave's row.
      const now = current as Pick<Leave, "fromDay" | "toDay" | "note" | "version">
      return { values: valuesOf(now, leave?.person.id ?? null), version: now.version }
    },
    onSaved: () => {
      close()
      done(leave === null ? "Leave added" : "Leave saved")
    },
  })
  const { field } = editing
  return (
    <FormDialog
      title={leave === null ? "Add leave" : "Edit leave"}
      close={close}
      editing={editing}
      labels={labels}
      action={leave === null ? "Add" : "Save"}
    >
      {manages && leave === null && (
        <PersonSelect label={labels.userId} clearable={false} openOnFocus={false} {...field("userId")} />
      )}
      <Two>
        <DayInput label={labels.fromDay} {...field("fromDay")} />
        <DayInput label={labels.toDay} {...field("toDay")} />
      </Two>
      <TextInput
        label={labels.note}
        description="Only you and the people who manage leave can see it."
        {...field("note")}
      />
    </FormDialog>
  )
}
