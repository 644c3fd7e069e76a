"use client"

import type { Kpi } from "@alphas/domain/campaigns/dto"
import { isolate } from "@alphas/domain/isolate"
import { ActionIcon, TextInput, Title } from "@mantine/core"
import { IconX } from "@tabler/icons-react"
import { useMemo, useState } from "react"
import { invalidFields } from "../../data/refusal"
import { trpc } from "../../data/trpc"
import { attempt, done } from "../../feedback/undo"
import { sayDay } from "../../format/dates"
import { useReader } from "../../format/reader"
import { Day } from "../../format/time"
import { useToday } from "../../format/use-today"
import { DayInput } from "../../forms/day-input"
import { FormDialog } from "../../forms/form-dialog"
import { Two } from "../../forms/two"
import { useEditing } from "../../forms/use-editing"
import { numberOf, sayKpi } from "./kpi-values"
import classes from "./overview.module.css"

/** Notes what was measured on a day, and shows what was noted before. */
export function ValuesDialog({ kpi, close }: { kpi: Kpi; close: () => void }) {
  const reader = useReader()
  const today = useToday()
  const setValue = trpc.campaigns.kpis.setValue.useMutation()
  const { id, name, unit, values } = kpi
  const [begun] = useState(today)
  const initial = useMemo(() => ({ value: "", day: begun }), [begun])
  /** @param seen what it replaces: something else that somebody noted meanwhile stays. */
  const note = (day: string, value: number | null, seen: number | null) =>
    setValue.mutateAsync({ id, day, value, seen })
  const valueAt = (day: string) => values.find((each) => each.day === day)?.value ?? null
  const sayValue = (value: number) => sayKpi(value, unit, reader.locale)

  const editing = useEditing({
    initial,
    save: async ({ values: { day, value } }) => {
      const number = numberOf(value, reader.locale)
      const problems = {
        ...(Number.isNaN(number) ? { value: "Enter a number." } : {}),
        ...(day === "" ? { day: "Choose a day." } : {}),
      }
      if (Object.keys(problems).length > 0) throw invalidFields(problems)
      const before = valueAt(day)
      await note(day, number, before)
      return { day, before, number }
    },
    onSaved: ({ day, before, number }) => {
      done(`${sayValue(number)} saved for ${sayDay(day, reader)}`, () => note(day, before, number))
      close()
    },
  })
  const takeAway = (day: string, value: number) =>
    attempt(
      () => note(day, null, value),
      `${sayValue(value)} of ${sayDay(day, reader)} deleted`,
      () => note(day, value, null),
    )
  const there = valueAt(editing.form.values.day)
  return (
    <FormDialog
      title={`Values of ${isolate(name)}`}
      editing={editing}
      action="Save value"
      close={close}
      below={
        values.length > 0 && (
          <section aria-label="Saved values">
            <Title order={3} mt="md" fz="sm">
              Saved values
            </Title>
            <ul className={classes.values}>
              {values.toReversed().map(({ day, value }) => (
                <li key={day}>
                  <Day day={day} />
                  <span data-figures>{sayValue(value)}</span>
                  <ActionIcon
                    size={24}
                    aria-label={`Delete the value of ${sayDay(day, reader)}`}
                    onClick={() => void takeAway(day, value)}
                  >
                    <IconX size={13} />
                  </ActionIcon>
                </li>
              ))}
            </ul>
          </section>
        )
      }
    >
      <Two>
        <TextInput
          label={`Value (${unit})`}
          inputMode="decimal"
          description={there !== null && `Replaces ${sayValue(there)}, saved for this day.`}
          {...editing.field("value")}
        />
        <DayInput label="Day" {...editing.field("day")} />
      </Two>
    </FormDialog>
  )
}
