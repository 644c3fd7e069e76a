"use client"

import type { Task } from "@alphas/domain/tasks/dto"
import { Alert, Stack, Text } from "@mantine/core"
import { usePermission } from "../../data/me"
import { Part } from "../../shell/part"
import record from "../../shell/record.module.css"
import { RecordHistory } from "../../shell/record-history"
import { RecordTabs, tabsOf } from "../../shell/record-tabs"
import { Checklist } from "./checklist"
import { DependenciesPart } from "./dependencies-part"
import { whyNotReviewedBy } from "./step-words"
import { SubtasksPart } from "./subtasks-part"
import classes from "./task-record.module.css"
import { useReviewer } from "./use-reviewer"

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
  const overview = (
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
  )
  const tabs = tabsOf(
    { value: "overview", label: "Overview", content: overview },
    history && {
      ...{ value: "history", label: "History" },
      content: <RecordHistory entity="task" id={task.id} />,
    },
  )
  return (
    <>
      {task.status === "under_review" && why !== null && (
        <Alert color="gray" variant="light" p="xs" className={classes.note ?? ""}>
          {why}
        </Alert>
      )}
      <RecordTabs tabs={tabs} tab={tab} open={open} />
    </>
  )
}
