"use client"

import type { Task } from "@alphas/domain/tasks/dto"
import { dependencyLabels } from "@alphas/domain/tasks/words"
import { ActionIcon, Text } from "@mantine/core"
import { IconPencil, IconX } from "@tabler/icons-react"
import dynamic from "next/dynamic"
import { useState } from "react"
import { trpc } from "../../data/trpc"
import { done, failed } from "../../feedback/undo"
import { Part, PartAction } from "../../shell/part"
import { usePermission } from "../session/me"
import type { Dependency, Side } from "./dependency-dialog"
import { sayLag } from "./dependency-words"
import { TaskLink } from "./task-link"
import classes from "./task-record.module.css"
import { useTasksSettled } from "./use-task-change"

const DependencyDialog = dynamic(
  () => import("./dependency-dialog").then((module) => module.DependencyDialog),
  { ssr: false },
)

/** What a task waits for, and what waits for it. */
export function DependenciesPart({ task }: { task: Task }) {
  const writes = usePermission("tasks.write")
  const [open, setOpen] = useState<{ side: Side; dependency: Dependency | null } | null>(null)
  const sides: [Side, title: string, none: string, dependencies: Dependency[]][] = [
    [
      "successor",
      "Predecessors",
      "No predecessors yet.",
      task.dependencies.filter((dependency) => dependency.successorId === task.id),
    ],
    [
      "predecessor",
      "Successors",
      "No successors yet.",
      task.dependencies.filter((dependency) => dependency.predecessorId === task.id),
    ],
  ]
  return (
    <>
      {sides.map(([side, title, none, dependencies]) => (
        <Part
          key={side}
          title={title}
          actions={writes && <PartAction run={() => setOpen({ side, dependency: null })}>Add</PartAction>}
        >
          {dependencies.length === 0 ? (
            <Text size="sm" c="dimmed">
              {none}
            </Text>
          ) : (
            <ul className={classes.lines}>
              {dependencies.map((dependency) => (
                <DependencyLine
                  key={dependency.id}
                  dependency={dependency}
                  writes={writes}
                  edit={() => setOpen({ side, dependency })}
                />
              ))}
            </ul>
          )}
        </Part>
      ))}
      {open !== null && (
        <DependencyDialog
          task={task}
          side={open.side}
          dependency={open.dependency}
          close={() => setOpen(null)}
        />
      )}
    </>
  )
}

function DependencyLine({
  dependency,
  writes,
  edit,
}: {
  dependency: Dependency
  writes: boolean
  edit: () => void
}) {
  const settled = useTasksSettled()
  const remove = trpc.schedule.dependencies.remove.useMutation({ onSettled: settled })
  const create = trpc.schedule.dependencies.create.useMutation({ onSettled: settled })
  const { id, version, predecessorId, successorId, type, lagDays, other } = dependency
  const untie = () =>
    remove
      .mutateAsync({ id, version })
      .then(
        () =>
          done("Dependency removed", () => create.mutateAsync({ predecessorId, successorId, type, lagDays })),
        failed,
      )
  const how = [dependencyLabels[type], sayLag(lagDays)].filter(Boolean).join(", ")
  return (
    <li className={classes.line}>
      <TaskLink id={other.id}>{other.title}</TaskLink>
      <Text component="span" size="xs" c="dimmed" className={classes.quiet ?? ""}>
        {how}
      </Text>
      {writes && (
        <span className={classes.lineActs}>
          <ActionIcon size={24} aria-label={`Change the dependency to ${other.title}`} onClick={edit}>
            <IconPencil size={13} stroke={1.6} />
          </ActionIcon>
          <ActionIcon size={24} aria-label={`Remove ${other.title}`} onClick={() => void untie()}>
            <IconX size={13} />
          </ActionIcon>
        </span>
      )}
    </li>
  )
}
