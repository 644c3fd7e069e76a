"use client"

import type { DayOff } from "@alphas/domain/calendar/dto"
import { isolate } from "@alphas/domain/isolate"
import { ActionIcon, Anchor, Skeleton, Text, TextInput } from "@mantine/core"
import { IconTrash } from "@tabler/icons-react"
import { useState } from "react"
import { invalidFields } from "../../data/refusal"
import { trpc } from "../../data/trpc"
import { done, failed } from "../../feedback/undo"
import { Day } from "../../format/time"
import { useToday } from "../../format/use-today"
import { DayInput } from "../../forms/day-input"
import { Form } from "../../forms/form"
import { Two } from "../../forms/two"
import { useEditing } from "../../forms/use-editing"
import lines from "../../shell/lines.module.css"
import { Section } from "../../shell/section"

const initial = { day: "", name: "" }

/** Names a day off, or with null makes it a working day again. */
function useSetDayOff() {
  return trpc.calendar.setDayOff.useMutation().mutateAsync
}

/** The agency's own days off, beside the public holidays. */
export function DaysOff() {
  const { data } = trpc.calendar.get.useQuery()
  const setDayOff = useSetDayOff()
  const today = useToday()
  const [past, setPast] = useState(false)
  const shown = data?.daysOff.filter(({ day }) => past || day >= today) ?? []
  const earlier = data?.daysOff.filter(({ day }) => day < today).length ?? 0
  // Each day begins with a form of its own.
  const [added, setAdded] = useState(0)
  const remove = ({ day, name }: DayOff) =>
    setDayOff({ day, name: null }).then(
      () => done(`${isolate(name)} is a working day again`, () => setDayOff({ day, name })),
      failed,
    )
  return (
    <Section title="Days off" text="Days when the agency is closed, such as company holidays.">
      {data ? (
        <ul className={lines.lines} aria-label="Days off">
          {shown.map((each) => (
            <li key={each.day} className={lines.line}>
              <Text size="sm" fw={500} className={lines.text ?? ""} truncate>
                {each.name}
              </Text>
              <Text size="sm" c="dimmed">
                <Day day={each.day} />
              </Text>
              <ActionIcon size={28} aria-label={`Delete ${each.name}`} onClick={() => void remove(each)}>
                <IconTrash size={15} stroke={1.6} />
              </ActionIcon>
            </li>
          ))}
        </ul>
      ) : (
        <Skeleton h={44} />
      )}
      {earlier > 0 && (
        <Anchor component="button" type="button" size="sm" my={6} onClick={() => setPast(!past)}>
          {past ? "Hide past days" : `Show ${earlier} past days`}
        </Anchor>
      )}
      <AddDayOff key={added} onAdded={() => setAdded(added + 1)} />
    </Section>
  )
}

function AddDayOff({ onAdded }: { onAdded: () => void }) {
  const setDayOff = useSetDayOff()
  const editing = useEditing({
    initial,
    save: async ({ values }) => {
      if (values.day === "") throw invalidFields({ day: "Choose a day." })
      return setDayOff(values)
    },
    onSaved: () => {
      done(`${isolate(editing.form.getValues().name)} added as a day off`)
      onAdded()
    },
  })
  return (
    <Form editing={editing} action="Add day off" focus={false} onlyChanged>
      <Two>
        <DayInput label="Day" {...editing.field("day")} />
        <TextInput label="Name" {...editing.field("name")} />
      </Two>
    </Form>
  )
}
