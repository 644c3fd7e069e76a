"use client"

import { ActionIcon, Button, Checkbox, Popover, Stack, TextInput } from "@mantine/core"
import { IconChevronDown, IconX } from "@tabler/icons-react"
import clsx from "clsx"
import { useState } from "react"
import classes from "./filter.module.css"

export interface Choice {
  value: string
  label: string
}

interface Props {
  /** What is filtered by: Status. */
  label: string
  choices: readonly Choice[]
  value: readonly string[]
  onChange: (value: string[]) => void
  /** Whether one value excludes the others. */
  single?: boolean
}

/** From so many choices on, they can be searched. */
const searchable = 9

/** One filter of a list. As long as it is set it is a chip that says what it lets through. */
export function Filter({ label, choices, value, onChange, single = false }: Props) {
  const [text, setText] = useState("")
  const picked = choices.filter((choice) => value.includes(choice.value)).map((choice) => choice.label)
  const words = text.trim().toLowerCase()
  const fitting = choices.filter((choice) => choice.label.toLowerCase().includes(words))
  const toggle = (each: string) => {
    if (value.includes(each)) onChange(value.filter((other) => other !== each))
    else onChange(single ? [each] : [...value, each])
  }
  const set = value.length > 0
  return (
    <div className={classes.filter} data-set={set || undefined}>
      <Popover position="bottom-start" trapFocus onClose={() => setText("")}>
        <Popover.Target>
          <Button
            className={clsx(classes.button)}
            size="xs"
            variant="subtle"
            color="gray"
            rightSection={set ? undefined : <IconChevronDown size={13} />}
          >
            {set ? (
              <>
                {label}: <strong>{picked.length > 2 ? `${picked.length} of them` : picked.join(", ") || value.length}</strong>
              </>
            ) : (
              label
            )}
          </Button>
        </Popover.Target>
        <Popover.Dropdown className={clsx(classes.choices)}>
          {choices.length >= searchable && (
            <TextInput
              size="xs"
              mb="xs"
              placeholder="Search"
              aria-label={`Search in ${label}`}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          )}
          <Stack gap={8} className={clsx(classes.scroll)} role="group" aria-label={label}>
            {fitting.map((choice) => (
              <Checkbox
                key={choice.value}
                size="xs"
                radius={single ? "xl" : "sm"}
                label={choice.label}
                checked={value.includes(choice.value)}
                onChange={() => toggle(choice.value)}
              />
            ))}
            {fitting.length === 0 && <span className={classes.none}>Nothing fits</span>}
          </Stack>
        </Popover.Dropdown>
      </Popover>
      {set && (
        <ActionIcon size={26} onClick={() => onChange([])} aria-label={`Clear the filter ${label}`}>
          <IconX size={13} />
        </ActionIcon>
      )}
    </div>
  )
}
