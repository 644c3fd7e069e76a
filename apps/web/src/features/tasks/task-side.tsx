"use client"

import { isolate } from "@alphas/domain/isolate"
import type { Task } from "@alphas/domain/tasks/dto"
import { priorities, priorityLabels } from "@alphas/domain/tasks/words"
import { Anchor, Badge, Group, Menu, Stack, Text, Title, UnstyledButton } from "@mantine/core"
import { IconCheck, IconChevronDown } from "@tabler/icons-react"
import dynamic from "next/dynamic"
import Link from "next/link"
import { useState } from "react"
import { usePermission } from "../../data/me"
import { trpc } from "../../data/trpc"
import { sayDay } from "../../format/dates"
import { sayPercent } from "../../format/numbers"
import { useReader } from "../../format/reader"
import { Day, When } from "../../format/time"
import { Face } from "../../shell/face"
import { Facts } from "../../shell/facts"
import { Meter } from "../../shell/meter"
import { PartAction } from "../../shell/part"
import record from "../../shell/record.module.css"
import { PriorityMark, TaskDays } from "./badges"
import { sayRepeats } from "./repeats"
import { TaskLink } from "./task-link"
import classes from "./task-record.module.css"
import { useTaskChange } from "./use-task-change"
import { WorkLogged } from "./work-logged"

const AssignDialog = dynamic(() => import("./assign-dialog").then((module) => module.AssignDialog), {
  ssr: false,
})
const PlanDialog = dynamic(() => import("./plan-dialog").then((module) => module.PlanDialog), { ssr: false })

/** The facts of a task: who does it, when, how far it is, and where it belongs. */
export function TaskSide({ task }: { task: Task }) {
  return (
    <Stack gap={22}>
      <Who task={task} />
      <Dates task={task} />
      <Work task={task} />
      <Details task={task} />
    </Stack>
  )
}

function Who({ task }: { task: Task }) {
  const writes = usePermission("tasks.write")
  const [assigning, setAssigning] = useState(false)
  const { assignees, responsible } = task
  return (
    <section aria-label="Assignees">
      <div className={classes.sideHead}>
        <Title order={2}>Assignees</Title>
        {writes && <PartAction run={() => setAssigning(true)}>Assign</PartAction>}
      </div>
      {assignees.length === 0 && (
        <Text size="sm" c="dimmed">
          No assignees yet.
        </Text>
      )}
      {assignees.map(({ id, name }) => (
        <div key={id} className={classes.person}>
          <Face id={id} name={name} />
          <Text size="sm" truncate>
            {name}
          </Text>
          {id === responsible?.id && (
            <Text size="xs" c="dimmed">
              Responsible
            </Text>
          )}
        </div>
      ))}
      {assigning && <AssignDialog task={task} close={() => setAssigning(false)} />}
    </section>
  )
}

function Dates({ task }: { task: Task }) {
  const writes = usePermission("tasks.write")
  const [planning, setPlanning] = useState(false)
  const reader = useReader()
  const { durationDays, mode, notBefore, occursOn, startDay, status } = task
  return (
    <section aria-label="Schedule" className={record.facts}>
      <div className={classes.sideHead}>
        <Title order={2}>Schedule</Title>
        {writes && <PartAction run={() => setPlanning(true)}>Edit schedule</PartAction>}
      </div>
      <Facts
        facts={[
          ["Dates", <TaskDays key="dates" task={task} />],
          [
            "Length",
            durationDays === 0
              ? "Milestone"
              : durationDays === 1
                ? "1 working day"
                : `${durationDays} working days`,
          ],
          ["Repeats", sayRepeats(task.recurrence, (day) => sayDay(day, reader))],
          ["Day by the rule", occursOn && occursOn !== startDay && <Day key="occursOn" day={occursOn} />],
          ["Scheduling", mode === "manual" ? "Manual" : "Automatic"],
          [
            "Not before",
            mode === "automatic" && status === "not_started" && notBefore && (
              <Day key="notBefore" day={notBefore} />
            ),
          ],
        ]}
      />
      {planning && <PlanDialog task={task} close={() => setPlanning(false)} />}
    </section>
  )
}

function Work({ task }: { task: Task }) {
  const { locale } = useReader()
  const { minutes, estimateMinutes, progress } = task
  const used = estimateMinutes ? (minutes / estimateMinutes) * 100 : 0
  return (
    <section aria-label="Work" className={record.facts}>
      <Title order={2} mb={6}>
        Work
      </Title>
      <Facts
        facts={[
          [
            "Progress",
            <div key="progress" suppressHydrationWarning>
              <span data-figures>{sayPercent(progress, locale)}</span>
              <Meter
                percent={progress}
                tone={progress === 100 ? "good" : "plain"}
                className={classes.meter}
              />
            </div>,
          ],
          [
            "Time",
            minutes > 0 || estimateMinutes !== null ? (
              <div key="time">
                <WorkLogged task={task} />
                {estimateMinutes !== null && (
                  <Meter percent={used} tone={used > 100 ? "bad" : "plain"} className={classes.meter} />
                )}
              </div>
            ) : (
              <Text key="time" size="sm" c="dimmed">
                Not estimated
              </Text>
            ),
          ],
        ]}
      />
    </section>
  )
}

function Details({ task }: { task: Task }) {
  const { campaign, parentId, labels, createdAt, updatedAt } = task
  return (
    <section aria-label="Details" className={record.facts}>
      <Title order={2} mb={6}>
        Details
      </Title>
      <Facts
        facts={[
          ["Priority", <PriorityMenu key="priority" task={task} />],
          [
            "Campaign",
            campaign && (
              <Anchor component={Link} href={`/campaigns/${campaign.id}`} size="sm">
                {campaign.name}
              </Anchor>
            ),
          ],
          ["Parent task", parentId && <Parent key="parent" id={parentId} />],
          [
            "Labels",
            labels.length > 0 && (
              <Group key="labels" gap={4}>
                {labels.map((label) => (
                  <Badge key={label} color="gray" c="var(--mantine-color-text)">
                    {label}
                  </Badge>
                ))}
              </Group>
            ),
          ],
          ["Created", <When key="created" at={createdAt} />],
          ["Updated", <When key="changed" at={updatedAt} />],
        ]}
      />
    </section>
  )
}

function Parent({ id }: { id: string }) {
  const { data } = trpc.tasks.get.useQuery({ id })
  return data ? <TaskLink id={id}>{data.title}</TaskLink> : "…"
}

function PriorityMenu({ task }: { task: Task }) {
  const writes = usePermission("tasks.write")
  const change = useTaskChange()
  const update = trpc.tasks.update.useMutation()
  const { id, title, priority } = task
  if (!writes) return <PriorityMark priority={priority} />
  const to = (wanted: typeof priority) => (version: number) =>
    update.mutateAsync({ id, version, changes: { priority: wanted } })
  return (
    <Menu position="bottom-start" width={160}>
      <Menu.Target>
        <UnstyledButton
          className={record.menu ?? ""}
          ml={-8}
          aria-label={`Priority: ${priorityLabels[priority]}. Change priority`}
        >
          <PriorityMark priority={priority} />
          <IconChevronDown size={13} stroke={1.8} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {priorities.map((each) => (
          <Menu.Item
            key={each}
            rightSection={each === priority && <IconCheck size={14} aria-label="now" />}
            onClick={() => {
              if (each === priority) return
              void change(task, {
                save: to(each),
                shown: { priority: each },
                said: `${isolate(title)} has ${priorityLabels[each].toLowerCase()} priority`,
                undo: to(priority),
              })
            }}
          >
            <PriorityMark priority={each} />
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
