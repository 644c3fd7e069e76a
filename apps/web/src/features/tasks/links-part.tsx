"use client"

import type { Task } from "@alphas/domain/tasks/dto"
import { ActionIcon, Text } from "@mantine/core"
import { IconPencil, IconX } from "@tabler/icons-react"
import { useMutation } from "@tanstack/react-query"
import dynamic from "next/dynamic"
import { useState } from "react"
import { useTRPC } from "../../data/trpc"
import { done, failed } from "../../feedback/undo"
import { Part, PartAct } from "../../shell/part"
import { usePermission } from "../session/me"
import type { Link, Side } from "./link-dialog"
import { linkLabels, sayLag } from "./link-words"
import { TaskLink } from "./task-link"
import classes from "./task-record.module.css"
import { useTasksSettled } from "./use-task-change"

const LinkDialog = dynamic(() => import("./link-dialog").then((module) => module.LinkDialog), { ssr: false })

/** What a task waits for, and what waits for it. */
export function LinksPart({ task }: { task: Task }) {
  const writes = usePermission("tasks.write")
  const [open, setOpen] = useState<{ side: Side; link: Link | null } | null>(null)
  const sides: [Side, title: string, none: string, links: Link[]][] = [
    [
      "successor",
      "Waits for",
      "It waits for no other task.",
      task.links.filter((link) => link.successorId === task.id),
    ],
    [
      "predecessor",
      "Followed by",
      "No other task waits for it.",
      task.links.filter((link) => link.predecessorId === task.id),
    ],
  ]
  return (
    <>
      {sides.map(([side, title, none, links]) => (
        <Part
          key={side}
          title={title}
          acts={writes && <PartAct run={() => setOpen({ side, link: null })}>Add</PartAct>}
        >
          {links.length === 0 ? (
            <Text size="sm" c="dimmed">
              {none}
            </Text>
          ) : (
            <ul className={classes.lines}>
              {links.map((link) => (
                <LinkLine key={link.id} link={link} writes={writes} edit={() => setOpen({ side, link })} />
              ))}
            </ul>
          )}
        </Part>
      ))}
      {open !== null && (
        <LinkDialog task={task} side={open.side} link={open.link} close={() => setOpen(null)} />
      )}
    </>
  )
}

function LinkLine({ link, writes, edit }: { link: Link; writes: boolean; edit: () => void }) {
  const trpc = useTRPC()
  const settled = useTasksSettled()
  const remove = useMutation(trpc.tasks.links.remove.mutationOptions({ onSettled: settled }))
  const create = useMutation(trpc.tasks.links.create.mutationOptions({ onSettled: settled }))
  const { id, version, predecessorId, successorId, type, lagDays, other } = link
  const untie = () =>
    remove
      .mutateAsync({ id, version })
      .then(
        () =>
          done(`${other.title} is untied`, () =>
            create.mutateAsync({ predecessorId, successorId, type, lagDays }),
          ),
        failed,
      )
  const how = [linkLabels[type], sayLag(lagDays)].filter(Boolean).join(", ")
  return (
    <li className={classes.line}>
      <TaskLink id={other.id}>{other.title}</TaskLink>
      <Text component="span" size="xs" c="dimmed" className={classes.quiet ?? ""}>
        {how}
      </Text>
      {writes && (
        <span className={classes.lineActs}>
          <ActionIcon size={24} aria-label={`Change the tie to ${other.title}`} onClick={edit}>
            <IconPencil size={13} stroke={1.6} />
          </ActionIcon>
          <ActionIcon size={24} aria-label={`Untie ${other.title}`} onClick={() => void untie()}>
            <IconX size={13} />
          </ActionIcon>
        </span>
      )}
    </li>
  )
}
