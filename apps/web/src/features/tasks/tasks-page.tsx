"use client"

import { Button, SegmentedControl } from "@mantine/core"
import { IconCalendarMonth, IconLayoutKanban, IconPlus, IconTable, IconUserCheck } from "@tabler/icons-react"
import dynamic from "next/dynamic"
import { useState } from "react"
import { usePermission } from "../../data/me"
import { Page } from "../../shell/page"
import { idsOf, isId } from "../../table/address-values"
import { List } from "../../table/list"
import { useRememberedList } from "../../table/list-memory"
import { TableSkeleton } from "../../table/skeleton"
import { useAddress } from "../../table/use-address"
import { BoardSkeleton, BoardView } from "./board-view"
import { MyTasks } from "./my-tasks"
import { myTaskColumns, taskColumns } from "./task-columns"
import { OpenTasks } from "./task-link"
import { standardTasks, type TaskView, taskViewOf, taskViews } from "./tasks-address"
import { TasksList } from "./tasks-list"
import classes from "./tasks-page.module.css"

const CalendarView = dynamic(() => import("./calendar-view").then((module) => module.CalendarView))
const NewTaskDialog = dynamic(() => import("./new-task-dialog").then((module) => module.NewTaskDialog), {
  ssr: false,
})
const TaskDrawer = dynamic(() => import("./task-drawer").then((module) => module.TaskDrawer), { ssr: false })

const pictures = {
  mine: { label: "My tasks", icon: IconUserCheck },
  all: { label: "All", icon: IconTable },
  board: { label: "Board", icon: IconLayoutKanban },
  calendar: { label: "Calendar", icon: IconCalendarMonth },
}

/** The tasks one may see: one's own, all of them, a campaign's board, a month. */
export function TasksPage() {
  const [address, change] = useAddress(standardTasks)
  const writes = usePermission("tasks.write")
  const [creating, setCreating] = useState(false)
  const view = taskViewOf(address.view)
  useRememberedList("/tasks", standardTasks, address)
  const open = (task: string | null) => change({ task })
  const create = writes && (
    <Button size="xs" leftSection={<IconPlus size={15} />} onClick={() => setCreating(true)}>
      New task
    </Button>
  )
  const shown = { address, change, create }
  const [campaign = null] = view === "board" ? idsOf(address.campaign) : []
  return (
    <Page trail={[{ label: "Tasks" }]} actions={create}>
      <OpenTasks value={open}>
        <Switch view={view} onView={(next) => change({ view: next, page: 1, after: null })} />
        {view === "mine" && <MyTasks {...shown} />}
        {view === "all" && <TasksList {...shown} />}
        {view === "board" && <BoardView {...shown} />}
        {view === "calendar" && <CalendarView {...shown} />}
      </OpenTasks>
      {creating && (
        <NewTaskDialog campaignId={campaign} close={() => setCreating(false)} onMade={(id) => open(id)} />
      )}
      {address.task !== null && isId(address.task) && (
        <TaskDrawer id={address.task} close={() => open(null)} open={open} />
      )}
    </Page>
  )
}

function Switch({ view, onView }: { view: TaskView; onView: (view: TaskView) => void }) {
  return (
    <div className={classes.views}>
      <SegmentedControl
        size="xs"
        aria-label="View"
        value={view}
        onChange={(value) => onView(taskViewOf(value))}
        data={taskViews.map((value) => {
          const { label, icon: Picture } = pictures[value]
          return {
            value,
            label: (
              <span className={classes.view}>
                <Picture size={15} stroke={1.6} aria-hidden />
                <span>{label}</span>
              </span>
            ),
          }
        })}
      />
    </div>
  )
}

/** The shape of the page while its first screen is on its way. */
export function TasksLoading() {
  const [address] = useAddress(standardTasks)
  const view = taskViewOf(address.view)
  return (
    <Page trail={[{ label: "Tasks" }]}>
      <Switch view={view} onView={() => undefined} />
      <List toolbar={<span />}>
        {view === "board" ? (
          <BoardSkeleton />
        ) : (
          <TableSkeleton columns={view === "all" ? taskColumns : myTaskColumns} rows={16} />
        )}
      </List>
    </Page>
  )
}
