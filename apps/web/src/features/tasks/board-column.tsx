"use client"

import type { TaskRow } from "@alphas/domain/tasks/dto"
import { type TaskStatus, taskStatusLabels } from "@alphas/domain/tasks/words"
import { Button, Text } from "@mantine/core"
import { Fragment, type PointerEvent, useId, useState } from "react"
import { TaskStatusBadge } from "./badges"
import classes from "./board.module.css"
import { BoardCard } from "./board-card"

/** So many cards are shown at first, and as many more each time. */
const batch = 60

interface Props {
  status: TaskStatus
  tasks: readonly TaskRow[]
  movingId: string | null
  /** Behind which card the moving one would go, null for first; undefined when it would go to another column. */
  dropAfter: string | null | undefined
  /** The moving card cannot come here. */
  closed: boolean
  writes: boolean
  open: (id: string) => void
  press: (id: string) => (event: PointerEvent<HTMLElement>) => void
}

/** One status of the workflow, with its cards in the order that people gave them. */
export function BoardColumn(props: Props) {
  const { status, tasks, movingId, dropAfter, closed, writes, open, press } = props
  const title = useId()
  const [shown, setShown] = useState(batch)
  const line = <li className={classes.drop} aria-hidden />
  const cards = tasks.slice(0, shown)
  // Behind a card that a filter hides, or that is not shown yet, is the end.
  const known = dropAfter === null || cards.some(({ id }) => id === dropAfter)
  return (
    <section
      className={classes.column}
      data-column={status}
      data-closed={closed || undefined}
      data-over={dropAfter !== undefined || undefined}
      aria-labelledby={title}
    >
      <h2 id={title} className={classes.columnHead}>
        <TaskStatusBadge status={status} />{" "}
        <Text span size="xs" c="dimmed" data-figures>
          {tasks.length}
        </Text>
      </h2>
      <ul className={classes.cards} data-cards aria-label={taskStatusLabels[status]}>
        {dropAfter === null && line}
        {cards.map((task) => (
          <Fragment key={task.id}>
            <BoardCard task={task} moving={task.id === movingId} writes={writes} open={open} press={press} />
            {dropAfter === task.id && line}
          </Fragment>
        ))}
        {dropAfter !== undefined && !known && line}
        {tasks.length > shown && (
          <li>
            <Button size="xs" variant="subtle" color="gray" onClick={() => setShown(shown + batch)}>
              Show {Math.min(batch, tasks.length - shown)} more
            </Button>
          </li>
        )}
      </ul>
    </section>
  )
}
