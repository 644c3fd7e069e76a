"use client"

import type { TaskRow } from "@alphas/domain/tasks/dto"
import { Text } from "@mantine/core"
import { sayMinutes } from "../../format/minutes"
import { useReader } from "../../format/reader"

/** The time that was logged on a task, of what was estimated; more than that is marked. */
export function WorkLogged({ task }: { task: Pick<TaskRow, "minutes" | "estimateMinutes"> }) {
  const { locale } = useReader()
  const { minutes, estimateMinutes } = task
  if (minutes === 0 && estimateMinutes === null) return null
  const over = estimateMinutes !== null && minutes > estimateMinutes
  return (
    <Text
      component="span"
      size="sm"
      c={over ? "var(--mantine-color-error)" : "inherit"}
      data-figures
      suppressHydrationWarning
    >
      {sayMinutes(minutes, locale)}
      {estimateMinutes !== null && (
        <Text component="span" size="sm" c="dimmed">
          {" "}
          of {sayMinutes(estimateMinutes, locale)}
        </Text>
      )}
    </Text>
  )
}
