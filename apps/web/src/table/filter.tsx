"use client"

import { Checkbox, Stack, TextInput } from "@mantine/core"
import clsx from "clsx"
import { useState } from "react"
import classes from "./filter.module.css"
import { FilterChip } from "./filter-chip"

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
  /** Hears what is searched for, where the server finds the choices: they are shown as they come. */
  onSearch?: (text: string) => void
}

/** From so many choices on, they can be searched. */
const searchable = 9

/** Filters a list by some of several values. */
export function Filter({ label, choices, value, onChange, single = false, onSearch }: Props) {
  const [text, setText] = useState("")
  const picked = choices.filter((choice) => value.includes(choice.value)).map((choice) => choice.label)
  const wanted = text.trim().toLowerCase()
  const fitting = onSearch ? choices : choices.filter((choice) => choice.label.toLowerCase().includes(wanted))
  const search = (next: string) => {
    setText(next)
    onSearch?.(next)
  }
  const toggle = (each: string) => {
    if (value.includes(each)) onChange(value.filter((other) => other !== each))
    else onChange(single ? [each] : [...value, each])
  }
  // A value that is in the address and not among the choices filters all the same.
  const few = picked.length === value.length && picked.length <= 2
  const set = value.length === 0 ? null : few ? picked.join(", ") : `${value.length} of them`
  return (
    <FilterChip label={label} set={set} clear={() => onChange([])} onClose={() => search("")}>
      {(onSearch || choices.length >= searchable) && (
        <TextInput
          size="xs"
          mb="xs"
          placeholder="Search"
          aria-label={`Search in ${label}`}
          value={text}
          onChange={(event) => search(event.currentTarget.value)}
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
        {fitting.length === 0 && <span className={classes.none}>No matches</span>}
      </Stack>
    </FilterChip>
  )
}
