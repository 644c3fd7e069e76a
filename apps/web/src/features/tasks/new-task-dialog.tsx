"use client"

import { isolate } from "@alphas/domain/isolate"
import { Checkbox, NumberInput, Select, Textarea, TextInput } from "@mantine/core"
import { useMemo } from "react"
import { usePermission } from "../../data/me"
import { trpc } from "../../data/trpc"
import { done } from "../../feedback/undo"
import { useToday } from "../../format/use-today"
import { DayInput } from "../../forms/day-input"
import { FormDialog } from "../../forms/form-dialog"
import { Two } from "../../forms/two"
import { type Editing, useEditing } from "../../forms/use-editing"
import { PeopleSelect, PersonSelect } from "../users/person-select"
import { CampaignSelect } from "./campaign-choice"
import { type NewTaskValues, newTaskForApi, newTaskValues } from "./new-task-values"
import { RepeatsField } from "./repeats-field"
import { WeightFields } from "./task-fields"
import { taskLabels } from "./task-values"

interface Props {
  /** Its campaign, where that is known; else it is asked for. */
  campaignId?: string | null
  /** What it is a part of, where that is known. */
  parent?: { id: string; title: string } | null
  close: () => void
  /** Hears which task was made. */
  onMade?: (id: string) => void
}

/** Makes a task; the plan says on which days it comes to stand. */
export function NewTaskDialog({ campaignId = null, parent = null, close, onMade }: Props) {
  const create = trpc.tasks.create.useMutation()
  const directory = usePermission("users.directory")
  const today = useToday()
  const initial = useMemo(() => newTaskValues(campaignId, parent?.id ?? null), [campaignId, parent])
  const editing = useEditing({
    initial,
    save: ({ values }) => create.mutateAsync(newTaskForApi(values)),
    onSaved: ({ id }) => {
      close()
      done(`${isolate(editing.form.getValues().title)} created`)
      onMade?.(id)
    },
  })
  const { field, form } = editing
  const { values } = form
  return (
    <FormDialog
      title={parent ? `New subtask of ${isolate(parent.title)}` : "New task"}
      size="lg"
      editing={editing}
      action="Create task"
      close={close}
    >
      <TextInput label={taskLabels.title} {...field("title")} />
      {campaignId === null && (
        <CampaignSelect
          withTasks
          label="Campaign"
          {...field("campaignId")}
          value={values.campaignId}
          onChange={(id) => {
            form.setValues({ campaignId: id, parentId: null })
            form.clearFieldError("campaignId")
          }}
        />
      )}
      {directory && (
        <Two>
          <PersonSelect label="Responsible" {...field("responsibleId")} />
          <PeopleSelect
            label="Other assignees"
            placeholder={values.assigneeIds.length === 0 ? "Nobody" : ""}
            {...field("assigneeIds")}
          />
        </Two>
      )}
      <PlanFields editing={editing} />
      <RepeatsField
        {...field("recurrence")}
        value={values.recurrence}
        day={(values.mode === "automatic" ? values.notBefore : values.startDay) || today}
      />
      <WeightFields editing={editing} />
      {parent === null && <ParentSelect editing={editing} />}
      <Textarea label={taskLabels.description} autosize minRows={2} maxRows={10} {...field("description")} />
    </FormDialog>
  )
}

const modes = [
  { value: "automatic", label: "Automatic" },
  { value: "manual", label: "Manual" },
]

function PlanFields({ editing: { field, form } }: { editing: Editing<NewTaskValues> }) {
  const { mode, milestone, durationDays } = form.values
  return (
    <>
      <Two>
        <Select
          label="Scheduling"
          data={modes}
          allowDeselect={false}
          description={mode === "automatic" ? "As soon as its predecessors allow." : "On the day you choose."}
          {...field("mode")}
        />
        {mode === "automatic" ? (
          <DayInput label="Not before" {...field("notBefore")} />
        ) : (
          <DayInput
            label="First day"
            description="Leave empty to use the campaign's first day."
            {...field("startDay")}
          />
        )}
      </Two>
      <Two>
        <NumberInput
          label="Working days"
          min={1}
          max={2000}
          allowDecimal={false}
          allowNegative={false}
          disabled={milestone}
          {...field("durationDays")}
          value={milestone ? 0 : durationDays}
        />
        <Checkbox
          size="xs"
          mt={{ base: 0, xs: 30 }}
          label="Milestone (takes no time)"
          {...field("milestone", "checkbox")}
        />
      </Two>
    </>
  )
}

/** Of which task of its campaign it is a part; a part has none itself. */
function ParentSelect({ editing: { field, form } }: { editing: Editing<NewTaskValues> }) {
  const { campaignId } = form.values
  const { data } = trpc.tasks.board.useQuery(
    { campaignId: campaignId ?? "" },
    { enabled: campaignId !== null },
  )
  const whole = (data ?? []).filter(({ parentId }) => parentId === null)
  return (
    <Select
      label="Parent task"
      placeholder="No parent task"
      searchable
      clearable
      disabled={campaignId === null}
      nothingFoundMessage="No tasks match."
      data={whole.map(({ id, title }) => ({ value: id, label: title }))}
      {...field("parentId")}
    />
  )
}
