import type { PlanDependency, PlanTask } from "@alphas/domain/schedule/plan"
import type { Faker } from "@faker-js/faker"
import type { Dependency, Kind, Step } from "./campaign-kind"

/** A task on its way to a row; its id is its number within the campaign until then. */
export interface Draft extends PlanTask {
  title: string
  step: Step
  parentId: string | null
  /** Of a hundred. */
  progress: number
}

/** The tasks of a campaign, each after all that it waits for, and what dependencies them. */
export interface TaskNetwork {
  tasks: Draft[]
  dependencies: PlanDependency[]
}

/** How many campaigns of a kind have an optional step. */
const optionalShare = 0.4

/**
 * The tasks of one campaign of a kind, with their lengths and dependencies but without days. What an optional step that is left
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
  const dependenciesOf = (title: string): Exclude<Dependency, string>[] => {
    const known = steps.get(title)
    if (known === undefined)
      throw new Error(`There is no step ${title} in a campaign of the kind ${kind.name}.`)
    const edges = known.step.after ?? (known.before === undefined ? [] : [known.before.title])
    return edges.flatMap((edge) => {
      const full = typeof edge === "string" ? { step: edge, type: "finish_start" as const, lag: 0 } : edge
      return taken.has(full.step) ? [full] : dependenciesOf(full.step)
    })
  }
  const tasks: Draft[] = []
  const dependencies: PlanDependency[] = []
  const ids = new Map<string, string>()
  const edge = (
    predecessorId: string | undefined,
    successorId: string,
    how: Omit<Exclude<Dependency, string>, "step">,
  ) => {
    if (predecessorId === undefined) throw new Error(`A step of ${kind.name} waits for a later one.`)
    if (
      dependencies.some(
        (dependency) => dependency.predecessorId === predecessorId && dependency.successorId === successorId,
      )
    )
      return
    dependencies.push({ predecessorId, successorId, type: how.type, lagDays: how.lag })
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
    const waits = dependenciesOf(step.title)
    let before: Draft | undefined
    for (const [index, title] of (step.parts ?? []).entries()) {
      const count = step.parts?.length ?? 1
      const share = Math.floor((days * (index + 1)) / count) - Math.floor((days * index) / count)
      const part = draft(step, title, Math.max(1, share), task.id)
      if (before === undefined) for (const each of waits) edge(ids.get(each.step), part.id, each)
      else edge(before.id, part.id, { type: "finish_start", lag: 0 })
      tasks.push(part)
      before = part
    }
    for (const each of waits) edge(ids.get(each.step), task.id, each)
    if (before !== undefined) edge(before.id, task.id, { type: "finish_finish", lag: 0 })
    tasks.push(task)
  }
  return { tasks, dependencies }
}
