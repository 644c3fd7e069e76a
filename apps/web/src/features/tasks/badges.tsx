"use client"

import type { TaskRow } from "@alphas/domain/tasks/dto"
import { isOverdue } from "@alphas/domain/tasks/late"
import { type Priority, priorityLabels, type TaskStatus, taskStatusLabels } from "@alphas/domain/tasks/words"
import { Text } from "@mantine/core"
import {
  IconAntennaBars2,
  IconAntennaBars3,
  IconAntennaBars5,
  IconFlagFilled,
  IconListCheck,
  IconRepeat,
} from "@tabler/icons-react"
import { sayDay } from "../../format/dates"
import { useReader } from "../../format/reader"
import { Day, Days } from "../../format/time"
import { useToday } from "../../format/use-today"
import { DotWord, type Tone } from "../../shell/dot-word"
import { Face } from "../../shell/face"
import { sayRepeats } from "./repeats"
import classes from "./tasks.module.css"

const tones: Record<TaskStatus, Tone> = {
  not_started: "idle",
  in_progress: "working",
  under_review: "waiting",
  completed: "good",
}

/** A task's status. */
export const TaskStatusBadge = ({ status }: { status: TaskStatus }) => (
  <DotWord tone={tones[status]}>{taskStatusLabels[status]}</DotWord>
)

const pictures = {
  low: IconAntennaBars2,
  normal: IconAntennaBars3,
  high: IconAntennaBars5,
  urgent: IconFlagFilled,
}

/** A priority as a picture with its word; `short` leaves the word to screen readers and to hovering. */
export function PriorityMark({ priority, short = false }: { priority: Priority; short?: boolean }) {
  const Picture = pictures[priority]
  const word = `${priorityLabels[priority]} priority`
  return (
    <span className={classes.priority} data-priority={priority} title={short ? word : undefined}>
      <Picture
        size={15}
        stroke={1.8}
        {...(short ? { role: "img", "aria-label": word } : { "aria-hidden": true })}
      />
      {!short && priorityLabels[priority]}
    </span>
  )
}

/** From when to when a task is planned; a milestone has one day. What should be completed by now says so. */
export function TaskDays({ task }: { task: Pick<TaskRow, "status" | "startDay" | "endDay"> }) {
  const today = useToday()
  const late = isOverdue(task, today)
  return (
    <span className={classes.days} data-late={late || undefined}>
      {task.startDay === task.endDay ? (
        <Day day={task.endDay} />
      ) : (
        <Days from={task.startDay} to={task.endDay} />
      )}
      {late && <span className={classes.late}>late</span>}
    </span>
  )
}

/** How many points of a checklist are done. */
export function ChecklistDone({ task }: { task: Pick<TaskRow, "checklistTotal" | "checklistDone"> }) {
  const { checklistTotal, checklistDone } = task
  if (checklistTotal === 0) return null
  return (
    <span
      className={classes.checklist}
      title={`${checklistDone} of ${checklistTotal} checklist items done`}
      data-figures
    >
      <IconListCheck size={14} stroke={1.6} aria-hidden />
      {checklistDone}/{checklistTotal}
    </span>
  )
}

/** That a task comes again, and by which rule. */
export function RepeatsMark({ task }: { task: Pick<TaskRow, "recurrence"> }) {
  const reader = useReader()
  const words = sayRepeats(task.recurrence, (day) => sayDay(day, reader))
  if (words === null) return null
  const label = `Repeats ${words.charAt(0).toLowerCase()}${words.slice(1)}`
  return (
    <span className={classes.repeats} title={label} suppressHydrationWarning>
      <IconRepeat size={13} stroke={1.8} role="img" aria-label={label} suppressHydrationWarning />
    </span>
  )
}

/** So many faces are shown before the rest becomes a number. */
const shown = 3

/** Who does a task, the responsible person first: the faces, or with one person the name as well. */
export function Assignees({
  people,
  size = 20,
  named = false,
}: {
  people: TaskRow["assignees"]
  size?: number
  named?: boolean
}) {
  const [first] = people
  if (first === undefined) {
    return named ? (
      <Text component="span" size="sm" c="dimmed">
        Nobody
      </Text>
    ) : null
  }
  const names = people.map(({ name }) => name).join(", ")
  return (
    <span className={classes.people} title={names}>
      <span className={classes.faces} role="img" aria-label={names}>
        {people.slice(0, shown).map(({ id, name }) => (
          <Face key={id} id={id} name={name} size={size} />
        ))}
      </span>
      {named && people.length === 1 && <span aria-hidden>{first.name}</span>}
      {people.length > shown && <span className={classes.rest}>+{people.length - shown}</span>}
    </span>
  )
}
