"use client"

import type { TaskRow } from "@alphas/domain/tasks/dto"
import { Skeleton } from "@mantine/core"
import { IconLayoutKanban } from "@tabler/icons-react"
import type { ReactNode } from "react"
import { usePermission } from "../../data/me"
import { trpc } from "../../data/trpc"
import { EmptyState, FailedState } from "../../feedback/states"
import { idsOf } from "../../table/address-values"
import { List } from "../../table/list"
import { Board } from "./board"
import classes from "./board.module.css"
import { CampaignSelect } from "./campaign-choice"
import { type TasksAddress, taskFiltersOf } from "./tasks-address"
import { TasksToolbar } from "./tasks-toolbar"

interface Props {
  address: TasksAddress
  change: (change: Partial<TasksAddress>, how?: "push" | "replace") => void
  /** The board's campaign where the page is its own; else the address names it. */
  campaignId?: string
  create?: ReactNode
}

/** Whether a filter of the board lets a card through; the board has all of them, so it need not ask. */
function passes(address: TasksAddress): (task: TaskRow) => boolean {
  const { text, priority, assigneeId } = taskFiltersOf(address)
  const wanted = text.trim().toLowerCase()
  return ({ title, priority: its, assignees }) =>
    title.toLowerCase().includes(wanted) &&
    (priority.length === 0 || priority.includes(its)) &&
    (assigneeId.length === 0 ||
      (assignees.length === 0
        ? assigneeId.includes(null)
        : assignees.some(({ id }) => assigneeId.includes(id))))
}

/** The board of one campaign with its filters; without a campaign, the choice of one. */
export function BoardView({ address, change, campaignId, create }: Props) {
  const [named = null] = idsOf(address.campaign)
  const id = campaignId ?? named
  return (
    <List
      toolbar={
        <>
          {!campaignId && (
            <CampaignSelect
              withTasks
              size="xs"
              w={220}
              aria-label="Campaign of the board"
              placeholder="Choose a campaign"
              clearable={false}
              value={id}
              onChange={(next) => change({ campaign: next === null ? [] : [next] })}
            />
          )}
          <TasksToolbar address={address} change={change} hides={["campaign", "status", "overdue", "days"]} />
        </>
      }
    >
      {id === null ? (
        <EmptyState icon={IconLayoutKanban} title="Choose a campaign">
          A board shows the tasks of one campaign. Choose the campaign above.
        </EmptyState>
      ) : (
        <CampaignCards key={id} campaignId={id} address={address} change={change} create={create} />
      )}
    </List>
  )
}

function CampaignCards({
  campaignId,
  address,
  change,
  create,
}: Pick<Props, "address" | "change" | "create"> & { campaignId: string }) {
  const writes = usePermission("tasks.write")
  const { data, error, refetch } = trpc.tasks.board.useQuery({ campaignId })
  // Not everybody who sees the tasks sees the campaign; then the server alone says that it is archived.
  const { data: campaign } = trpc.campaigns.get.useQuery({ id: campaignId })
  const archived = campaign != null && campaign.archivedAt !== null
  if (error && !data) return <FailedState error={error} retry={() => void refetch()} />
  if (!data) return <BoardSkeleton />
  if (data.length === 0) {
    return (
      <EmptyState icon={IconLayoutKanban} title="No tasks yet" action={create}>
        Each task of the campaign is a card here. Drag cards from column to column as work moves on.
      </EmptyState>
    )
  }
  return (
    <Board
      rows={data}
      campaignId={campaignId}
      shows={passes(address)}
      writes={writes && !archived}
      archived={archived}
      open={(id) => change({ task: id })}
    />
  )
}

/** The shape of a board that is on its way. */
export function BoardSkeleton() {
  return (
    <div className={classes.board} aria-busy>
      {[3, 4, 2, 3].map((cards, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: columns without data have no other name
        <div key={column} className={classes.column}>
          <div className={classes.columnHead}>
            <Skeleton h={12} w={90} my={4} />
          </div>
          <div className={classes.cards}>
            {Array.from({ length: cards }, (_, card) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as said above
              <div key={card} className={classes.card}>
                <Skeleton h={11} w="80%" mb={14} />
                <Skeleton h={9} w="45%" />
              </div>
            ))}
          </div>
        </div>
      ))}
    </div>
  )
}
