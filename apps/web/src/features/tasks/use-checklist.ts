"use client"

import type { ChecklistItem, Task } from "@alphas/domain/tasks/dto"
import { getQueryKey } from "@trpc/react-query"
import { shownIn, useChangeQueue } from "../../data/change-queue"
import { trpc } from "../../data/trpc"
import { done, failed } from "../../feedback/undo"

type Items = ChecklistItem[]

/** A task with other items in its checklist. */
function withItems(task: Task, checklist: Items): Task {
  const checklistDone = checklist.filter((each) => each.done).length
  return { ...task, checklist, checklistTotal: checklist.length, checklistDone }
}

/** Changes a task's checklist: shown at once, and back when the server refuses. Each resolves with whether it was saved. */
export function useChecklist(taskId: string) {
  const queue = useChangeQueue()
  const { tasks } = trpc.useUtils().client
  const { add, update, remove } = tasks.checklist

  const run = <Answer>(send: () => Promise<Answer>, change: (items: Items, saved: Answer | null) => Items) =>
    queue
      .run<Answer>({
        line: `checklist ${taskId}`,
        shows: [
          shownIn<Task, Answer>(getQueryKey(trpc.tasks.get, { id: taskId }, "query"), (task, saved) =>
            withItems(task, change(task.checklist, saved)),
          ),
        ],
        send,
      })
      .then(() => true)
      .catch((error: unknown) => {
        failed(error)
        return false
      })
  return {
    add: (text: string) =>
      run(
        () => add.mutate({ taskId, text }),
        // Its id is the server's to give; until then it only has to differ.
        (items, saved) => [...items, { id: saved?.id ?? `new-${items.length}`, text, done: false }],
      ),
    change: (id: string, changes: Partial<Pick<ChecklistItem, "text" | "done">>) =>
      run(
        () => update.mutate({ id, changes }),
        (items) => items.map((each) => (each.id === id ? { ...each, ...changes } : each)),
      ),
    remove: async ({ id, text, done: ticked }: ChecklistItem) => {
      const gone = await run(
        () => remove.mutate({ id }),
        (items) => items.filter((each) => each.id !== id),
      )
      if (!gone) return
      const restore = async () => {
        const again = await add.mutate({ taskId, text })
        if (ticked) await update.mutate({ id: again.id, changes: { done: true } })
      }
      done("Checklist item deleted", () => queue.run({ ...undoing(taskId), send: restore }))
    },
  }
}

const undoing = (taskId: string) => ({
  ...{ line: `checklist ${taskId}`, shows: [] },
})
