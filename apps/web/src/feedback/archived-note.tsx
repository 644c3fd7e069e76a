"use client"

import { Alert, Button, Group, Text } from "@mantine/core"

interface Props {
  /** What is archived: "client". */
  what: string
  /** Brings it back, for whoever may. */
  restore?: (() => void) | false
  pending: boolean
}

/** On top of a record that is archived. */
export function ArchivedNote({ what, restore, pending }: Props) {
  return (
    <Alert color="gray" variant="light" p="xs" mb="md">
      <Group justify="space-between">
        <Text size="sm">This {what} is archived. It is hidden from lists, and its data is kept.</Text>
        {restore && (
          <Button size="compact-sm" variant="default" loading={pending} onClick={restore}>
            Restore
          </Button>
        )}
      </Group>
    </Alert>
  )
}
