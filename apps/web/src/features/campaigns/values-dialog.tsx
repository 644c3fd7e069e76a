"use client"

import type { Kpi } from "@alphas/domain/campaigns/dto"
import { ActionIcon, Button, Modal, TextInput, Title } from "@mantine/core"
import { IconX } from "@tabler/icons-react"
import { useQueryClient } from "@tanstack/react-query"
import { getQueryKey } from "@trpc/react-query"
import { useMemo, useState } from "react"
import { invalidFields } from "../../data/refusal"
import { trpc } from "../../data/trpc"
import { done, failed } from "../../feedback/undo"
import { sayDay } from "../../format/dates"
import { useReader } from "../../format/reader"
import { Day } from "../../format/time"
import { DayInput } from "../../forms/day-input"
import { Form } from "../../forms/form"
import { Two } from "../../forms/two"
import { useGuardedClose } from "../../forms/unsaved"
import { useEditing } from "../../forms/use-editing"
import { useReturnFocus } from "../../forms/use-return-focus"
import { useToday } from "../session/use-today"
import { numberOf, sayKpi } from "./kpi-values"
import classes from "./overview.module.css"

/** Notes what was measured on a day, and shows what was noted before. */
export function ValuesDialog({ kpi, close }: { kpi: Kpi; close: () => void }) {
  useReturnFocus()
  const queries = useQueryClient()
  const reader = useReader()
  const today = useToday()
  const setValue = trpc.campaigns.kpis.setValue.useMutation({
    onSettled: () => queries.invalidateQueries({ queryKey: getQueryKey(trpc.campaigns) }),
  })
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
        ...(Number.isNaN(number) ? { value: "Write a number." } : {}),
        ...(day === "" ? { day: "Choose a day." } : {}),
      }
      if (Object.keys(problems).length > 0) throw invalidFields(problems)
      const before = valueAt(day)
      await note(day, number, before)
      return { day, before, number }
    },
    onSaved: ({ day, before, number }) => {
      done(`${sayValue(number)} noted for ${sayDay(day, reader)}`, () => note(day, before, number))
      close()
    },
  })
  const takeAway = async (day: string, value: number) => {
    try {
      await note(day, null, value)
      done(`${sayValue(value)} of ${sayDay(day, reader)} is removed`, () => note(day, value, null))
    } catch (error) {
      failed(error)
    }
  }
  const leave = useGuardedClose(editing.dirty, close)
  const there = valueAt(editing.form.values.day)
  return (
    <Modal opened onClose={leave} title={`Values of ${name}`}>
      <Form
        editing={editing}
        action="Note it"
        beside={
          <Button size="sm" variant="default" onClick={leave}>
            Cancel
          </Button>
        }
      >
        <Two>
          <TextInput
            label={`Value (${unit})`}
            inputMode="decimal"
            description={there !== null && `Replaces ${sayValue(there)}, noted for this day.`}
            {...editing.field("value")}
          />
          <DayInput label="Day" {...editing.field("day")} />
        </Two>
      </Form>
      {values.length > 0 && (
        <section aria-label="Noted so far">
          <Title order={3} mt="md" fz="sm">
            Noted so far
          </Title>
          <ul className={classes.values}>
            {values.toReversed().map(({ day, value }) => (
              <li key={day}>
                <Day day={day} />
                <span data-figures>{sayValue(value)}</span>
                <ActionIcon
                  size={24}
                  aria-label={`Remove the value of ${sayDay(day, reader)}`}
                  onClick={() => void takeAway(day, value)}
                >
                  <IconX size={13} />
                </ActionIcon>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Modal>
  )
}
