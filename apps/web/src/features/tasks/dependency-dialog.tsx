"use client"

import type { Task, TaskDependency } from "@alphas/domain/tasks/dto"
import { type DependencyType, dependencyLabels, dependencyTypes } from "@alphas/domain/tasks/words"
import { Button, Modal, NumberInput, Select } from "@mantine/core"
import { useMemo } from "react"
import { invalidFields } from "../../data/refusal"
import { trpc } from "../../data/trpc"
import { done } from "../../feedback/undo"
import { Form } from "../../forms/form"
import { Two } from "../../forms/two"
import { useGuardedClose } from "../../forms/unsaved"
import { useEditing } from "../../forms/use-editing"
import { useReturnFocus } from "../../forms/use-return-focus"
import { dependencyMeanings } from "./dependency-words"
import { useTasksSettled } from "./use-task-change"

export type Dependency = Task["dependencies"][number]
/** Which of the two the task of the page is. */
export type Side = "successor" | "predecessor"

interface Props {
  task: Task
  side: Side
  /** The dependency that is changed; null for a new one. */
  dependency: Dependency | null
  close: () => void
}

interface DependencyValues extends Record<string, unknown> {
  otherId: string | null
  type: DependencyType
  /** What a field of numbers holds while it is empty is a text. */
  lagDays: number | string
}

const typeChoices = dependencyTypes.map((value) => ({ value, label: dependencyLabels[value] }))

/** Links a task to another of its campaign, or changes how they are linked. A cycle is refused with the way around it. */
export function DependencyDialog({ task, side, dependency, close }: Props) {
  useReturnFocus()
  const settled = useTasksSettled()
  const create = trpc.schedule.dependencies.create.useMutation({ onSettled: settled })
  const update = trpc.schedule.dependencies.update.useMutation({ onSettled: settled })
  const remove = trpc.schedule.dependencies.remove.useMutation({ onSettled: settled })
  const { data: tasks } = trpc.tasks.board.useQuery({ campaignId: task.campaignId })
  const initial = useMemo<DependencyValues>(
    () => ({
      otherId: dependency?.other.id ?? null,
      type: dependency?.type ?? "finish_start",
      lagDays: dependency?.lagDays ?? 0,
    }),
    [dependency],
  )
  const editing = useEditing({
    initial,
    ...(dependency === null ? {} : { version: dependency.version }),
    save: ({ values, version }) => {
      const { otherId, type } = values
      const lagDays = Number(values.lagDays) || 0
      if (dependency !== null) return update.mutateAsync({ id: dependency.id, version, type, lagDays })
      if (otherId === null) throw invalidFields({ otherId: "Choose a task." })
      const [predecessorId, successorId] = side === "successor" ? [otherId, task.id] : [task.id, otherId]
      return create.mutateAsync({ predecessorId, successorId, type, lagDays })
    },
    readCurrent: (current) => {
      const now = current as TaskDependency // the API answers a stale version with the dependency as it is now
      return { values: { ...initial, type: now.type, lagDays: now.lagDays }, version: now.version }
    },
    onSaved: ({ id, version }) => {
      close()
      if (dependency === null) done("Dependency added", () => remove.mutateAsync({ id, version }))
      else
        done("Dependency changed", () =>
          update.mutateAsync({ id, version, type: dependency.type, lagDays: dependency.lagDays }),
        )
    },
  })
  const leave = useGuardedClose(editing.dirty, close)
  const { field, form } = editing
  const linked = new Set(task.dependencies.map(({ other }) => other.id))
  const choices = (tasks ?? [])
    .filter(({ id }) => id !== task.id && (!linked.has(id) || id === dependency?.other.id))
    .map(({ id, title }) => ({ value: id, label: title }))
  const title = side === "successor" ? `What ${task.title} waits for` : `What waits for ${task.title}`
  return (
    <Modal opened onClose={leave} title={title}>
      <Form
        editing={editing}
        action={dependency === null ? "Add dependency" : "Save"}
        beside={
          <Button size="sm" variant="default" onClick={leave}>
            Cancel
          </Button>
        }
      >
        <Select
          label="Task"
          placeholder="Choose a task of this campaign"
          searchable
          openOnFocus={false}
          disabled={dependency !== null}
          nothingFoundMessage="No other task of this name"
          data={dependency ? [{ value: dependency.other.id, label: dependency.other.title }] : choices}
          {...field("otherId")}
        />
        <Two>
          <Select
            label="How"
            data={typeChoices}
            allowDeselect={false}
            description={dependencyMeanings[form.values.type]}
            {...field("type")}
          />
          <NumberInput
            label="Working days between"
            description="Below zero they overlap."
            min={-1000}
            max={1000}
            allowDecimal={false}
            {...field("lagDays")}
          />
        </Two>
      </Form>
    </Modal>
  )
}
