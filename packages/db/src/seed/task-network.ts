import type { PlanLink, PlanTask } from "@alphas/domain/tasks/schedule/plan"
import type { Faker } from "@faker-js/faker"
import type { Kind, Step, Tie } from "./campaign-kind"

/** A task on its way to a row; its id is its number within the campaign until then. */
export interface Draft extends PlanTask {
  title: string
  step: Step
  parentId: string | null
  /** Of a hundred. */
  progress: number
}

/** The tasks of a campaign, each after all that it waits for, and what ties them. */
export interface TaskNetwork {
  tasks: Draft[]
  links: PlanLink[]
}

/** How many campaigns of a kind have an optional step. */
const optionalShare = 0.4

/**
 * The tasks of one campaign of a kind, with their lengths and ties but without days. What an optional step that is left
 * out would have waited for is waited for by those that would have waited for it. A task with parts ends with its last
 * part, and its first part begins as it does.
 */
export function networkOf(random: Faker, kind: Kind): TaskNetwork {
  const steps = new Map(
    kind.steps.map((step, index) => [step.title, { step, before: kind.steps[index - 1] }]),
  )
  const taken = new Set<string>()
  for (const step of kind.steps) {
    if (step.optional !== true || random.number.int(99) < optionalShare * 100) taken.add(step.title)
  }
  const tiesOf = (title: string): Exclude<Tie, string>[] => {
    const known = steps.get(title)
    if (known === undefined)
      throw new Error(`There is no step ${title} in a campaign of the kind ${kind.name}.`)
    const ties = known.step.after ?? (known.before === undefined ? [] : [known.before.title])
    return ties.flatMap((tie) => {
      const full = typeof tie === "string" ? { step: tie, type: "finish_start" as const, lag: 0 } : tie
      return taken.has(full.step) ? [full] : tiesOf(full.step)
    })
  }
  const tasks: Draft[] = []
  const links: PlanLink[] = []
  const ids = new Map<string, string>()
  const tie = (
    predecessorId: string | undefined,
    successorId: string,
    how: Omit<Exclude<Tie, string>, "step">,
  ) => {
    if (predecessorId === undefined) throw new Error(`A step of ${kind.name} waits for a later one.`)
    if (links.some((link) => link.predecessorId === predecessorId && link.successorId === successorId)) return
    links.push({ predecessorId, successorId, type: how.type, lagDays: how.lag })
  }
  let made = 0
  const draft = (step: Step, title: string, durationDays: number, parentId: string | null): Draft => ({
    id: String(++made),
    version: 1,
    mode: "automatic",
    status: "not_started",
    startDay: "",
    endDay: "",
    durationDays,
    notBefore: null,
    responsibleId: null,
    title,
    step,
    parentId,
    progress: 0,
  })
  for (const step of kind.steps) {
    if (!taken.has(step.title)) continue
    const [least, most] = step.days ?? [0, 0]
    const days = random.number.int({ min: least, max: most })
    const task = draft(step, step.title, days, null)
    ids.set(step.title, task.id)
    const waits = tiesOf(step.title)
    let before: Draft | undefined
    for (const [index, title] of (step.parts ?? []).entries()) {
      const count = step.parts?.length ?? 1
      const share = Math.floor((days * (index + 1)) / count) - Math.floor((days * index) / count)
      const part = draft(step, title, Math.max(1, share), task.id)
      if (before === undefined) for (const each of waits) tie(ids.get(each.step), part.id, each)
      else tie(before.id, part.id, { type: "finish_start", lag: 0 })
      tasks.push(part)
      before = part
    }
    for (const each of waits) tie(ids.get(each.step), task.id, each)
    if (before !== undefined) tie(before.id, task.id, { type: "finish_finish", lag: 0 })
    tasks.push(task)
  }
  return { tasks, links }
}
