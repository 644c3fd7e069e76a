"use client"

import { isolate } from "@alphas/domain/isolate"
import type { TaskRow } from "@alphas/domain/tasks/dto"
import { type TaskStep, taskStatusLabels, taskSteps } from "@alphas/domain/tasks/words"
import { Menu, Text } from "@mantine/core"
import { type ReactNode, useState } from "react"
import { trpc } from "../../data/trpc"
import { done } from "../../feedback/undo"
import { ReasonDialog } from "../../forms/reason-dialog"
import { stepsOf } from "./step-words"
import { useReviewer } from "./use-reviewer"
import { useTaskStep } from "./use-task-change"

/** Takes a step, or asks why first; `dialog` must be drawn beside what calls `take`. */
export function useSteps(task: TaskRow): { take: (step: TaskStep) => void; dialog: ReactNode } {
  const [asking, setAsking] = useState<TaskStep | null>(null)
  const take = useTake(task, setAsking)
  const dialog = asking !== null && <WhyStep task={task} step={asking} close={() => setAsking(null)} />
  return { take, dialog }
}

/** Takes a step, or has `ask` ask why first. */
export function useTake(task: TaskRow, ask: (step: TaskStep) => void): (step: TaskStep) => void {
  const takeNow = useTaskStep()
  return (step) => {
    if (taskSteps[step].asksWhy) ask(step)
    else void takeNow(task, step)
  }
}

/** Asks why a step is taken, and takes it. */
export function WhyStep({ task, step, close }: { task: TaskRow; step: TaskStep; close: () => void }) {
  const action = trpc.tasks.step.useMutation()
  const { id, version, title } = task
  const { label, to } = taskSteps[step]
  return (
    <ReasonDialog
      title={`${label}: ${isolate(title)}`}
      action={label}
      note="The reason is saved in the task's history."
      save={(reason) => action.mutateAsync({ id, version, step, reason })}
      onSaved={() => done(`${isolate(title)} is now ${taskStatusLabels[to].toLowerCase()}`)}
      close={close}
    />
  )
}

/** The steps of the workflow as items of a menu; one that cannot be taken says why. */
export function StepItems({ task, take }: { task: TaskRow; take: (step: TaskStep) => void }) {
  const me = useReviewer()
  return stepsOf(task, me).map(({ step, label, refused }) => (
    <Menu.Item key={step} disabled={refused !== null} onClick={() => take(step)}>
      {label}
      {refused !== null && (
        <Text size="xs" maw={200}>
          {refused}
        </Text>
      )}
    </Menu.Item>
  ))
}
