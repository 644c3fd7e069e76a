"use client"

import { priorities, priorityLabels } from "@alphas/domain/tasks/words"
import { Select, TagsInput, TextInput } from "@mantine/core"
import { Two } from "../../forms/two"
import type { Editing } from "../../forms/use-editing"
import { taskLabels } from "./task-values"

const priorityChoices = priorities.map((value) => ({ value, label: priorityLabels[value] }))

interface Fields extends Record<string, unknown> {
  priority: string
  estimateMinutes: string
  labels: string[]
}

/** How pressing a task is, how long it takes, and what it is filed under. */
export function WeightFields<Values extends Fields>({ editing: { field } }: { editing: Editing<Values> }) {
  return (
    <>
      <Two>
        <Select
          label={taskLabels.priority}
          data={priorityChoices}
          allowDeselect={false}
          {...field("priority")}
        />
        <TextInput
          label={taskLabels.estimateMinutes}
          placeholder="None"
          description="Hours, like 2.5 or 2:30."
          {...field("estimateMinutes")}
        />
      </Two>
      <TagsInput label={taskLabels.labels} placeholder="Add a label" maxTags={20} {...field("labels")} />
    </>
  )
}
