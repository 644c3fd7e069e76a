"use client"

import type { TaskRow } from "@alphas/domain/tasks/dto"
import { IconDiamondFilled } from "@tabler/icons-react"
import type { PointerEvent } from "react"
import { RowGlow, RowLink } from "../../table/row-link"
import { Assignees, ChecklistDone, PriorityMark, RepeatsMark, TaskDays } from "./badges"
import classes from "./board.module.css"
import { RowMenu } from "./row-menu"

/** What a card shows below its title. */
function CardFoot({ task }: { task: TaskRow }) {
  return (
    <div className={classes.foot}>
      {task.priority !== "normal" && <PriorityMark priority={task.priority} short />}
      {task.durationDays === 0 && <IconDiamondFilled size={11} role="img" aria-label="Milestone" />}
      <TaskDays task={task} />
      <RepeatsMark task={task} />
      <ChecklistDone task={task} />
      <span className={classes.assignees}>
        <Assignees people={task.assignees} />
      </span>
    </div>
  )
}

/** A card as it follows the pointer. */
export function CardFace({ task }: { task: TaskRow }) {
  return (
    <>
      <div className={classes.cardTitle}>{task.title}</div>
      <CardFoot task={task} />
    </>
  )
}

interface Props {
  task: TaskRow
  /** It is in somebody's hand: here is where it was. */
  moving: boolean
  writes: boolean
  open: (id: string) => void
  press: (id: string) => (event: PointerEvent<HTMLElement>) => void
}

/** A task on the board. The whole card opens it, and is dragged. */
export function BoardCard({ task, moving, writes, open, press }: Props) {
  return (
    <li
      className={classes.card}
      data-row={task.id}
      data-moving={moving || undefined}
      onPointerDown={writes ? press(task.id) : undefined}
      // The browser would drag the link.
      onDragStart={(event) => event.preventDefault()}
    >
      <RowGlow id={task.id} />
      <div className={classes.cardTitle}>
        <RowLink href={`/tasks/${task.id}`} label={task.title} open={() => open(task.id)}>
          {task.title}
        </RowLink>
      </div>
      <CardFoot task={task} />
      {writes && (
        <div className={classes.cardActs}>
          <RowMenu task={task} />
        </div>
      )}
    </li>
  )
}
