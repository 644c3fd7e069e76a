"use client"

import { Button, Menu } from "@mantine/core"
import { IconArrowDown, IconArrowUp, IconCheck } from "@tabler/icons-react"
import type { Sorting } from "./column"

interface Props {
  choices: readonly { value: string; label: string }[]
  sorting: Sorting
  onSort: (sorting: Sorting) => void
}

/** By what a list is ordered; for lists that can be shown without a head to click on. */
export function SortMenu({ choices, sorting, onSort }: Props) {
  const { sort, direction } = sorting
  const Arrow = direction === "asc" ? IconArrowUp : IconArrowDown
  const now = choices.find(({ value }) => value === sort)?.label ?? ""
  const way = direction === "asc" ? "ascending" : "descending"
  return (
    <Menu position="bottom-end" width={170}>
      <Menu.Target>
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          leftSection={<Arrow size={14} stroke={1.8} aria-hidden />}
          aria-label={`Sorted by ${now}, ${way}. Change sort order`}
        >
          {now}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map(({ value, label }) => (
          <Menu.Item
            key={value}
            rightSection={value === sort && <IconCheck size={14} aria-label="now" />}
            onClick={() => onSort({ sort: value, direction: "asc" })}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          onClick={() => onSort({ sort, direction: direction === "asc" ? "desc" : "asc" })}
          leftSection={
            direction === "asc" ? (
              <IconArrowDown size={14} stroke={1.8} />
            ) : (
              <IconArrowUp size={14} stroke={1.8} />
            )
          }
        >
          Reverse order
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
