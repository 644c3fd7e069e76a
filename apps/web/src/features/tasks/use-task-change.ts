"use client"

import type { Saved } from "@alphas/domain/ids"
import { isolate } from "@alphas/domain/isolate"
import type { Stepped, TaskRow } from "@alphas/domain/tasks/dto"
import { type TaskStatus, type TaskStep, taskStatusLabels, taskSteps } from "@alphas/domain/tasks/words"
import { stepsFrom } from "@alphas/domain/workflow"
import { getQueryKey } from "@trpc/react-query"
import { trpc } from "../../data/trpc"
import { done, failed } from "../../feedback/undo"
import { useShownAtOnce } from "../../feedback/use-shown-at-once"
import { type Reader, sayDay } from "../../format/dates"
import { useReader } from "../../format/reader"
import { patchTasks } from "./patch-tasks"

/** Changes a task wherever it is shown: at once, and back when the server refuses. */
export function useTaskChange<Answer extends Saved = Saved>() {
  return useShownAtOnce<TaskRow, Answer>({
    keysOf: () => [getQueryKey(trpc.tasks), getQueryKey(trpc.schedule)],
    patch: patchTasks,
  })
}

/** What is said of a task that reached a status, and of the one that follows it. */
export function sayReached(title: string, status: TaskStatus, next: Stepped["next"], reader: Reader): string {
  const words = `${isolate(title)} is now ${taskStatusLabels[status].toLowerCase()}`
  return next === null ? words : `${words}. Next: ${sayDay(next.startDay, reader)}`
}

/** Takes a task's step. Undo is offered where the workflow has a way back that asks for no reason. */
export function useTaskStep() {
  const reader = useReader()
  const step = trpc.tasks.step.useMutation()
  const change = useTaskChange<Stepped>()
  return (task: TaskRow, name: TaskStep) => {
    const { id, status, title } = task
    const { to } = taskSteps[name]
    const take = (taken: TaskStep) => (version: number) => step.mutateAsync({ id, version, step: taken })
    const back = stepsFrom(taskSteps, to).find(
      (each) => taskSteps[each].to === status && !taskSteps[each].asksWhy,
    )
    return change(task, {
      save: take(name),
      shown: { status: to, ...(to === "completed" ? { progress: 100 } : {}) },
      said: ({ next }) => sayReached(title, to, next, reader),
      ...(back ? { undo: take(back) } : {}),
    })
  }
}

/** Removes a task with its parts; undo brings all of it back. Resolves with whether it is gone. */
export function useRemoveTask() {
  const remove = trpc.tasks.remove.useMutation()
  const restore = trpc.tasks.restore.useMutation()
  return async ({ id, version, title }: Pick<TaskRow, "id" | "version" | "title">): Promise<boolean> => {
    try {
      const gone = await remove.mutateAsync({ id, version })
      done(`${isolate(title)} deleted`, () => restore.mutateAsync(gone))
      return true
    } catch (error) {
      failed(error)
      return false
    }
  }
}
