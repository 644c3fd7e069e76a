"use client"

import { Button } from "@mantine/core"
import { IconPlus } from "@tabler/icons-react"
import dynamic from "next/dynamic"
import { type ReactNode, useState } from "react"
import { usePermission } from "../../data/me"
import { isId } from "../../table/address-values"
import { useAddress } from "../../table/use-address"
import { BoardView } from "./board-view"
import classes from "./campaign-tasks.module.css"
import { OpenTasks } from "./task-link"
import { standardTasks, type TasksAddress } from "./tasks-address"
import { TasksList } from "./tasks-list"

const NewTaskDialog = dynamic(() => import("./new-task-dialog").then((module) => module.NewTaskDialog), {
  ssr: false,
})
const TaskDrawer = dynamic(() => import("./task-drawer").then((module) => module.TaskDrawer), { ssr: false })

/** The campaign's page keeps its tab in the same address. */
const standard = { ...standardTasks, tab: "overview" }

interface Shown {
  address: TasksAddress
  change: (change: Partial<TasksAddress>, how?: "push" | "replace") => void
  create: ReactNode
}

interface Tab {
  campaignId: string
  /** An archived campaign gets no more tasks. */
  archived: boolean
  /** What stands beside the action that makes a task. */
  beside?: ReactNode
}

interface Props extends Tab {
  children: (shown: Shown) => ReactNode
}

/** What both tabs have: the tasks' address, the drawer, and the dialog for a new one. */
function OfCampaign({ campaignId, archived, beside, children }: Props) {
  const [address, change] = useAddress(standard)
  const writes = usePermission("tasks.write") && !archived
  const [creating, setCreating] = useState(false)
  const open = (task: string | null) => change({ task })
  const create = writes && (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconPlus size={14} />}
      onClick={() => setCreating(true)}
    >
      New task
    </Button>
  )
  return (
    <OpenTasks value={open}>
      {create && (
        <div className={classes.actions}>
          {beside}
          {create}
        </div>
      )}
      <div className={classes.frame}>{children({ address, change, create })}</div>
      {creating && <NewTaskDialog campaignId={campaignId} close={() => setCreating(false)} />}
      {address.task !== null && isId(address.task) && (
        <TaskDrawer id={address.task} close={() => open(null)} open={open} />
      )}
    </OpenTasks>
  )
}

/** The tasks of a campaign as a table, for a tab of its page. */
export function CampaignTasks(tab: Tab) {
  return <OfCampaign {...tab}>{(shown) => <TasksList {...shown} campaignId={tab.campaignId} />}</OfCampaign>
}

/** The same as a board. */
export function CampaignBoard(tab: Tab) {
  return <OfCampaign {...tab}>{(shown) => <BoardView {...shown} campaignId={tab.campaignId} />}</OfCampaign>
}
