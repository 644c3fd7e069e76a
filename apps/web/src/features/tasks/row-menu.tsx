"use client"

import type { TaskRow } from "@alphas/domain/tasks/dto"
import { ActionIcon, Menu } from "@mantine/core"
import { IconDots, IconLink, IconTrash, IconUserPlus } from "@tabler/icons-react"
import { copyLink } from "../../feedback/copy-link"
import { StepItems, useTake } from "./step-items"
import { useAskAbout } from "./task-dialogs"
import { useRemoveTask } from "./use-task-change"

/** What can be done with one task from a list or a board: its steps, who does it, and the rarer actions. */
export function RowMenu({ task }: { task: TaskRow }) {
  const ask = useAskAbout()
  const take = useTake(task, (step) => ask({ task, about: { step } }))
  const remove = useRemoveTask()
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon size={26} aria-label={`Actions for ${task.title}`}>
          <IconDots size={15} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <StepItems task={task} take={take} />
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconUserPlus size={15} stroke={1.6} />}
          onClick={() => ask({ task, about: "assignees" })}
        >
          Assign
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLink size={15} stroke={1.6} />}
          onClick={() => void copyLink(`/tasks/${task.id}`)}
        >
          Copy link
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size={15} stroke={1.6} />} onClick={() => void remove(task)}>
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
