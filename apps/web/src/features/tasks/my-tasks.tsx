"use client"

import type { TaskRow } from "@alphas/domain/tasks/dto"
import { Button, Text } from "@mantine/core"
import { IconChecklist } from "@tabler/icons-react"
import { keepPreviousData } from "@tanstack/react-query"
import type { ReactNode } from "react"
import { useMe, usePermission } from "../../data/me"
import { trpc } from "../../data/trpc"
import { EmptyState } from "../../feedback/states"
import { useToday } from "../../format/use-today"
import { ColumnsMenu } from "../../table/columns-menu"
import { GroupedTable } from "../../table/grouped-table"
import { List } from "../../table/list"
import { Paging, useKnownPlace } from "../../table/paging"
import { dueGroupOf, dueGroups, dueLabels } from "./due"
import { RowMenu } from "./row-menu"
import { myTaskColumns } from "./task-columns"
import { TaskDialogs } from "./task-dialogs"
import { isFiltered, myTasksQuery, standardTasks, type TasksAddress } from "./tasks-address"
import { TasksToolbar } from "./tasks-toolbar"

interface Props {
  address: TasksAddress
  change: (change: Partial<TasksAddress>, how?: "push" | "replace") => void
  create?: ReactNode
}

/** What the reader does and has not completed, by when it is due. */
export function MyTasks({ address, change, create }: Props) {
  const me = useMe()
  const today = useToday()
  const writes = usePermission("tasks.write")
  const { data, error, refetch, isPlaceholderData } = trpc.tasks.list.useQuery(myTasksQuery(address, me.id), {
    placeholderData: keepPreviousData,
  })
  useKnownPlace(error, address, change)
  const filtered = isFiltered({ ...address, assignee: [] })
  // What was just completed has left, though the list is not here again yet.
  const open = data?.items.filter((task) => task.status !== "completed")
  const groups =
    open &&
    dueGroups.map((id) => {
      const rows = open.filter((task) => dueGroupOf(task.endDay, today) === id)
      const title = (
        <>
          {dueLabels[id]}{" "}
          <Text span size="xs" c="dimmed" fw={400} data-figures>
            {rows.length}
          </Text>
        </>
      )
      return { id, title, rows }
    })
  return (
    <TaskDialogs rows={data?.items}>
      <List
        toolbar={
          <TasksToolbar address={address} change={change} hides={["assignee"]} onlyOpen>
            <ColumnsMenu id="tasks.mine" columns={myTaskColumns} />
          </TasksToolbar>
        }
        paging={<Paging data={data} place={address} onPlace={change} />}
      >
        <GroupedTable
          id="tasks.mine"
          label="My tasks"
          columns={myTaskColumns}
          groups={groups}
          error={error}
          retry={() => void refetch()}
          waiting={isPlaceholderData}
          name={(task) => task.title}
          href={(task) => `/tasks/${task.id}`}
          open={(task) => change({ task: task.id })}
          {...(writes ? { actions: (task: TaskRow) => <RowMenu task={task} /> } : {})}
          empty={
            filtered ? (
              <EmptyState
                icon={IconChecklist}
                title="No matching tasks"
                action={
                  <Button size="xs" variant="default" onClick={() => change(standardTasks)}>
                    Clear filters
                  </Button>
                }
              >
                None of your open tasks matches these filters.
              </EmptyState>
            ) : (
              <EmptyState
                icon={IconChecklist}
                title="No open tasks"
                action={
                  <>
                    <Button
                      size="xs"
                      variant="default"
                      onClick={() => change({ ...standardTasks, view: "all" })}
                    >
                      View all tasks
                    </Button>{" "}
                    {create}
                  </>
                }
              >
                Tasks assigned to you appear here, sorted by due date.
              </EmptyState>
            )
          }
        />
      </List>
    </TaskDialogs>
  )
}
