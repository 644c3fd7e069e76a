"use client"

import type { Check, Task } from "@alphas/domain/tasks/dto"
import { ActionIcon, Checkbox, Text, TextInput } from "@mantine/core"
import { IconPencil, IconPlus, IconX } from "@tabler/icons-react"
import { type KeyboardEvent, useRef, useState } from "react"
import { Part } from "../../shell/part"
import { usePermission } from "../session/me"
import classes from "./checklist.module.css"
import { useChecks } from "./use-checks"

/** What has to be ticked off before a task is done. */
export function Checklist({ task }: { task: Task }) {
  const writes = usePermission("tasks.write")
  const checks = useChecks(task.id)
  const { checksDone, checksTotal } = task
  return (
    <Part
      title="Checklist"
      acts={
        checksTotal > 0 && (
          <Text size="sm" c="dimmed" data-figures>
            {checksDone} of {checksTotal}
          </Text>
        )
      }
    >
      {task.checks.length > 0 && (
        <ul className={classes.points}>
          {task.checks.map((check) => (
            <Point key={check.id} check={check} writes={writes} checks={checks} />
          ))}
        </ul>
      )}
      {writes ? (
        <NewPoint add={checks.add} />
      ) : (
        task.checks.length === 0 && (
          <Text size="sm" c="dimmed">
            Nothing to tick off.
          </Text>
        )
      )}
    </Part>
  )
}

interface PointProps {
  check: Check
  writes: boolean
  checks: ReturnType<typeof useChecks>
}

/** One point. Its words are edited where they stand. */
function Point({ check, writes, checks }: PointProps) {
  const [wording, setWording] = useState<string | null>(null)
  const pencil = useRef<HTMLButtonElement>(null)
  // While it is on its way to the server it has no id yet.
  const saved = !check.id.startsWith("new-")
  const finish = (keep: boolean) => {
    const text = wording?.trim()
    setWording(null)
    setTimeout(() => pencil.current?.focus())
    if (keep && text && text !== check.text) void checks.change(check.id, { text })
  }
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== "Escape") return
    event.preventDefault()
    finish(event.key === "Enter")
  }
  return (
    <li className={classes.point}>
      {wording === null ? (
        <Checkbox
          size="xs"
          label={check.text}
          checked={check.done}
          disabled={!writes || !saved}
          classNames={{ body: classes.body ?? "", label: classes.label ?? "" }}
          data-done={check.done || undefined}
          onChange={(event) => void checks.change(check.id, { done: event.currentTarget.checked })}
        />
      ) : (
        <TextInput
          size="xs"
          flex={1}
          aria-label={`New words for ${check.text}`}
          value={wording}
          maxLength={300}
          // Escape leaves the words, and not the drawer around them.
          data-mantine-stop-propagation="true"
          ref={(input) => {
            if (input && document.activeElement !== input) input.focus()
          }}
          onChange={(event) => setWording(event.currentTarget.value)}
          onKeyDown={press}
          onBlur={() => wording !== null && finish(true)}
        />
      )}
      {writes && saved && wording === null && (
        <span className={classes.acts}>
          <ActionIcon
            ref={pencil}
            size={24}
            aria-label={`Reword ${check.text}`}
            onClick={() => setWording(check.text)}
          >
            <IconPencil size={13} stroke={1.6} />
          </ActionIcon>
          <ActionIcon size={24} aria-label={`Remove ${check.text}`} onClick={() => void checks.remove(check)}>
            <IconX size={13} />
          </ActionIcon>
        </span>
      )}
    </li>
  )
}

/** Adds points, one after the other. */
function NewPoint({ add }: { add: (text: string) => Promise<boolean> }) {
  const [text, setText] = useState("")
  const send = () => {
    const wanted = text.trim()
    if (wanted === "") return
    setText("")
    // What was refused is not lost.
    void add(wanted).then((saved) => saved || setText(wanted))
  }
  return (
    <TextInput
      size="xs"
      aria-label="Add a point"
      placeholder="Add a point"
      maxLength={300}
      leftSection={<IconPlus size={14} stroke={1.6} />}
      className={classes.add ?? ""}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== "Enter") return
        event.preventDefault()
        send()
      }}
    />
  )
}
