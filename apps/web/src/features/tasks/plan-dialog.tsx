"use client"

import { isolate } from "@alphas/domain/isolate"
import { preview, stays } from "@alphas/domain/schedule/plan"
import type { Task } from "@alphas/domain/tasks/dto"
import { Checkbox, Modal, NumberInput, Radio, Skeleton, Stack } from "@mantine/core"
import { useMemo, useRef } from "react"
import { invalidFields, refusalOf } from "../../data/refusal"
import { trpc } from "../../data/trpc"
import { Isolated } from "../../feedback/isolated"
import { FailedState } from "../../feedback/states"
import { done } from "../../feedback/undo"
import { sayDay } from "../../format/dates"
import { useReader } from "../../format/reader"
import { DayInput } from "../../forms/day-input"
import { FormDialog } from "../../forms/form-dialog"
import { Two } from "../../forms/two"
import { useEditing } from "../../forms/use-editing"
import { useReturnFocus } from "../../forms/use-return-focus"
import { MovesList } from "./moves-list"
import { type Plan, planInput } from "./plan"
import { type PlanValues, planEdit, planValues } from "./plan-values"

/** What the fields are called in the dialog that shows two versions. */
const labels: Record<keyof PlanValues & string, string> = {
  mode: "Scheduling",
  milestone: "Milestone",
  durationDays: "Working days",
  notBefore: "Not before",
  startDay: "First day",
}

/** Changes when a task is done, and shows what else moves before it is applied. */
export function PlanDialog({ task, close }: { task: Task; close: () => void }) {
  useReturnFocus()
  const { data: plan, error, refetch } = trpc.schedule.plan.useQuery({ campaignId: task.campaignId })
  if (plan) return <PlanForm task={task} plan={plan} reload={refetch} close={close} />
  return (
    <Modal
      opened
      onClose={close}
      title={<Isolated text={`Schedule ${isolate(task.title)}`} />}
      size="lg"
      yOffset="6vh"
    >
      {error ? (
        <FailedState error={error} retry={() => void refetch()} />
      ) : (
        <Stack aria-busy>
          <Skeleton h={44} />
          <Skeleton h={60} />
          <Skeleton h={90} />
        </Stack>
      )}
    </Modal>
  )
}

interface FormProps {
  task: Task
  plan: Plan
  /** Asks for the plan again, when it was another one than the one that was shown. */
  reload: () => Promise<unknown>
  close: () => void
}

function PlanForm({ task, plan, reload, close }: FormProps) {
  const [utils, reader] = [trpc.useUtils(), useReader()]
  const reschedule = trpc.schedule.reschedule.useMutation()
  const undo = trpc.schedule.undo.useMutation()
  const initial = useMemo(() => planValues(task), [task])
  /** The task as it is now, when it is not the one that the form began with any more. */
  const theirs = useRef<Task | null>(null)
  const { id, campaignId } = task
  const editing = useEditing({
    initial,
    version: task.version,
    save: async ({ values, changes, version }) => {
      const { edit, problems } = planEdit(task, values, changes)
      if (Object.keys(problems).length > 0) throw invalidFields(problems)
      // Of the task itself the version that the form began with, so that a change by somebody else is not run over.
      const others = plan.tasks.filter((each) => each.id !== id)
      const seen = [...others.map((each) => ({ id: each.id, version: each.version })), { id, version }]
      theirs.current = null
      try {
        return await reschedule.mutateAsync({ campaignId, changes: [edit], seen })
      } catch (error) {
        if (refusalOf(error).reason === "stale_version") {
          await reload()
          const now = await utils.tasks.get.fetch({ id }, { staleTime: 0 })
          if (now.version !== version) theirs.current = now
        }
        throw error
      }
    },
    // The refusal names every task of the plan that is another one by now, and none of them whole.
    readCurrent: () =>
      theirs.current && { values: planValues(theirs.current), version: theirs.current.version },
    onSaved: ({ moved, undo: entry }) => {
      close()
      if (entry === null) return
      const words = moved.length === 1 ? `${isolate(task.title)} rescheduled` : `${moved.length} tasks moved`
      done(words, () => undo.mutateAsync({ campaignId, id: entry }))
    },
  })
  const { field } = editing
  const { values } = editing.form
  const { changes } = editing
  const { edit, problems } = useMemo(() => planEdit(task, values, changes), [task, values, changes])
  const shown = useMemo(() => preview(planInput(plan), [edit]), [plan, edit])
  /** A field of which something is wrong says so at once, since the preview goes without it; an empty one when it is sent. */
  const checked = (name: "durationDays" | "notBefore" | "startDay") => {
    const props = field(name)
    return { ...props, error: props.error ?? (values[name] === "" ? null : problems[name]) }
  }
  const fixed = stays({ mode: values.mode, status: task.status })
  return (
    <FormDialog
      title={<Isolated text={`Schedule ${isolate(task.title)}`} />}
      size="lg"
      close={close}
      editing={editing}
      action="Save schedule"
      labels={labels}
      sayValue={(name, value) => {
        if (name === "mode") return value === "manual" ? "Manual" : "Automatic"
        const day = name === "startDay" || name === "notBefore"
        return day && typeof value === "string" && value !== "" ? sayDay(value, reader) : null
      }}
      onlyChanged
    >
      <Radio.Group label="Scheduling" {...field("mode")}>
        <Stack gap={12} mt={4}>
          <Radio size="xs" value="automatic" label="Automatic: as soon as its predecessors allow" />
          <Radio size="xs" value="manual" label="Manual: on the days you choose" />
        </Stack>
      </Radio.Group>
      <Two>
        {fixed ? (
          <DayInput label="First day" {...checked("startDay")} />
        ) : (
          <DayInput
            label="Not before"
            description="Leave empty to start as soon as possible."
            {...checked("notBefore")}
          />
        )}
        <NumberInput
          label="Working days"
          min={1}
          max={2000}
          allowDecimal={false}
          allowNegative={false}
          disabled={values.milestone}
          {...checked("durationDays")}
          value={values.milestone ? 0 : values.durationDays}
        />
      </Two>
      <Checkbox size="xs" label="Milestone (takes no time)" {...field("milestone", "checkbox")} />
      <MovesList preview={shown} plan={plan} />
    </FormDialog>
  )
}
