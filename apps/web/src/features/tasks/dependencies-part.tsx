"use client"

import type { Task } from "@alphas/domain/tasks/dto"
import { dependencyLabels } from "@alphas/domain/tasks/words"
import { Text } from "@mantine/core"
import dynamic from "next/dynamic"
import { useState } from "react"
import { usePermission } from "../../data/me"
import { Part, PartAction } from "../../shell/part"
import type { Side } from "./dependency-dialog"
import { sayLag } from "./dependency-words"
import { TaskLink } from "./task-link"
import classes from "./task-record.module.css"

const DependencyDialog = dynamic(
  () => import("./dependency-dialog").then((module) => module.DependencyDialog),
  { ssr: false },
)

/** What a task waits for, and what waits for it. */
export function DependenciesPart({ task }: { task: Task }) {
  const writes = usePermission("tasks.write")
  const [open, setOpen] = useState<Side | null>(null)
  const { dependencies } = task
  const sides: [Side, title: string, none: string, Task["dependencies"]][] = [
    [
      ...(["predecessor", "Predecessors", "No predecessors yet."] as const),
      dependencies.filter(({ successorId }) => successorId === task.id),
    ],
    [
      ...(["successor", "Successors", "No successors yet."] as const),
      dependencies.filter(({ predecessorId }) => predecessorId === task.id),
    ],
  ]
  return (
    <>
      {sides.map(([side, title, none, linked]) => (
        <Part
          key={side}
          title={title}
          actions={
            writes && (
              <PartAction run={() => setOpen(side)}>
                {linked.length === 0 ? `Add ${side}` : `Edit ${title.toLowerCase()}`}
              </PartAction>
            )
          }
        >
          {linked.length === 0 ? (
            <Text size="sm" c="dimmed">
              {none}
            </Text>
          ) : (
            <ul className={classes.lines}>
              {linked.map(({ id, type, lagDays, other }) => (
                <li key={id} className={classes.line}>
                  <TaskLink id={other.id}>{other.title}</TaskLink>
                  <Text component="span" size="xs" c="dimmed" className={classes.quiet ?? ""}>
                    {[dependencyLabels[type], sayLag(lagDays)].filter(Boolean).join(", ")}
                  </Text>
                </li>
              ))}
            </ul>
          )}
        </Part>
      ))}
      {open !== null && (
        <DependencyDialog campaignId={task.campaignId} task={task} side={open} close={() => setOpen(null)} />
      )}
    </>
  )
}
