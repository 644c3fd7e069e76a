"use client"

import type { Task } from "@alphas/domain/tasks/dto"
import { priorities, priorityLabels } from "@alphas/domain/tasks/words"
import { Button, Modal, NumberInput, Textarea, TextInput } from "@mantine/core"
import { useMemo } from "react"
import { trpc } from "../../data/trpc"
import { done } from "../../feedback/undo"
import { sayDay } from "../../format/dates"
import { useReader } from "../../format/reader"
import { Form } from "../../forms/form"
import { useGuardedClose } from "../../forms/unsaved"
import { useEditing } from "../../forms/use-editing"
import { useReturnFocus } from "../../forms/use-return-focus"
import { sayRepeats } from "./repeats"
import { RepeatsField } from "./repeats-field"
import { WeightFields } from "./task-fields"
import { changesForApi, taskLabels, taskValues } from "./task-values"
import { useTasksSettled } from "./use-task-change"

/** Edits a task; if somebody else was faster, both versions are shown. */
export function EditDialog({ task, close }: { task: Task; close: () => void }) {
  useReturnFocus()
  const reader = useReader()
  const settled = useTasksSettled()
  const update = trpc.tasks.update.useMutation({ onSettled: settled })
  const initial = useMemo(() => taskValues(task), [task])
  const { id } = task
  const editing = useEditing({
    initial,
    version: task.version,
    save: async ({ changes, version }) => {
      const sent = changesForApi(changes)
      const nothing = Object.keys(sent).length === 0
      const saved = nothing ? { id, version } : await update.mutateAsync({ id, version, changes: sent })
      return { saved, before: initial, changes }
    },
    readCurrent: (current) => {
      const now = current as Task // the API answers a stale version with the task as `get` shows it
      return { values: taskValues(now), version: now.version }
    },
    onSaved: ({ saved, before, changes }) => {
      close()
      const names = Object.keys(changes)
      if (names.length === 0) return
      const undo = Object.fromEntries(names.map((name) => [name, before[name]]))
      done(`${changes.title ?? task.title} is saved`, () =>
        update.mutateAsync({ ...saved, changes: changesForApi(undo) }),
      )
    },
  })
  const leave = useGuardedClose(editing.dirty, close)
  const { field } = editing
  return (
    <Modal opened onClose={leave} title={`Edit ${task.title}`} size="lg" yOffset="6vh">
      <Form
        editing={editing}
        labels={taskLabels}
        sayValue={(name, value) => {
          if (name === "priority")
            return priorityLabels[priorities.find((each) => each === value) ?? "normal"]
          if (name === "recurrence")
            return sayRepeats(typeof value === "string" ? value : null, (day) => sayDay(day, reader))
          return Array.isArray(value) ? value.join(", ") : null
        }}
        action="Save"
        beside={
          <Button size="sm" variant="default" onClick={leave}>
            Cancel
          </Button>
        }
      >
        <TextInput label={taskLabels.title} {...field("title")} />
        <Textarea
          label={taskLabels.description}
          autosize
          minRows={4}
          maxRows={14}
          {...field("description")}
        />
        <WeightFields editing={editing} />
        <RepeatsField
          {...field("recurrence")}
          value={editing.form.values.recurrence}
          day={task.startDay}
          disabled={task.status === "completed"}
          note={
            task.status === "completed"
              ? "This task is completed. Edit the next one to change how it repeats."
              : undefined
          }
        />
        <NumberInput
          label={taskLabels.progress}
          suffix=" %"
          min={0}
          max={100}
          step={5}
          allowDecimal={false}
          allowNegative={false}
          disabled={task.status === "completed"}
          {...field("progress")}
        />
      </Form>
    </Modal>
  )
}
