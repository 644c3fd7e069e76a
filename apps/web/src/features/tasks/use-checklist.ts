"use client"

import type { ChecklistItem, Task } from "@alphas/domain/tasks/dto"
import { useQueryClient } from "@tanstack/react-query"
import { getQueryKey } from "@trpc/react-query"
import { trpc } from "../../data/trpc"
import { done, failed } from "../../feedback/undo"
import { useTasksSettled } from "./use-task-change"

/** Changes a task's checklist: shown at once, and back when the server refuses. */
export function useChecklist(taskId: string) {
  const queries = useQueryClient()
  const settled = useTasksSettled()
  const add = trpc.tasks.checklist.add.useMutation()
  const update = trpc.tasks.checklist.update.useMutation()
  const remove = trpc.tasks.checklist.remove.useMutation()
  const queryKey = getQueryKey(trpc.tasks.get, { id: taskId }, "query")

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
      done("Checklist item deleted", async () => {
        const again = await add.mutateAsync({ taskId, text })
        if (ticked) await update.mutateAsync({ id: again.id, changes: { done: true } })
        settled()
      })
    },
  }
}
