"use client"

import { isolate } from "@alphas/domain/isolate"
import type { User } from "@alphas/domain/users/dto"
import { Button, NumberInput } from "@mantine/core"
import { invalidFields } from "../../data/refusal"
import { trpc } from "../../data/trpc"
import { done } from "../../feedback/undo"
import { Form } from "../../forms/form"
import { useEditing } from "../../forms/use-editing"

/** What a field of numbers holds while it is empty is a text. */
interface HoursValues extends Record<string, unknown> {
  hours: number | string
}

const valuesOf = ({ dailyMinutes }: Pick<User, "dailyMinutes">): HoursValues => ({ hours: dailyMinutes / 60 })

/** Says how long somebody works on a working day. */
export function HoursForm({ person, close }: { person: User; close: () => void }) {
  const set = trpc.users.setHours.useMutation()
  const editing = useEditing({
    initial: valuesOf(person),
    version: person.version,
    save: async ({ values, version }) => {
      if (values.hours === "") throw invalidFields({ hours: "Enter hours, such as 8 or 7.5." })
      const dailyMinutes = Math.round(Number(values.hours) * 60)
      const saved = await set.mutateAsync({ id: person.id, version, dailyMinutes })
      return { ...saved, before: person.dailyMinutes }
    },
    readCurrent: (current) => {
      const now = current as User // the API answers a stale version with the row of this very list
      return { values: valuesOf(now), version: now.version }
    },
    onSaved: ({ id, name, version, dailyMinutes, before }) =>
      done(
        `${isolate(name)} works ${dailyMinutes / 60} hours a day`,
        before === dailyMinutes ? undefined : () => set.mutateAsync({ id, version, dailyMinutes: before }),
      ),
  })
  return (
    <section aria-label="Hours">
      <Form
        editing={editing}
        action="Change hours"
        focus={false}
        onlyChanged
        labels={{ hours: "Hours a day" }}
        beside={
          editing.dirty && (
            <Button size="sm" variant="default" onClick={close}>
              Cancel
            </Button>
          )
        }
      >
        <NumberInput
          label="Hours a day"
          description="Working hours on a working day. Used to calculate workload."
          min={0}
          max={24}
          step={0.5}
          decimalScale={2}
          allowNegative={false}
          {...editing.field("hours")}
        />
      </Form>
    </section>
  )
}
