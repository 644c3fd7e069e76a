"use client"

import type { Task } from "@alphas/domain/tasks/dto"
import { Alert, Stack, Tabs, Text } from "@mantine/core"
import dynamic from "next/dynamic"
import { Part } from "../../shell/part"
import record from "../../shell/record.module.css"
import { ChangeSkeleton } from "../changes/change-skeleton"
import { usePermission } from "../session/me"
import { Checklist } from "./checklist"
import { DependenciesPart } from "./dependencies-part"
import { whyNotReviewedBy } from "./step-words"
import { SubtasksPart } from "./subtasks-part"
import classes from "./task-record.module.css"
import { useReviewer } from "./use-reviewer"

const HistoryTab = dynamic(() => import("../changes/history-tab").then((module) => module.HistoryTab), {
  loading: () => <ChangeSkeleton />,
})

interface Props {
  task: Task
  /** Which tab is open: `overview` or `history`. */
  tab: string
  open: (tab: string) => void
}

/** What a task is about, what has to be ticked off, what it waits for, and what changed. */
export function TaskTabs({ task, tab, open }: Props) {
  const me = useReviewer()
  const history = usePermission("changes.history")
  const why = whyNotReviewedBy(task, me)
  return (
    <>
      {task.status === "under_review" && why !== null && (
        <Alert color="gray" variant="light" p="xs" className={classes.note ?? ""}>
          {why}
        </Alert>
      )}
      <Tabs
        value={tab === "history" && history ? "history" : "overview"}
        onChange={(next) => open(next ?? "overview")}
        keepMounted={false}
      >
        <Tabs.List mb="lg">
          <Tabs.Tab value="overview">Overview</Tabs.Tab>
          {history && <Tabs.Tab value="history">History</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="overview">
          <Stack gap={28}>
            <Part title="Description">
              {task.description ? (
                <Text className={record.prose ?? ""} size="sm">
                  {task.description}
                </Text>
              ) : (
                <Text size="sm" c="dimmed">
                  No description yet.
                </Text>
              )}
            </Part>
            <Checklist task={task} />
            <SubtasksPart task={task} />
            <DependenciesPart task={task} />
          </Stack>
        </Tabs.Panel>
        {history && (
          <Tabs.Panel value="history">
            <HistoryTab entity="task" id={task.id} />
          </Tabs.Panel>
        )}
      </Tabs>
    </>
  )
}
