"use client"

import type { Task } from "@alphas/domain/tasks/dto"
import { taskStatusLabels, taskSteps } from "@alphas/domain/tasks/words"
import { Button } from "@mantine/core"
import { usePermission } from "../../data/me"
import { StatusMenu as Frame } from "../../shell/status-menu"
import { TaskStatusBadge } from "./badges"
import { StepItems, useSteps } from "./step-items"
import { stepAhead, stepsOf } from "./step-words"
import { useReviewer } from "./use-reviewer"

/** A task's status, with the steps that the workflow allows from there. */
export function StatusMenu({ task }: { task: Task }) {
  const writes = usePermission("tasks.write")
  const { take, dialog } = useSteps(task)
  return (
    <>
      <Frame
        badge={<TaskStatusBadge status={task.status} />}
        status={taskStatusLabels[task.status]}
        changes={writes}
        width={200}
      >
        <StepItems task={task} take={take} />
      </Frame>
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
