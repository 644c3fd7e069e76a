"use client"

import type { ChecklistItem, Task } from "@alphas/domain/tasks/dto"
import { ActionIcon, Checkbox, Text, TextInput } from "@mantine/core"
import { IconPencil, IconPlus, IconX } from "@tabler/icons-react"
import { type KeyboardEvent, useRef, useState } from "react"
import { usePermission } from "../../data/me"
import { Part } from "../../shell/part"
import classes from "./checklist.module.css"
import { useChecklist } from "./use-checklist"

/** What has to be ticked off before a task is done. */
export function Checklist({ task }: { task: Task }) {
  const writes = usePermission("tasks.write")
  const checklist = useChecklist(task.id)
  const { checklistDone, checklistTotal } = task
  return (
    <Part
      title="Checklist"
      actions={
        checklistTotal > 0 && (
          <Text size="sm" c="dimmed" data-figures>
            {checklistDone} of {checklistTotal}
          </Text>
        )
      }
    >
      {task.checklist.length > 0 && (
        <ul className={classes.items}>
          {task.checklist.map((item) => (
            <Item key={item.id} item={item} writes={writes} checklist={checklist} />
          ))}
        </ul>
      )}
      {writes ? (
        <NewItem add={checklist.add} />
      ) : (
        task.checklist.length === 0 && (
          <Text size="sm" c="dimmed">
            No checklist items yet.
          </Text>
        )
      )}
    </Part>
  )
}

interface ItemProps {
  item: ChecklistItem
  writes: boolean
  checklist: ReturnType<typeof useChecklist>
}

/** One item. Its words are edited where they stand. */
function Item({ item, writes, checklist }: ItemProps) {
  const [wording, setWording] = useState<string | null>(null)
  const pencil = useRef<HTMLButtonElement>(null)
  // While it is on its way to the server it has no id yet.
  const saved = !item.id.startsWith("new-")
  const finish = (keep: boolean) => {
    const text = wording?.trim()
    setWording(null)
    setTimeout(() => pencil.current?.focus())
    if (keep && text && text !== item.text) void checklist.change(item.id, { text })
  }
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== "Escape") return
    event.preventDefault()
    finish(event.key === "Enter")
  }
  return (
    <li className={classes.item}>
      {wording === null ? (
        <Checkbox
          size="xs"
          label={item.text}
          checked={item.done}
          disabled={!writes || !saved}
          classNames={{ body: classes.body ?? "", label: classes.label ?? "" }}
          data-done={item.done || undefined}
          onChange={(event) => void checklist.change(item.id, { done: event.currentTarget.checked })}
        />
      ) : (
        <TextInput
          size="xs"
          flex={1}
          aria-label={`New text of ${item.text}`}
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
        <span className={classes.actions}>
          <ActionIcon
            ref={pencil}
            size={24}
            aria-label={`Edit ${item.text}`}
            onClick={() => setWording(item.text)}
          >
            <IconPencil size={13} stroke={1.6} />
          </ActionIcon>
          <ActionIcon
            size={24}
            aria-label={`Delete ${item.text}`}
            onClick={() => void checklist.remove(item)}
          >
            <IconX size={13} />
          </ActionIcon>
        </span>
      )}
    </li>
  )
}

/** Adds items, one after the other. */
function NewItem({ add }: { add: (text: string) => Promise<boolean> }) {
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
      aria-label="Add item"
      placeholder="Add item"
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
