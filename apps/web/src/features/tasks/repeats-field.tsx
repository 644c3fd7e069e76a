"use client"

import { ruleWeekdays } from "@alphas/domain/tasks/recurrence"
import { weekdayNames } from "@alphas/domain/tasks/recurrence-words"
import { Chip, Group, Input, NumberInput, Select, Stack } from "@mantine/core"
import { type ReactNode, useState } from "react"
import { sayDay } from "../../format/dates"
import { useReader } from "../../format/reader"
import { DayInput } from "../../forms/day-input"
import { Two } from "../../forms/two"
import {
  draftOf,
  type Ends,
  monthDayOf,
  monthDays,
  onMonthDay,
  type RepeatsDraft,
  rhythms,
  sayRepeats,
  textOf,
  units,
  withRhythm,
  withUnit,
} from "./repeats"
import classes from "./repeats-field.module.css"
import { taskLabels } from "./task-values"

interface Props {
  /** The rule, or empty for none. */
  value: string
  onChange: (value: string) => void
  error?: ReactNode
  /** The day on which the task begins: a new rhythm comes on its weekday, or its day of the month. */
  day: string
  disabled?: boolean
  note?: string | undefined
}

/** By which rule a task comes again: plain choices first, the rest as it is needed, and all of it said in words. */
export function RepeatsField({ value, onChange, error, day, disabled = false, note }: Props) {
  const reader = useReader()
  const [edited, setEdited] = useState({ text: value, draft: draftOf(value) })
  // What was chosen holds as long as the form says the same; a newer value from elsewhere is read anew.
  const draft = edited.text === value ? edited.draft : draftOf(value)
  const change = (next: RepeatsDraft) => {
    const text = textOf(next)
    setEdited({ text, draft: next })
    onChange(text)
  }
  const words = draft.rhythm === "" ? null : sayRepeats(value, (each) => sayDay(each, reader))
  return (
    <>
      <Select
        label={taskLabels.recurrence}
        data={[...rhythms]}
        allowDeselect={false}
        disabled={disabled}
        value={draft.rhythm}
        onChange={(next) => {
          const rhythm = rhythms.find((each) => each.value === next)?.value
          if (rhythm !== undefined) change(withRhythm(draft, rhythm, day))
        }}
        error={error}
        description={note ?? (words && `${words}. The next one is created when this one is completed.`)}
      />
      {draft.rhythm !== "" && !disabled && <Details draft={draft} change={change} day={day} />}
    </>
  )
}

interface DetailsProps {
  draft: RepeatsDraft
  change: (draft: RepeatsDraft) => void
  day: string
}

function Details({ draft, change, day }: DetailsProps) {
  const { rhythm, rule } = draft
  const set = (changes: Partial<typeof rule>) => change({ ...draft, rule: { ...rule, ...changes } })
  return (
    <Stack gap="sm" className={classes.details ?? ""} role="group" aria-label="How it repeats">
      {rhythm === "custom" && (
        <Two>
          <NumberInput
            label="Every"
            min={1}
            max={99}
            allowDecimal={false}
            allowNegative={false}
            clampBehavior="strict"
            value={rule.interval}
            onChange={(next) => set({ interval: Math.max(1, Number(next) || 1) })}
          />
          <Select
            label="Unit"
            data={units}
            allowDeselect={false}
            value={rule.frequency}
            onChange={(next) => {
              const unit = units.find((each) => each.value === next)
              if (unit) change(withUnit(draft, unit.value, day))
            }}
          />
        </Two>
      )}
      {rhythm !== "workdays" && rule.frequency === "WEEKLY" && <Weekdays draft={draft} change={change} />}
      {rule.frequency === "MONTHLY" && (
        <Two>
          <Select
            label="On"
            data={monthDays}
            searchable
            allowDeselect={false}
            nothingFoundMessage="No days match."
            description={
              (rule.monthDay ?? 0) > 28 ? `Months without a day ${rule.monthDay} are skipped.` : undefined
            }
            value={monthDayOf(rule)}
            onChange={(next) => next && change({ ...draft, rule: onMonthDay(rule, next) })}
          />
        </Two>
      )}
      <EndFields draft={draft} change={change} />
    </Stack>
  )
}

function Weekdays({ draft, change }: Omit<DetailsProps, "day">) {
  const { rule } = draft
  return (
    <Input.Wrapper label="On" labelElement="div">
      <Chip.Group
        multiple
        value={rule.weekdays}
        onChange={(chosen) => {
          const weekdays = ruleWeekdays.filter((each) => chosen.includes(each))
          if (weekdays.length > 0) change({ ...draft, rule: { ...rule, weekdays } })
        }}
      >
        <Group gap={6} mt={4} role="group" aria-label="Weekdays">
          {ruleWeekdays.map((each) => (
            <Chip
              key={each}
              value={each}
              size="xs"
              variant="light"
              radius="sm"
              aria-label={weekdayNames[each]}
            >
              {weekdayNames[each].slice(0, 3)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </Input.Wrapper>
  )
}

const ends: { value: Ends; label: string }[] = [
  { value: "never", label: "When the campaign is completed" },
  { value: "until", label: "On a date" },
  { value: "count", label: "After a number of times" },
]

function EndFields({ draft, change }: Omit<DetailsProps, "day">) {
  const { rule } = draft
  return (
    <Two>
      <Select
        label="Ends"
        data={ends}
        allowDeselect={false}
        value={draft.ends}
        onChange={(next) => {
          const chosen = ends.find((each) => each.value === next)
          if (chosen) change({ ...draft, ends: chosen.value })
        }}
      />
      {draft.ends === "until" && (
        <DayInput
          label="Last day"
          value={rule.until ?? ""}
          onChange={(until) => change({ ...draft, rule: { ...rule, until: until || null } })}
        />
      )}
      {draft.ends === "count" && (
        <NumberInput
          label="Number of times"
          description="Including this one."
          min={2}
          max={999}
          allowDecimal={false}
          allowNegative={false}
          value={rule.count ?? ""}
          onChange={(next) => change({ ...draft, rule: { ...rule, count: Number(next) || null } })}
        />
      )}
    </Two>
  )
}
