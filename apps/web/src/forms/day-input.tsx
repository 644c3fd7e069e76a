"use client"

import { lastDay } from "@alphas/domain/days"
import { TextInput, type TextInputProps } from "@mantine/core"

/** A day, `YYYY-MM-DD` or empty. The last one that there is keeps a year from being typed with more than four digits. */
export function DayInput(props: Omit<TextInputProps, "type" | "max">) {
  return <TextInput type="date" max={lastDay} {...props} />
}
