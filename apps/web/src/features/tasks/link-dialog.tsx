"use client"

import type { Task, TaskLink } from "@alphas/domain/tasks/dto"
import { type LinkType, linkTypes } from "@alphas/domain/tasks/schedule/network"
import { Button, Modal, NumberInput, Select } from "@mantine/core"
import { useMutation, useQuery } from "@tanstack/react-query"
import { useMemo } from "react"
import { invalidFields } from "../../data/refusal"
import { useTRPC } from "../../data/trpc"
import { done } from "../../feedback/undo"
import { Form } from "../../forms/form"
import { Two } from "../../forms/two"
import { useGuardedClose } from "../../forms/unsaved"
import { useEditing } from "../../forms/use-editing"
import { useReturnFocus } from "../../forms/use-return-focus"
import { linkLabels, linkMeanings } from "./link-words"
import { useTasksSettled } from "./use-task-change"

export type Link = Task["links"][number]
/** Which of the two the task of the page is. */
export type Side = "successor" | "predecessor"

interface Props {
  task: Task
  side: Side
  /** The tie that is changed; null for a new one. */
  link: Link | null
  close: () => void
}

interface LinkValues extends Record<string, unknown> {
  otherId: string | null
  type: LinkType
  /** What a field of numbers holds while it is empty is a text. */
  lagDays: number | string
}

const typeChoices = linkTypes.map((value) => ({ value, label: linkLabels[value] }))

/** Ties a task to another of its campaign, or changes how they are tied. A circle is refused with the way around it. */
export function LinkDialog({ task, side, link, close }: Props) {
  useReturnFocus()
  const trpc = useTRPC()
  const settled = useTasksSettled()
  const create = useMutation(trpc.tasks.links.create.mutationOptions({ onSettled: settled }))
  const update = useMutation(trpc.tasks.links.update.mutationOptions({ onSettled: settled }))
  const remove = useMutation(trpc.tasks.links.remove.mutationOptions({ onSettled: settled }))
  const { data: tasks } = useQuery(trpc.tasks.board.queryOptions({ campaignId: task.campaignId }))
  const initial = useMemo<LinkValues>(
    () => ({
      otherId: link?.other.id ?? null,
      type: link?.type ?? "finish_start",
      lagDays: link?.lagDays ?? 0,
    }),
    [link],
  )
  const editing = useEditing({
    initial,
    ...(link === null ? {} : { version: link.version }),
    save: ({ values, version }) => {
      const { otherId, type } = values
      const lagDays = Number(values.lagDays) || 0
      if (link !== null) return update.mutateAsync({ id: link.id, version, type, lagDays })
      if (otherId === null) throw invalidFields({ otherId: "Choose a task." })
      const [predecessorId, successorId] = side === "successor" ? [otherId, task.id] : [task.id, otherId]
      return create.mutateAsync({ predecessorId, successorId, type, lagDays })
    },
    readCurrent: (current) => {
      const now = current as TaskLink // the API answers a stale version with the tie as it is now
      return { values: { ...initial, type: now.type, lagDays: now.lagDays }, version: now.version }
    },
    onSaved: ({ id, version }) => {
      close()
      if (link === null) done("The tasks are tied", () => remove.mutateAsync({ id, version }))
      else
        done("The tie is changed", () =>
          update.mutateAsync({ id, version, type: link.type, lagDays: link.lagDays }),
        )
    },
  })
  const leave = useGuardedClose(editing.dirty, close)
  const { field, form } = editing
  const tied = new Set(task.links.map(({ other }) => other.id))
  const choices = (tasks ?? [])
    .filter(({ id }) => id !== task.id && (!tied.has(id) || id === link?.other.id))
    .map(({ id, title }) => ({ value: id, label: title }))
  const title = side === "successor" ? `What ${task.title} waits for` : `What waits for ${task.title}`
  return (
    <Modal opened onClose={leave} title={title}>
      <Form
        editing={editing}
        act={link === null ? "Tie them" : "Save"}
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
          disabled={link !== null}
          nothingFoundMessage="No other task of this name"
          data={link ? [{ value: link.other.id, label: link.other.title }] : choices}
          {...field("otherId")}
        />
        <Two>
          <Select
            label="How"
            data={typeChoices}
            allowDeselect={false}
            description={linkMeanings[form.values.type]}
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
