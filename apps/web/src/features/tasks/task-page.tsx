"use client"

import { Button } from "@mantine/core"
import { IconChecklist } from "@tabler/icons-react"
import Link from "next/link"
import { useRouter } from "next/navigation"
import { isGone } from "../../data/refusal"
import { trpc } from "../../data/trpc"
import { EmptyState, FailedState } from "../../feedback/states"
import { Page } from "../../shell/page"
import { RecordFrame } from "../../shell/record"
import { listAddress, useListAddress } from "../../table/list-memory"
import { useAddress } from "../../table/use-address"
import { StatusMenu } from "./status-menu"
import { TaskActions } from "./task-actions"
import { TaskSide } from "./task-side"
import { TaskSkeleton } from "./task-skeleton"
import { TaskTabs } from "./task-tabs"

const standardView = { tab: "overview" }

/** One task on a page of its own. */
export function TaskPage({ id }: { id: string }) {
  const router = useRouter()
  const [view, change] = useAddress(standardView)
  const { data: task, error, refetch } = trpc.tasks.get.useQuery({ id })
  const list = useListAddress("/tasks")
  // Whoever loses the right to see a task while its page is open sees it no more.
  const gone = isGone(error)
  return (
    <Page trail={[{ label: "Tasks", href: list }, { label: gone ? "Task" : (task?.title ?? "Task") }]}>
      {gone ? (
        <GoneTask />
      ) : task ? (
        <RecordFrame
          id={task.id}
          name={task.title}
          status={<StatusMenu task={task} />}
          actions={<TaskActions task={task} leave={() => router.push(listAddress("/tasks"))} />}
          side={<TaskSide task={task} />}
        >
          <TaskTabs task={task} tab={view.tab} open={(tab) => change({ tab })} />
        </RecordFrame>
      ) : error ? (
        <FailedState error={error} retry={() => void refetch()} />
      ) : (
        <TaskSkeleton />
      )}
    </Page>
  )
}

/** In the place of a task that is removed, or not the reader's to see any more. */
export function GoneTask() {
  const list = useListAddress("/tasks")
  return (
    <EmptyState
      icon={IconChecklist}
      title="Task not found"
      action={
        <Button component={Link} href={list} size="sm" variant="default">
          View tasks
        </Button>
      }
    >
      It was deleted, or you no longer have access to it.
    </EmptyState>
  )
}
