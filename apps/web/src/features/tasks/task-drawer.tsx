"use client"

import type { Task } from "@alphas/domain/tasks/dto"
import { ActionIcon, Drawer, Skeleton, Stack, Tooltip } from "@mantine/core"
import { IconArrowsDiagonal } from "@tabler/icons-react"
import Link from "next/link"
import { useEffect, useRef, useState } from "react"
import { isGone } from "../../data/refusal"
import { trpc } from "../../data/trpc"
import { Loaded } from "../../feedback/loaded"
import { useReturnFocus } from "../../forms/use-return-focus"
import { Gone } from "../../shell/record-page"
import { RowGlow } from "../../table/row-link"
import { StatusMenu } from "./status-menu"
import { TaskActions } from "./task-actions"
import { OpenTasks } from "./task-link"
import { kindOfTask } from "./task-page"
import classes from "./task-record.module.css"
import { TaskSide } from "./task-side"
import { TaskTabs } from "./task-tabs"

interface Props {
  id: string
  close: () => void
  /** Shows another task in the same place. */
  open: (id: string) => void
}

/** One task beside the list or board that it was opened from. */
export function TaskDrawer({ id, close, open }: Props) {
  useReturnFocus()
  useEscape(close)
  const query = trpc.tasks.get.useQuery({ id })
  return (
    <Drawer
      opened
      onClose={close}
      closeOnEscape={false}
      position="right"
      size={640}
      // What is opened from within lies above it.
      zIndex={150}
      title={
        <span className={classes.drawerTitle}>
          {isGone(query.error) ? "Task" : (query.data?.title ?? "Task")}
        </span>
      }
    >
      <Loaded
        query={query}
        gone={<Gone kind={kindOfTask} />}
        skeleton={
          <Stack aria-busy>
            <Skeleton h={28} w={240} />
            <Skeleton h={150} />
            <Skeleton h={120} />
          </Stack>
        }
      >
        {(task) => (
          <OpenTasks value={open}>
            <Opened key={task.id} task={task} close={close} />
          </OpenTasks>
        )}
      </Loaded>
    </Drawer>
  )
}

/** Escape closes the drawer, but not while a dialog or a menu lies above it: that is what it closes then. */
function useEscape(close: () => void): void {
  const latest = useRef(close)
  useEffect(() => {
    latest.current = close
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.isComposing) return
      const typed = event.target instanceof Element && event.target.closest("[data-mantine-stop-propagation]")
      const above = document.querySelector('[role="menu"]') ?? document.querySelectorAll('[role="dialog"]')[1]
      if (!typed && !above) latest.current()
    }
    // Before the dialogs hear of it, and close.
    window.addEventListener("keydown", press, { capture: true })
    return () => window.removeEventListener("keydown", press, { capture: true })
  }, [])
}

function Opened({ task, close }: { task: Task; close: () => void }) {
  const [tab, setTab] = useState("overview")
  return (
    <>
      <div className={classes.drawerHead}>
        <RowGlow id={task.id} />
        <StatusMenu task={task} />
        <div className={classes.drawerActs}>
          <TaskActions task={task} leave={close} />
          <Tooltip label="Open as a page">
            <ActionIcon
              component={Link}
              href={`/tasks/${task.id}`}
              size={28}
              variant="default"
              aria-label="Open as a page"
            >
              <IconArrowsDiagonal size={15} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
        </div>
      </div>
      <div className={classes.drawerSide}>
        <TaskSide task={task} />
      </div>
      <TaskTabs task={task} tab={tab} open={setTab} />
    </>
  )
}
