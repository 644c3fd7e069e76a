"use client"

import { Button, Group, Modal, Radio, Text } from "@mantine/core"
import clsx from "clsx"
import { useState } from "react"
import type { Picks } from "./conflict"
import classes from "./conflict-dialog.module.css"
import type { Conflict } from "./use-editing"

interface Props<Values> {
  conflict: Conflict<Values>
  labels: Partial<Record<keyof Values, string>>
  /** A field's value in words, where the value itself is none; null leaves it to the dialog. */
  sayValue?: ((field: keyof Values & string, value: unknown) => string | null) | undefined
  saving: boolean
}

/** Both versions of a row, field by field; the person picks which to keep. */
export function ConflictDialog<Values>({ conflict, labels, sayValue, saving }: Props<Values>) {
  const [picks, setPicks] = useState<Picks<Values>>({})
  const { differing } = conflict
  return (
    <Modal
      opened
      onClose={conflict.dismiss}
      title="Someone else changed this while you were editing"
      size="lg"
      zIndex={400}
    >
      <Text size="sm" c="dimmed" mb="md">
        {differing.length === 0
          ? "Their changes do not conflict with yours. Save again to keep both."
          : "Choose what to keep. Nothing has been overwritten."}
      </Text>
      {differing.map(({ field, yours, theirs, both }) => (
        <Radio.Group
          key={field}
          className={clsx(classes.field)}
          label={labels[field] ?? field}
          value={picks[field] ?? (both ? "yours" : "theirs")}
          // The values are those of the two radios.
          onChange={(value) => setPicks({ ...picks, [field]: value as "yours" | "theirs" })}
        >
          <div className={classes.choices}>
            <Radio.Card className={clsx(classes.choice)} value="yours">
              <Choice who={both ? "Yours" : "Original"} words={sayValue?.(field, yours) ?? say(yours)} />
            </Radio.Card>
            <Radio.Card className={clsx(classes.choice)} value="theirs">
              <Choice who="Theirs" words={sayValue?.(field, theirs) ?? say(theirs)} />
            </Radio.Card>
          </div>
        </Radio.Group>
      ))}
      <Group justify="flex-end" gap="xs" mt="lg">
        <Button size="sm" variant="default" onClick={conflict.dismiss}>
          Back to form
        </Button>
        <Button size="sm" loading={saving} onClick={() => void conflict.resolve(picks)}>
          Save choices
        </Button>
      </Group>
    </Modal>
  )
}

function Choice({ who, words }: { who: string; words: string }) {
  return (
    <Group wrap="nowrap" gap="xs" align="flex-start">
      <Radio.Indicator size="xs" mt={2} />
      <div className={classes.value}>
        <Text size="xs" c="dimmed">
          {who}
        </Text>
        <Text size="sm">{words}</Text>
      </div>
    </Group>
  )
}

function say(value: unknown): string {
  if (value === null || value === undefined || value === "") return "Empty"
  if (typeof value === "boolean") return value ? "Yes" : "No"
  if (Array.isArray(value)) return value.length === 0 ? "Empty" : value.map(say).join(", ")
  return typeof value === "object" ? JSON.stringify(value) : String(value)
}
