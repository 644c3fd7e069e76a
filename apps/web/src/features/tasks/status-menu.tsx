"use client"

import type { Task } from "@alphas/domain/tasks/dto"
import { taskStatusLabels, taskSteps } from "@alphas/domain/tasks/words"
import { Button, Menu, UnstyledButton } from "@mantine/core"
import { IconChevronDown } from "@tabler/icons-react"
import record from "../../shell/record.module.css"
import { usePermission } from "../session/me"
import { TaskStatusBadge } from "./badges"
import { StepItems, useSteps } from "./step-items"
import { stepAhead, stepsOf } from "./step-words"
import { useReviewer } from "./use-reviewer"

/** A task's status, with the steps that the workflow allows from there. */
export function StatusMenu({ task }: { task: Task }) {
  const writes = usePermission("tasks.write")
  const { take, dialog } = useSteps(task)
  if (!writes) return <TaskStatusBadge status={task.status} />
  return (
    <>
      <Menu position="bottom-start" width={200}>
        <Menu.Target>
          <UnstyledButton
            className={record.menu ?? ""}
            aria-label={`Status: ${taskStatusLabels[task.status]}. Change it`}
          >
            <TaskStatusBadge status={task.status} />
            <IconChevronDown size={13} stroke={1.8} aria-hidden />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <StepItems task={task} take={take} />
        </Menu.Dropdown>
      </Menu>
      {dialog}
    </>
  )
}

/** The step that leads on as a button, and under review the one that leads back; not those that one may not take. */
export function StepButtons({ task }: { task: Task }) {
  const me = useReviewer()
  const writes = usePermission("tasks.write")
  const { take, dialog } = useSteps(task)
  if (!writes) return null
  const ahead = stepAhead(task.status)
  const shown = stepsOf(task, me).filter(
    ({ step, refused }) => refused === null && (step === ahead || step === "sendBack"),
  )
  return (
    <>
      {shown.map(({ step }) => (
        <Button
          key={step}
          size="xs"
          variant={step === ahead ? "filled" : "default"}
          // The second click of a double click is meant for the step that stood here at the first.
          onClick={(event) => event.detail < 2 && take(step)}
        >
          {taskSteps[step].label}
        </Button>
      ))}
      {dialog}
    </>
  )
}
