"use client"

import type { ChecklistItem, Task } from "@alphas/domain/tasks/dto"
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useTRPC } from "../../data/trpc"
import { done, failed } from "../../feedback/undo"
import { useTasksSettled } from "./use-task-change"

/** Changes a task's checklist: shown at once, and back when the server refuses. */
export function useChecklist(taskId: string) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const settled = useTasksSettled()
  const add = useMutation(trpc.tasks.checklist.add.mutationOptions())
  const update = useMutation(trpc.tasks.checklist.update.mutationOptions())
  const remove = useMutation(trpc.tasks.checklist.remove.mutationOptions())
  const queryKey = trpc.tasks.get.queryKey({ id: taskId })

  const show = (change: (checklist: ChecklistItem[]) => ChecklistItem[]) =>
    queries.setQueryData<Task>(queryKey, (now) => {
      if (now === undefined) return now
      const checklist = change(now.checklist)
      return {
        ...now,
        checklist,
        checklistTotal: checklist.length,
        checklistDone: checklist.filter((each) => each.done).length,
      }
    })
  /** Shows a change, sends it, and takes the server's word in the end. Resolves with whether it was saved. */
  const shownAtOnce = async (
    change: (checklist: ChecklistItem[]) => ChecklistItem[],
    send: () => Promise<unknown>,
  ) => {
    await queries.cancelQueries({ queryKey })
    show(change)
    try {
      await send()
      return true
    } catch (error) {
      failed(error)
      return false
    } finally {
      settled()
    }
  }
  return {
    add: (text: string) =>
      shownAtOnce(
        // Its id is the server's to give; until then it only has to differ.
        (checklist) => [...checklist, { id: `new-${checklist.length}`, text, done: false }],
        () => add.mutateAsync({ taskId, text }),
      ),
    change: (id: string, changes: Partial<Pick<ChecklistItem, "text" | "done">>) =>
      shownAtOnce(
        (checklist) => checklist.map((each) => (each.id === id ? { ...each, ...changes } : each)),
        () => update.mutateAsync({ id, changes }),
      ),
    remove: async ({ id, text, done: ticked }: ChecklistItem) => {
      const gone = await shownAtOnce(
        (checklist) => checklist.filter((each) => each.id !== id),
        () => remove.mutateAsync({ id }),
      )
      if (!gone) return
      done(`${text} is off the list`, async () => {
        const again = await add.mutateAsync({ taskId, text })
        if (ticked) await update.mutateAsync({ id: again.id, changes: { done: true } })
        settled()
      })
    },
  }
}
