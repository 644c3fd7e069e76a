"use client"

import { Button, Group } from "@mantine/core"
import { notifications } from "@mantine/notifications"
import { refusalOf } from "../data/refusal"

let count = 0

/** Says in a toast that something is done. With `undo`, the toast takes it back at a click. */
export function done(message: string, undo?: () => Promise<unknown>): void {
  const id = `done-${count++}`
  const takeBack = async () => {
    notifications.hide(id)
    try {
      await undo?.()
      notifications.show({ message: "Undone", autoClose: 3000, withCloseButton: false })
    } catch (error) {
      failed(error)
    }
  }
  notifications.show({
    id,
    autoClose: undo ? 10_000 : 4000,
    withBorder: true,
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <span>{message}</span>
        {undo && (
          <Button size="compact-sm" variant="light" onClick={takeBack}>
            Undo
          </Button>
        )}
      </Group>
    ),
  })
}

/** Says in a toast why something was refused, with the request's id where somebody may want to look it up. */
export function failed(error: unknown): void {
  const refusal = refusalOf(error)
  notifications.show({
    color: "red",
    autoClose: 10_000,
    withBorder: true,
    title: refusal.message,
    message: refusal.reason === "internal" && refusal.requestId ? `Request ${refusal.requestId}` : null,
  })
}
