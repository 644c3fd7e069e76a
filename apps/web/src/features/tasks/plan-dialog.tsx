"use client"

import type { Task } from "@alphas/domain/tasks/dto"
import { preview, stays } from "@alphas/domain/tasks/schedule/plan"
import type { TaskMode } from "@alphas/domain/tasks/words"
import { Button, Checkbox, Modal, NumberInput, Radio, Skeleton, Stack, TextInput } from "@mantine/core"
import { useMutation, useQuery } from "@tanstack/react-query"
import { useMemo } from "react"
import { refusalOf } from "../../data/refusal"
import { type Outputs, useTRPC } from "../../data/trpc"
import { FailedState } from "../../feedback/states"
import { done } from "../../feedback/undo"
import { Form } from "../../forms/form"
import { Two } from "../../forms/two"
import { useGuardedClose } from "../../forms/unsaved"
import { useEditing } from "../../forms/use-editing"
import { useReturnFocus } from "../../forms/use-return-focus"
import { MovesList } from "./moves-list"
import { useTasksSettled } from "./use-task-change"

type Plan = Outputs["tasks"]["plan"]

interface PlanValues extends Record<string, unknown> {
  mode: TaskMode
  milestone: boolean
  /** What a field of numbers holds while it is empty is a text. */
  durationDays: number | string
  /** `YYYY-MM-DD`, or empty. */
  notBefore: string
  startDay: string
}

/** Changes when a task is done, and shows what else moves before it is applied. */
export function PlanDialog({ task, close }: { task: Task; close: () => void }) {
  useReturnFocus()
  const trpc = useTRPC()
  const {
    data: plan,
    error,
    refetch,
  } = useQuery(trpc.tasks.plan.queryOptions({ campaignId: task.campaignId }))
  if (plan) return <PlanForm task={task} plan={plan} reload={() => void refetch()} close={close} />
  return (
    <Modal opened onClose={close} title={`When is ${task.title} done?`} size="lg" yOffset="6vh">
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

const valuesOf = (task: Pick<Task, "mode" | "durationDays" | "notBefore" | "startDay">): PlanValues => ({
  mode: task.mode,
  milestone: task.durationDays === 0,
  durationDays: Math.max(1, task.durationDays),
  notBefore: task.notBefore ?? "",
  startDay: task.startDay,
})

/** What the form asks of the plan: only what differs, and only what counts in the chosen mode. */
function changeOf(values: PlanValues, task: Task) {
  const { mode, milestone, notBefore, startDay } = values
  const durationDays = milestone ? 0 : Math.max(1, Number(values.durationDays) || 1)
  const fixed = stays({ mode, status: task.status })
  return {
    id: task.id,
    ...(mode === task.mode ? {} : { mode }),
    ...(durationDays === task.durationDays ? {} : { durationDays }),
    ...(fixed && startDay !== "" && startDay !== task.startDay ? { startDay } : {}),
    ...(!fixed && (notBefore || null) !== task.notBefore ? { notBefore: notBefore || null } : {}),
  }
}

interface FormProps {
  task: Task
  plan: Plan
  /** Asks for the plan again, when it was another one than the one that was shown. */
  reload: () => void
  close: () => void
}

function PlanForm({ task, plan, reload, close }: FormProps) {
  const trpc = useTRPC()
  const settled = useTasksSettled()
  const reschedule = useMutation(trpc.tasks.reschedule.mutationOptions({ onSettled: settled }))
  const undo = useMutation(trpc.tasks.undoReschedule.mutationOptions({ onSettled: settled }))
  const initial = useMemo(() => valuesOf(task), [task])
  const { campaignId } = task
  const editing = useEditing({
    initial,
    save: async ({ values }) => {
      const change = changeOf(values, task)
      const seen = plan.tasks.map(({ id, version }) => ({ id, version }))
      try {
        return await reschedule.mutateAsync({ campaignId, changes: [change], seen })
      } catch (error) {
        if (refusalOf(error).reason === "stale_version") reload()
        throw error
      }
    },
    onSaved: ({ moved, undo: entry }) => {
      close()
      if (entry === null) return
      const words = moved.length === 1 ? `${task.title} is planned anew` : `${moved.length} tasks moved`
      done(words, () => undo.mutateAsync({ campaignId, id: entry }))
    },
  })
  const leave = useGuardedClose(editing.dirty, close)
  const { field } = editing
  const { values } = editing.form
  const shown = useMemo(() => {
    const { startDay, week, absences, links } = plan
    const tasks = plan.tasks.map((each) => ({ ...each, responsibleId: each.responsible?.id ?? null }))
    return preview({ startDay, week, absences, links, tasks }, [changeOf(values, task)])
  }, [plan, values, task])
  const fixed = stays({ mode: values.mode, status: task.status })
  return (
    <Modal opened onClose={leave} title={`When is ${task.title} done?`} size="lg" yOffset="6vh">
      <Form
        editing={editing}
        act="Apply"
        onlyChanged
        beside={
          <Button size="sm" variant="default" onClick={leave}>
            Cancel
          </Button>
        }
      >
        <Radio.Group label="Planned" {...field("mode")}>
          <Stack gap={12} mt={4}>
            <Radio size="xs" value="automatic" label="By the plan: as soon as what it waits for allows" />
            <Radio size="xs" value="manual" label="By hand: on the days that somebody chooses" />
          </Stack>
        </Radio.Group>
        <Two>
          {fixed ? (
            <TextInput type="date" label="First day" {...field("startDay")} />
          ) : (
            <TextInput
              type="date"
              label="Not before"
              description="Leave it empty to begin as soon as possible."
              {...field("notBefore")}
            />
          )}
          <NumberInput
            label="Working days"
            min={1}
            max={2000}
            allowDecimal={false}
            allowNegative={false}
            disabled={values.milestone}
            {...field("durationDays")}
            value={values.milestone ? 0 : values.durationDays}
          />
        </Two>
        <Checkbox
          size="xs"
          label="It is a milestone, and takes no time"
          {...field("milestone", "checkbox")}
        />
        <MovesList preview={shown} plan={plan} />
      </Form>
    </Modal>
  )
}
