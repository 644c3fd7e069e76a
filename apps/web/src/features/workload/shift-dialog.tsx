"use client"

import { isolate } from "@alphas/domain/isolate"
import { Button, Group, Modal, Stack, Text } from "@mantine/core"
import { Isolated } from "../../feedback/isolated"
import { useReturnFocus } from "../../forms/use-return-focus"
import { MovesList } from "../tasks/moves-list"
import type { AskedShift } from "./use-task-moves"

/** What else moves when a task goes into another week, before it is done. */
export function ShiftDialog({ asked: { task, plan, preview, answer } }: { asked: AskedShift }) {
  useReturnFocus()
  return (
    <Modal
      opened
      onClose={() => answer(false)}
      title={<Isolated text={`Move ${isolate(task.title)}?`} />}
      size="lg"
      yOffset="8vh"
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          Its dates depend on other tasks. This is what would change.
        </Text>
        <MovesList preview={preview} plan={plan} />
        <Group justify="flex-end" gap="xs">
          <Button size="sm" variant="default" onClick={() => answer(false)}>
            Cancel
          </Button>
          <Button data-autofocus size="sm" onClick={() => answer(true)}>
            Move task
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
