"use client"

import type { Task } from "@alphas/domain/tasks/dto"
import { Button } from "@mantine/core"
import { IconPencil, IconTrash } from "@tabler/icons-react"
import dynamic from "next/dynamic"
import { useState } from "react"
import { usePermission } from "../../data/me"
import { ActionsMenu, copyLinkAction } from "../../shell/actions-menu"
import { StepButtons } from "./status-menu"
import { useRemoveTask } from "./use-task-change"

const EditDialog = dynamic(() => import("./edit-dialog").then((module) => module.EditDialog), { ssr: false })

interface Props {
  task: Task
  /** Leaves the task, once it is removed. */
  leave: () => void
}

/** What can be done with a task, at the top of it. */
export function TaskActions({ task, leave }: Props) {
  const writes = usePermission("tasks.write")
  const remove = useRemoveTask()
  const [editing, setEditing] = useState(false)
  const removeIt = async () => {
    if (await remove(task)) leave()
  }
  return (
    <>
      <StepButtons task={task} />
      {writes && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPencil size={14} stroke={1.6} />}
          onClick={() => setEditing(true)}
        >
          Edit
        </Button>
      )}
      <ActionsMenu
        actions={[
          copyLinkAction(`/tasks/${task.id}`),
          writes && { label: "Delete", icon: IconTrash, onClick: () => void removeIt() },
        ]}
      />
      {editing && <EditDialog task={task} close={() => setEditing(false)} />}
    </>
  )
}
