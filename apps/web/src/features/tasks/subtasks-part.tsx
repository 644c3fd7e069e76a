"use client"

import type { Task } from "@alphas/domain/tasks/dto"
import { Text } from "@mantine/core"
import dynamic from "next/dynamic"
import { useState } from "react"
import { usePermission } from "../../data/me"
import { Part, PartAction } from "../../shell/part"
import { TaskStatusBadge } from "./badges"
import { TaskLink } from "./task-link"
import classes from "./task-record.module.css"

const NewTaskDialog = dynamic(() => import("./new-task-dialog").then((module) => module.NewTaskDialog), {
  ssr: false,
})

/** The parts of a task. A part has none itself. */
export function SubtasksPart({ task }: { task: Task }) {
  const writes = usePermission("tasks.write")
  const [adding, setAdding] = useState(false)
  if (task.parentId !== null) return null
  return (
    <Part
      title="Subtasks"
      actions={writes && <PartAction run={() => setAdding(true)}>Add subtask</PartAction>}
    >
      {task.subtasks.length === 0 ? (
        <Text size="sm" c="dimmed">
          No subtasks yet.
        </Text>
      ) : (
        <ul className={classes.lines}>
          {task.subtasks.map(({ id, title, status }) => (
            <li key={id} className={classes.line}>
              <TaskLink id={id}>{title}</TaskLink>
              <span className={classes.quiet}>
                <TaskStatusBadge status={status} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {adding && (
        <NewTaskDialog
          campaignId={task.campaignId}
          parent={{ id: task.id, title: task.title }}
          close={() => setAdding(false)}
        />
      )}
    </Part>
  )
}
