"use client"

import type { TimeRules } from "@alphas/domain/time/dto"
import { roundings, type Rounding as Way } from "@alphas/domain/time/words"
import { Select, Skeleton } from "@mantine/core"
import { useMemo } from "react"
import { trpc } from "../../data/trpc"
import { FailedState } from "../../feedback/states"
import { done } from "../../feedback/undo"
import { sayMinutes } from "../../format/minutes"
import { useReader } from "../../format/reader"
import { Form } from "../../forms/form"
import { Two } from "../../forms/two"
import { useEditing } from "../../forms/use-editing"
import { Section } from "../../shell/section"

/** The steps that the API takes, in minutes. */
const steps = [1, 5, 6, 10, 15, 30, 60] as const

const wayLabels: Record<Way, string> = { nearest: "To the nearest", up: "Up", down: "Down" }
const ways = roundings.map((value) => ({ value, label: wayLabels[value] }))

interface RuleValues extends Record<string, unknown> {
  /** Minutes, as the choice has them. */
  roundingMinutes: string
  rounding: Way
}

const labels = { roundingMinutes: "Steps", rounding: "Rounded" }

const valuesOf = ({ roundingMinutes, rounding }: TimeRules): RuleValues => ({
  roundingMinutes: String(roundingMinutes),
  rounding,
})

/** How timer entries are rounded. */
export function Rounding() {
  const { data, error, refetch } = trpc.time.rules.get.useQuery()
  return (
    <Section title="Rounding" text="How timer entries are rounded from now on.">
      {data ? (
        <Fields rules={data} />
      ) : error ? (
        <FailedState error={error} retry={() => void refetch()} />
      ) : (
        <Skeleton h={100} />
      )}
    </Section>
  )
}

function Fields({ rules }: { rules: TimeRules }) {
  const { locale } = useReader()
  const update = trpc.time.rules.update.useMutation()
  const initial = useMemo(() => valuesOf(rules), [rules])
  const editing = useEditing({
    initial,
    version: rules.version,
    save: ({ values, version }) => {
      const roundingMinutes = steps.find((step) => String(step) === values.roundingMinutes) ?? 1
      return update.mutateAsync({ version, changes: { roundingMinutes, rounding: values.rounding } })
    },
    readCurrent: (current) => {
      const now = current as TimeRules // what time.rules.update refuses a stale version with
      return { values: valuesOf(now), version: now.version }
    },
    onSaved: () => {
      done("Rounding saved")
    },
  })
  return (
    <Form editing={editing} labels={labels} action="Save" focus={false} onlyChanged>
      <Two>
        <Select
          label={labels.roundingMinutes}
          allowDeselect={false}
          data={steps.map((step) => ({ value: String(step), label: sayMinutes(step, locale) }))}
          {...editing.field("roundingMinutes")}
        />
        <Select label={labels.rounding} allowDeselect={false} data={ways} {...editing.field("rounding")} />
      </Two>
    </Form>
  )
}
