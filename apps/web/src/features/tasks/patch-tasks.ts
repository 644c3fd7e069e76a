import type { TaskRow } from "@alphas/domain/tasks/dto"

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/**
 * An answer of any query of tasks in which the task `id` has other values: a task itself, a list of them (the board), or
 * an object that holds one (`items` of a page, `tasks` of the plan, `pages` of a list that grows).
 */
export function patchTasks(answer: unknown, id: string, values: Partial<TaskRow>): unknown {
  if (Array.isArray(answer)) return patchAll(answer, id, values)
  if (!isRecord(answer)) return answer
  if (answer.id === id) return { ...answer, ...values }
  const changed = Object.entries(answer).flatMap(([name, part]) => {
    if (!Array.isArray(part) || !["items", "tasks", "pages"].includes(name)) return []
    const patched = patchAll(part, id, values)
    return patched === part ? [] : [[name, patched]]
  })
  return changed.length === 0 ? answer : { ...answer, ...Object.fromEntries(changed) }
}

/** The same list when nothing in it is meant: what shows it need not be drawn again. */
function patchAll(list: unknown[], id: string, values: Partial<TaskRow>): unknown[] {
  const patched = list.map((each) => (isRecord(each) ? patchTasks(each, id, values) : each))
  return patched.some((each, index) => each !== list[index]) ? patched : list
}
