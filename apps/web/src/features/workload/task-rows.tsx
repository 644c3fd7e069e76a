"use client"

import type { PersonRef } from "@alphas/domain/users/dto"
import type { LoadedTask } from "@alphas/domain/workload/dto"
import { Skeleton, Text } from "@mantine/core"
import Link from "next/link"
import type { PointerEvent, ReactNode } from "react"
import { refusalOf } from "../../data/refusal"
import { trpc } from "../../data/trpc"
import { sayDays } from "../../format/dates"
import { sayMinutes } from "../../format/minutes"
import { useReader } from "../../format/reader"
import { weekFrom } from "../../format/weeks"
import { RowGlow } from "../../table/row-link"
import { MoveMenu } from "./move-menu"
import classes from "./task-rows.module.css"
import type { HeldTask } from "./use-load-drag"
import type { Moving } from "./use-task-moves"
import type { Span } from "./workload-address"

/** What can be done in the rows; the same object while the page stands, so that rows need not be drawn again for it. */
export interface RowActions {
  toggle: (personId: string) => void
  openTask: (id: string) => void
  press: (held: HeldTask, event: PointerEvent<HTMLElement>) => void
  shift: (moving: Moving, weeks: number) => void
  give: (moving: Moving) => void
}

export interface TaskRowsProps {
  person: PersonRef
  span: Span
  /** The task in the hand, when it is one of these, and how many weeks later it would go. */
  held: { id: string; by: number } | null
  writes: boolean
  actions: RowActions
}

/** What makes up somebody's load: each task over its weeks; of those that the reader may not see only the hours. */
export function TaskRows(props: TaskRowsProps) {
  const { person, span } = props
  const { data, error, refetch } = trpc.workload.tasks.useQuery({ ...span, userId: person.id })
  if (data === undefined)
    return (
      <NoteRow span={span}>
        {error ? (
          <>
            {refusalOf(error).message}{" "}
            <button type="button" className={classes.again} onClick={() => void refetch()}>
              Try again
            </button>
          </>
        ) : (
          <Skeleton h={10} w={220} aria-busy />
        )}
      </NoteRow>
    )
  const others = data.other.some((minutes) => minutes > 0)
  return (
    <>
      {data.tasks.map((task) => (
        <TaskLine key={task.id} task={task} {...props} />
      ))}
      {others && <OtherWork minutes={data.other} />}
      {data.tasks.length === 0 && !others && (
        <NoteRow span={span}>
          <bdi>{person.name}</bdi> has no open tasks in these weeks.
        </NoteRow>
      )}
    </>
  )
}

function NoteRow({ span, children }: { span: Span; children: ReactNode }) {
  return (
    <tr className={classes.note}>
      <td colSpan={span.weeks + 3}>
        <Text component="div" size="sm" c="dimmed">
          {children}
        </Text>
      </td>
    </tr>
  )
}

function TaskLine({ task, ...props }: TaskRowsProps & { task: LoadedTask }) {
  const { person, span, held, writes, actions } = props
  const reader = useReader()
  const { id, title, startDay, endDay } = task
  const moving = held?.id === id
  const touches = (index: number) => {
    const monday = weekFrom(span.monday, index)
    return startDay < weekFrom(monday, 1) && endDay >= monday
  }
  return (
    <tr className={classes.task} data-task={id} data-moving={moving || undefined}>
      <th scope="row" className={classes.who}>
        <RowGlow id={id} />
        <Link
          className={classes.title}
          href={`/tasks/${id}`}
          prefetch={false}
          title={title}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return
            event.preventDefault()
            actions.openTask(id)
          }}
        >
          {title}
        </Link>
        <span className={classes.campaign} suppressHydrationWarning>
          {[task.campaign?.name, sayDays(startDay, endDay, reader)].filter(Boolean).join(", ")}
        </span>
      </th>
      {task.load.map((minutes, index) => (
        <td
          // A week is named by its place.
          // biome-ignore lint/suspicious/noArrayIndexKey: as said above
          key={index}
          className={classes.week}
          data-week={index}
          data-drop={(moving && held.by !== 0 && touches(index - held.by)) || undefined}
        >
          {touches(index) && (
            <div
              className={classes.part}
              data-first={!touches(index - 1) || undefined}
              data-last={!touches(index + 1) || undefined}
              data-movable={writes || undefined}
              onPointerDown={
                writes ? (event) => actions.press({ task, person, week: index }, event) : undefined
              }
              suppressHydrationWarning
            >
              {sayMinutes(minutes, reader.locale, "round")}
            </div>
          )}
        </td>
      ))}
      <td colSpan={2} className={classes.actions}>
        {writes && (
          <MoveMenu
            title={title}
            shift={(weeks) => actions.shift({ task, person }, weeks)}
            give={() => actions.give({ task, person })}
          />
        )}
      </td>
    </tr>
  )
}

/** Work on campaigns that the reader does not work on: how much it is, and nothing else. */
function OtherWork({ minutes }: { minutes: readonly number[] }) {
  const { locale } = useReader()
  return (
    <tr className={classes.task}>
      <th scope="row" className={classes.who}>
        <span className={classes.title}>Other work</span>
        <span className={classes.campaign}>On campaigns that you have no access to</span>
      </th>
      {minutes.map((each, index) => (
        // As above.
        // biome-ignore lint/suspicious/noArrayIndexKey: as said above
        <td key={index} className={classes.week} data-week={index}>
          {each > 0 && (
            <div className={classes.part} data-other data-first data-last suppressHydrationWarning>
              {sayMinutes(each, locale, "round")}
            </div>
          )}
        </td>
      ))}
      <td colSpan={2} className={classes.actions} />
    </tr>
  )
}
