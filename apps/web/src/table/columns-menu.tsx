"use client"

import { Button, Checkbox, Popover, Stack } from "@mantine/core"
import { IconColumns3 } from "@tabler/icons-react"
import type { Column } from "./column"
import { useHiddenColumns } from "./use-hidden-columns"

/** Shows and hides columns; stands in a list's toolbar. */
export function ColumnsMenu<Row>({ id, columns }: { id: string; columns: Column<Row>[] }) {
  const [hidden, toggle] = useHiddenColumns(id, columns)
  return (
    <Popover position="bottom-end" trapFocus>
      <Popover.Target>
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          visibleFrom="sm"
          leftSection={<IconColumns3 size={15} stroke={1.6} />}
        >
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap={8}>
          {columns.slice(1).map((column) => (
            <Checkbox
              key={column.id}
              size="xs"
              label={column.header}
              checked={!hidden.includes(column.id)}
              onChange={() => toggle(column.id)}
            />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
