import type { TaskRow } from "@alphas/domain/tasks/dto"
import { Text } from "@mantine/core"
import { IconDiamondFilled } from "@tabler/icons-react"
import { Day, When } from "../../format/time"
import type { Column } from "../../table/column"
import { RowGlow } from "../../table/row-link"
import { Assignees, ChecklistDone, PriorityMark, RepeatsMark, TaskDays, TaskStatusBadge } from "./badges"
import classes from "./tasks.module.css"
import { WorkLogged } from "./work-logged"

/** A task's name in a list, with what hangs on it. */
function TaskTitle({ task }: { task: TaskRow }) {
  return (
    <span className={classes.title}>
      {task.durationDays === 0 && <IconDiamondFilled size={11} role="img" aria-label="Milestone" />}
      <span>{task.title}</span>
      <RepeatsMark task={task} />
      <ChecklistDone task={task} />
    </span>
  )
}

const title: Column<TaskRow> = {
  id: "title",
  header: "Title",
  width: 290,
  sort: "title",
  cell: (task) => (
    <>
      <RowGlow id={task.id} />
      <TaskTitle task={task} />
    </>
  ),
}
const status: Column<TaskRow> = {
  id: "status",
  header: "Status",
  width: 120,
  sort: "status",
  card: "aside",
  cell: (task) => <TaskStatusBadge status={task.status} />,
}
const priority: Column<TaskRow> = {
  id: "priority",
  header: "Priority",
  width: 95,
  sort: "priority",
  card: "none",
  cell: (task) => <PriorityMark priority={task.priority} />,
}
const campaign: Column<TaskRow> = {
  id: "campaign",
  header: "Campaign",
  width: 190,
  cell: (task) => task.campaign?.name,
}
const dates: Column<TaskRow> = {
  id: "dates",
  header: "Dates",
  width: 165,
  sort: "endDay",
  cell: (task) => <TaskDays task={task} />,
}
const assignees: Column<TaskRow> = {
  id: "assignees",
  header: "Assignees",
  width: 150,
  card: "none",
  cell: (task) => <Assignees people={task.assignees} named />,
}
const work: Column<TaskRow> = {
  id: "work",
  header: "Time",
  width: 125,
  card: "none",
  cell: (task) => <WorkLogged task={task} />,
}

/** Columns that fit once others are hidden, or on a wide screen. */
const further: Column<TaskRow>[] = [
  {
    id: "progress",
    header: "Progress",
    width: 90,
    card: "none",
    hidden: true,
    align: "right",
    cell: (task) => `${task.progress} %`,
  },
  {
    id: "labels",
    header: "Labels",
    width: 170,
    card: "none",
    hidden: true,
    cell: ({ labels }) => (
      <Text component="span" size="sm" c="dimmed" title={labels.join(", ")}>
        {labels.join(", ")}
      </Text>
    ),
  },
  {
    id: "startDay",
    header: "Start",
    width: 110,
    sort: "startDay",
    card: "none",
    hidden: true,
    cell: (task) => <Day day={task.startDay} />,
  },
  {
    id: "updatedAt",
    header: "Updated",
    width: 110,
    sort: "updatedAt",
    card: "none",
    hidden: true,
    cell: (task) => <When at={task.updatedAt} />,
  },
]

/** The columns of a list of everybody's tasks. What is shown at first fits 1,440 pixels. */
export const taskColumns = [title, status, priority, campaign, dates, assignees, work, ...further]

/** Those of one's own tasks, which need not say who does them. */
export const myTaskColumns = [title, status, priority, campaign, dates, work, ...further]

/** Those of one campaign's tasks. */
export const campaignTaskColumns = [title, status, priority, dates, assignees, work, ...further]
