"use client"

import type { TaskRow } from "@alphas/domain/tasks/dto"
import { IconTrash, IconUserPlus } from "@tabler/icons-react"
import { ActionsMenu, copyLinkAction } from "../../shell/actions-menu"
import { StepItems, useTake } from "./step-items"
import { useAskAbout } from "./task-dialogs"
import { useRemoveTask } from "./use-task-change"

/** What can be done with one task from a list or a board: its steps, who does it, and the rarer actions. */
export function RowMenu({ task }: { task: TaskRow }) {
  const ask = useAskAbout()
  const take = useTake(task, (step) => ask({ task, about: { step } }))
  const remove = useRemoveTask()
  return (
    <ActionsMenu
      label={`Actions for ${task.title}`}
      inRow
      before={<StepItems task={task} take={take} />}
      actions={[
        { label: "Assign", icon: IconUserPlus, onClick: () => ask({ task, about: "assignees" }) },
        copyLinkAction(`/tasks/${task.id}`),
        { label: "Delete", icon: IconTrash, onClick: () => void remove(task) },
      ]}
    />
  )
}
