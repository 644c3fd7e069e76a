"use client"

import { isolate } from "@alphas/domain/isolate"
import type { TaskRow } from "@alphas/domain/tasks/dto"
import { taskStatuses, taskSteps } from "@alphas/domain/tasks/words"
import { Portal, Text, VisuallyHidden } from "@mantine/core"
import { useRef } from "react"
import { ReasonDialog } from "../../forms/reason-dialog"
import { useRowKeys } from "../../table/use-row-keys"
import classes from "./board.module.css"
import { CardFace } from "./board-card"
import { BoardColumn } from "./board-column"
import type { Columns } from "./board-order"
import type { Target } from "./drag-target"
import { stepBetween } from "./step-words"
import { TaskDialogs } from "./task-dialogs"
import { useCardDrag } from "./use-card-drag"
import { useCardKeys } from "./use-card-keys"
import { usePlacing } from "./use-placing"

interface Props {
  /** The tasks of one campaign, as the server has them. */
  rows: readonly TaskRow[]
  campaignId: string
  /** Which of them are shown; a filter changes nothing about their order. */
  shows?: (task: TaskRow) => boolean
  /** Whether cards can be moved. */
  writes: boolean
  /** Why they cannot, where they usually can. */
  archived: boolean
  open: (id: string) => void
}

/** A campaign's tasks as cards in four columns, which are moved by mouse, finger or keys. */
export function Board({ rows, campaignId, shows = () => true, writes, archived, open }: Props) {
  const area = useRef<HTMLDivElement>(null)
  const ghost = useRef<HTMLDivElement>(null)
  const { columns: all, put, asked, answer, dismiss } = usePlacing(campaignId, rows)
  const columns: Columns = {
    not_started: all.not_started.filter(shows),
    in_progress: all.in_progress.filter(shows),
    under_review: all.under_review.filter(shows),
    completed: all.completed.filter(shows),
  }
  const drop = (id: string, target: Target) => put({ id, ...target })
  const drag = useCardDrag(area, ghost, drop)
  const keys = useCardKeys(area, columns, drop)
  useRowKeys(area, rows, undefined)

  const id = drag.dragged?.item ?? keys.held?.id
  const target = drag.dragged?.target ?? keys.held?.target ?? null
  const moving = Object.values(columns)
    .flat()
    .find((each) => each.id === id)
  return (
    <TaskDialogs rows={rows}>
      {/* The cards have the keys; the board only hears them first. */}
      <div
        ref={area}
        className={classes.board}
        {...(writes ? { onKeyDownCapture: keys.press, onBlur: keys.letGo } : {})}
      >
        {taskStatuses.map((status) => (
          <BoardColumn
            key={status}
            status={status}
            tasks={columns[status]}
            movingId={moving?.id ?? null}
            dropAfter={target?.to === status ? target.afterId : undefined}
            closed={
              moving !== undefined && moving.status !== status && stepBetween(moving.status, status) === null
            }
            open={open}
            writes={writes}
            press={drag.press}
          />
        ))}
      </div>
      {writes && (
        <Text size="xs" c="dimmed" className={classes.keys ?? ""} visibleFrom="sm">
          Drag a card, or pick it up with the space bar and move it with the arrow keys.
        </Text>
      )}
      {archived && (
        <Text size="xs" c="dimmed" className={classes.keys ?? ""}>
          This campaign is archived. Restore it to move its cards.
        </Text>
      )}
      <VisuallyHidden role="status" aria-live="assertive">
        {keys.said}
      </VisuallyHidden>
      {drag.dragged && moving && (
        <Portal>
          <div ref={ghost} className={classes.ghost} aria-hidden>
            <div
              className={classes.card}
              style={{
                width: drag.dragged.grip.width,
                translate: `${-drag.dragged.grip.x}px ${-drag.dragged.grip.y}px`,
              }}
            >
              <CardFace task={moving} />
            </div>
          </div>
        </Portal>
      )}
      {asked && (
        <ReasonDialog
          title={`${taskSteps[asked.step].label}: ${isolate(asked.task.title)}`}
          action={taskSteps[asked.step].label}
          note="The reason is saved in the task's history."
          save={answer}
          close={dismiss}
        />
      )}
    </TaskDialogs>
  )
}
