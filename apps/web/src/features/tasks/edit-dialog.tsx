"use client"

import { isolate } from "@alphas/domain/isolate"
import type { Task } from "@alphas/domain/tasks/dto"
import { priorities, priorityLabels } from "@alphas/domain/tasks/words"
import { NumberInput, Textarea, TextInput } from "@mantine/core"
import { trpc } from "../../data/trpc"
import { sayDay } from "../../format/dates"
import { useReader } from "../../format/reader"
import { FormDialog } from "../../forms/form-dialog"
import { useEditRow } from "../../forms/use-edit-row"
import { sayRepeats } from "./repeats"
import { RepeatsField } from "./repeats-field"
import { WeightFields } from "./task-fields"
import { changesForApi, taskLabels, taskValues } from "./task-values"

/** Edits a task; if somebody else was faster, both versions are shown. */
export function EditDialog({ task, close }: { task: Task; close: () => void }) {
  const reader = useReader()
  const update = trpc.tasks.update.useMutation()
  const editing = useEditRow({
    row: task,
    valuesOf: taskValues,
    forApi: (changes) => changesForApi(changes),
    update: update.mutateAsync,
    nameOf: ({ title }) => title,
    close,
  })
  const { field } = editing
  return (
    <FormDialog
      title={`Edit ${isolate(task.title)}`}
      size="lg"
      close={close}
      editing={editing}
      labels={taskLabels}
      sayValue={(name, value) => {
        if (name === "priority") return priorityLabels[priorities.find((each) => each === value) ?? "normal"]
        if (name === "recurrence")
          return sayRepeats(typeof value === "string" ? value : null, (day) => sayDay(day, reader))
        return Array.isArray(value) ? value.join(", ") : null
      }}
      action="Save"
    >
      <TextInput label={taskLabels.title} {...field("title")} />
      <Textarea label={taskLabels.description} autosize minRows={4} maxRows={14} {...field("description")} />
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
    </FormDialog>
  )
}
