"use client"

import { isolate } from "@alphas/domain/isolate"
import type { Task, TaskRow } from "@alphas/domain/tasks/dto"
import { Checkbox, Radio, Text, TextInput } from "@mantine/core"
import { IconAlertTriangleFilled, IconSearch } from "@tabler/icons-react"
import { useMemo, useState } from "react"
import { usePermission } from "../../data/me"
import { trpc } from "../../data/trpc"
import { done } from "../../feedback/undo"
import { sayDays } from "../../format/dates"
import { sayMinutes } from "../../format/minutes"
import { useReader } from "../../format/reader"
import { useToday } from "../../format/use-today"
import { daysOf, weekFrom } from "../../format/weeks"
import { FormDialog } from "../../forms/form-dialog"
import { useEditing } from "../../forms/use-editing"
import { Face } from "../../shell/face"
import { useNameOf, usePeople } from "../users/person-select"
import classes from "./assign-dialog.module.css"
import { type Busy, busyOf, loadWeeksOf } from "./workload"

interface AssignValues extends Record<string, unknown> {
  responsibleId: string | null
  assigneeIds: string[]
}

const valuesOf = ({ responsible, assignees }: TaskRow): AssignValues => ({
  responsibleId: responsible?.id ?? null,
  assigneeIds: assignees.map(({ id }) => id).sort(),
})

/** Says who does a task: everybody of the agency, each with what they have to do in its weeks. */
export function AssignDialog({ task, close }: { task: TaskRow; close: () => void }) {
  const [reader, today] = [useReader(), useToday()]
  const nameOf = useNameOf()
  const assign = trpc.tasks.assign.useMutation()
  const initial = useMemo(() => valuesOf(task), [task])
  const { id, title } = task
  const editing = useEditing({
    initial,
    version: task.version,
    save: async ({ values, version }) => ({
      before: initial,
      saved: await assign.mutateAsync({ id, version, ...values }),
    }),
    readCurrent: (current) => {
      const now = current as Task // the API answers a stale version with the task as `get` shows it
      return { values: valuesOf(now), version: now.version }
    },
    onSaved: ({ saved, before }) => {
      close()
      const names = editing.form.getValues().assigneeIds.flatMap((each) => nameOf(each) ?? [])
      const words =
        names.length === 0
          ? `${isolate(title)} has no assignees`
          : `${isolate(title)} is assigned to ${names.map(isolate).join(", ")}`
      if (saved.version !== task.version) done(words, () => assign.mutateAsync({ ...saved, ...before }))
    },
  })
  const seesLoad = usePermission("workload.read")
  const weeks = loadWeeksOf(task, today)
  const { data: loads } = trpc.workload.list.useQuery(weeks, { enabled: seesLoad })
  const busy = useMemo(() => busyOf(loads ?? []), [loads])
  const lastDay = daysOf(weekFrom(weeks.monday, weeks.weeks - 1)).at(-1) ?? weeks.monday
  const [text, setText] = useState("")
  // Whoever has left the agency may still be among those who do it.
  const people = [...new Map([...task.assignees, ...usePeople()].map((each) => [each.id, each])).values()]
  const fitting = people.filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase()))
  const { assigneeIds, responsibleId } = editing.form.values

  const setDoes = (person: string, does: boolean) => {
    const others = assigneeIds.filter((each) => each !== person)
    editing.form.setValues({
      assigneeIds: does ? [...others, person].sort() : others,
      responsibleId: does ? (responsibleId ?? person) : responsibleId === person ? null : responsibleId,
    })
  }
  const setResponsible = (person: string) => {
    const others = assigneeIds.filter((each) => each !== person)
    editing.form.setValues({ responsibleId: person, assigneeIds: [...others, person].sort() })
  }
  const { error } = editing.field("assigneeIds")
  return (
    <FormDialog
      title={`Assign ${isolate(title)}`}
      size="lg"
      editing={editing}
      labels={{ responsibleId: "Responsible", assigneeIds: "Assignees" }}
      sayValue={(_field, value) =>
        Array.isArray(value)
          ? value.map((each) => nameOf(String(each)) ?? "A former team member").join(", ") || "Nobody"
          : typeof value === "string"
            ? (nameOf(value) ?? "A former team member")
            : null
      }
      action="Assign"
      close={close}
    >
      <TextInput
        aria-label="Search people"
        placeholder="Search people"
        leftSection={<IconSearch size={14} stroke={1.8} />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        // Enter would assign what is only being searched for.
        onKeyDown={(event) =>
          event.key === "Enter" && !(event.ctrlKey || event.metaKey) && event.preventDefault()
        }
      />
      <div className={classes.scroll}>
        <table className={classes.people} aria-label="People">
          <thead>
            <tr>
              <th scope="col">Assigned</th>
              <th scope="col" suppressHydrationWarning>
                Load, {sayDays(weeks.monday, lastDay, reader)}
              </th>
              <th scope="col">Responsible</th>
            </tr>
          </thead>
          <tbody>
            {fitting.map(({ id: person, name }) => {
              const theirs = busy.get(person)
              return (
                <tr key={person} data-picked={assigneeIds.includes(person) || undefined}>
                  <td>
                    <Checkbox
                      size="xs"
                      checked={assigneeIds.includes(person)}
                      onChange={(event) => setDoes(person, event.currentTarget.checked)}
                      label={
                        <span className={classes.person}>
                          <Face id={person} name={name} size={20} />
                          {name}
                        </span>
                      }
                    />
                  </td>
                  <td>{theirs ? <Load busy={theirs} /> : loads === undefined && seesLoad && "…"}</td>
                  <td>
                    <Radio
                      size="xs"
                      name="responsible"
                      aria-label={`${name} is responsible`}
                      checked={responsibleId === person}
                      onChange={() => setResponsible(person)}
                    />
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
        {fitting.length === 0 && (
          <Text size="sm" c="dimmed" p="xs">
            No people match.
          </Text>
        )}
      </div>
      {error && (
        <Text size="xs" c="var(--mantine-color-error)" role="alert">
          {error}
        </Text>
      )}
      <Text size="xs" c="dimmed">
        Hours assigned, of the hours available, in the remaining weeks of this task.
      </Text>
    </FormDialog>
  )
}

/** How busy somebody is: hours that are assigned, of those that they work; more than all of them is marked. */
function Load({ busy: { assigned, capacity, overbooked } }: { busy: Busy }) {
  const { locale } = useReader()
  return (
    <Text
      component="span"
      size="sm"
      c={overbooked ? "var(--mantine-color-error)" : "inherit"}
      suppressHydrationWarning
    >
      {overbooked && <IconAlertTriangleFilled size={12} role="img" aria-label="Overbooked:" />}{" "}
      {sayMinutes(assigned, locale)} <span className={classes.quiet}>of {sayMinutes(capacity, locale)}</span>
    </Text>
  )
}
