"use client"

import { ActionIcon, Menu } from "@mantine/core"
import { IconArrowLeft, IconArrowRight, IconArrowsMove, IconUserShare } from "@tabler/icons-react"

interface Props {
  title: string
  /** Moves the task so many weeks later, or before. */
  shift: (weeks: number) => void
  give: () => void
}

/** What dragging does with a task, by keys: to another person, or a week earlier or later. */
export function MoveMenu({ title, shift, give }: Props) {
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <ActionIcon size={26} aria-label={`Move ${title}…`}>
          <IconArrowsMove size={15} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconUserShare size={15} stroke={1.6} />} onClick={give}>
          Reassign
        </Menu.Item>
        <Menu.Item leftSection={<IconArrowLeft size={15} stroke={1.6} />} onClick={() => shift(-1)}>
          Move one week earlier
        </Menu.Item>
        <Menu.Item leftSection={<IconArrowRight size={15} stroke={1.6} />} onClick={() => shift(1)}>
          Move one week later
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
