"use client"

import { IconChecklist } from "@tabler/icons-react"
import { useRouter } from "next/navigation"
import { trpc } from "../../data/trpc"
import { RecordFrame } from "../../shell/record"
import { type Kind, RecordPage } from "../../shell/record-page"
import { useTab } from "../../shell/record-tabs"
import { listAddress } from "../../table/list-memory"
import { StatusMenu } from "./status-menu"
import { TaskActions } from "./task-actions"
import { TaskSide } from "./task-side"
import { TaskSkeleton } from "./task-skeleton"
import { TaskTabs } from "./task-tabs"

export const kindOfTask: Kind = { one: "task", many: "tasks", list: "/tasks", icon: IconChecklist }

/** One task on a page of its own. */
export function TaskPage({ id }: { id: string }) {
  const router = useRouter()
  const [tab, open] = useTab()
  return (
    <RecordPage
      kind={kindOfTask}
      query={trpc.tasks.get.useQuery({ id })}
      nameOf={({ title }) => title}
      skeleton={<TaskSkeleton />}
    >
      {(task) => (
        <RecordFrame
          id={task.id}
          name={task.title}
          status={<StatusMenu task={task} />}
          actions={<TaskActions task={task} leave={() => router.push(listAddress("/tasks"))} />}
          side={<TaskSide task={task} />}
        >
          <TaskTabs task={task} tab={tab} open={open} />
        </RecordFrame>
      )}
    </RecordPage>
  )
}
