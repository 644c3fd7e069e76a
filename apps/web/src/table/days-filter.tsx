"use client"

import { Stack } from "@mantine/core"
import { sayDay } from "../format/dates"
import { useReader } from "../format/reader"
import { DayInput } from "../forms/day-input"
import { FilterChip } from "./filter-chip"

interface Props {
  label: string
  /** The first and the last day that pass (`YYYY-MM-DD`); null for no bound. */
  from: string | null
  to: string | null
  onChange: (from: string | null, to: string | null) => void
}

const isDay = (text: string | null): text is string => text !== null && !Number.isNaN(Date.parse(text))

/** Filters a list by a span of days. */
export function DaysFilter({ label, from, to, onChange }: Props) {
  const reader = useReader()
  const [first, last] = [from, to].map((day) => (isDay(day) ? sayDay(day, reader) : null))
  const set = first && last ? `${first} – ${last}` : first ? `from ${first}` : last ? `until ${last}` : null
  return (
    <FilterChip label={label} set={set} clear={() => onChange(null, null)}>
      <Stack gap="xs">
        <DayInput
          size="xs"
          label="From"
          nested
          value={from ?? ""}
          onChange={(day) => onChange(day || null, to)}
        />
        <DayInput
          size="xs"
          label="Until"
          nested
          value={to ?? ""}
          onChange={(day) => onChange(from, day || null)}
        />
      </Stack>
    </FilterChip>
  )
}
