"use client"

import type { Task } from "@alphas/domain/tasks/dto"
import { ActionIcon, Button, Menu } from "@mantine/core"
import { IconDots, IconLink, IconPencil, IconTrash } from "@tabler/icons-react"
import dynamic from "next/dynamic"
import { useState } from "react"
import { copyLink } from "../../feedback/copy-link"
import { usePermission } from "../session/me"
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
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size={28} variant="default" aria-label="More actions">
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconLink size={15} stroke={1.6} />}
            onClick={() => void copyLink(`/tasks/${task.id}`)}
          >
            Copy link
          </Menu.Item>
          {writes && (
            <Menu.Item leftSection={<IconTrash size={15} stroke={1.6} />} onClick={() => void removeIt()}>
              Delete
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {editing && <EditDialog task={task} close={() => setEditing(false)} />}
    </>
  )
}
