"use client"

import type { TaskRow } from "@alphas/domain/tasks/dto"
import { Button } from "@mantine/core"
import { IconChecklist } from "@tabler/icons-react"
import { keepPreviousData } from "@tanstack/react-query"
import type { ReactNode } from "react"
import { usePermission } from "../../data/me"
import { trpc } from "../../data/trpc"
import { EmptyState } from "../../feedback/states"
import { ColumnsMenu } from "../../table/columns-menu"
import { DataTable } from "../../table/data-table"
import { List } from "../../table/list"
import { Paging, useKnownPlace } from "../../table/paging"
import { SortMenu } from "../../table/sort-menu"
import { RowMenu } from "./row-menu"
import { campaignTaskColumns, taskColumns } from "./task-columns"
import { TaskDialogs } from "./task-dialogs"
import { isFiltered, standardTasks, type TasksAddress, tasksQuery } from "./tasks-address"
import { TasksToolbar } from "./tasks-toolbar"

const sortChoices = [
  { value: "endDay", label: "End" },
  { value: "startDay", label: "Start" },
  { value: "priority", label: "Priority" },
  { value: "status", label: "Status" },
  { value: "title", label: "Title" },
  { value: "createdAt", label: "Created" },
  { value: "updatedAt", label: "Updated" },
]
const first = { page: 1, after: null }

interface Props {
  address: TasksAddress
  change: (change: Partial<TasksAddress>, how?: "push" | "replace") => void
  /** Only the tasks of this campaign. */
  campaignId?: string
  /** The action that fills an empty list. */
  create?: ReactNode
}

/** The tasks one may see, or those of one campaign, as a table with its filters. */
export function TasksList({ address, change, campaignId, create }: Props) {
  const writes = usePermission("tasks.write")
  const asked = { ...tasksQuery(address), ...(campaignId ? { campaignId: [campaignId] } : {}) }
  const { data, error, refetch, isPlaceholderData } = trpc.tasks.list.useQuery(asked, {
    placeholderData: keepPreviousData,
  })
  useKnownPlace(error, address, change)
  const columns = campaignId ? campaignTaskColumns : taskColumns
  const id = campaignId ? "tasks.campaign" : "tasks"
  const filtered = isFiltered(address)
  const { sort, direction, view } = address
  const narrow = (filter: Partial<TasksAddress>) => change({ ...filter, ...first })
  const sorting = { sort, direction: direction === "desc" ? ("desc" as const) : ("asc" as const) }
  const clear = (
    <Button size="xs" variant="default" onClick={() => change({ ...standardTasks, sort, direction, view })}>
      Clear filters
    </Button>
  )
  return (
    <TaskDialogs rows={data?.items}>
      <List
        toolbar={
          <TasksToolbar address={address} change={change} hides={campaignId ? ["campaign"] : []}>
            <SortMenu choices={sortChoices} sorting={sorting} onSort={(next) => narrow({ ...next })} />
            <ColumnsMenu id={id} columns={columns} />
          </TasksToolbar>
        }
        paging={<Paging data={data} place={address} onPlace={change} />}
      >
        <DataTable
          id={id}
          label="Tasks"
          columns={columns}
          rows={data?.items}
          error={error}
          retry={() => void refetch()}
          waiting={isPlaceholderData}
          name={(task) => task.title}
          href={(task) => `/tasks/${task.id}`}
          open={(task) => change({ task: task.id })}
          sorting={sorting}
          onSort={(next) => narrow({ ...next })}
          {...(writes ? { actions: (task: TaskRow) => <RowMenu task={task} /> } : {})}
          empty={
            <EmptyState
              icon={IconChecklist}
              title={filtered ? "No matching tasks" : "No open tasks"}
              action={filtered ? clear : create}
            >
              {filtered
                ? "No tasks match these filters."
                : "A task is a piece of work in a campaign, with dates, assignees and an estimate."}
            </EmptyState>
          }
        />
      </List>
    </TaskDialogs>
  )
}
