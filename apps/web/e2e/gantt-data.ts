import type { AppRouter } from "@alphas/client/trpc"
import { type DayNumber, dayNumberOf, dayOf } from "@alphas/domain/days"
import { newId } from "@alphas/domain/ids"
import type { PlanDependency, PlanTask } from "@alphas/domain/schedule/plan"
import { scheduleOf } from "@alphas/domain/schedule/plan"
import type { Page } from "@playwright/test"
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server"
import postgres from "postgres"
import { ask, change } from "./ask"
import { product } from "./product"

type Inputs = inferRouterInputs<AppRouter>
type Outputs = inferRouterOutputs<AppRouter>
type Saved = { id: string; version: number }

export const readPlan = (page: Page, campaignId: string) =>
  ask<Outputs["schedule"]["plan"]>(page, "schedule.plan", { campaignId })

export const newTask = (page: Page, task: Inputs["tasks"]["create"]) =>
  change<Saved>(page, "tasks.create", task)

export const newDependency = (page: Page, dependency: Inputs["schedule"]["dependencies"]["create"]) =>
  change<Saved>(page, "schedule.dependencies.create", dependency)

export const removeTask = (page: Page, task: Inputs["tasks"]["remove"]) =>
  change<Saved>(page, "tasks.remove", task)

export const reschedule = (page: Page, input: Inputs["schedule"]["reschedule"]) =>
  change<Outputs["schedule"]["reschedule"]>(page, "schedule.reschedule", input)

/** Tasks one after the other, each of so many working days; answers their ids by title. */
export async function newChain(
  page: Page,
  campaignId: string,
  tasks: Record<string, number>,
): Promise<Record<string, string>> {
  const ids: Record<string, string> = {}
  let before: string | undefined
  for (const [title, durationDays] of Object.entries(tasks)) {
    const { id } = await newTask(page, { campaignId, title, durationDays })
    if (before !== undefined) await newDependency(page, { predecessorId: before, successorId: id })
    ids[title] = id
    before = id
  }
  return ids
}

/** Puts a plan of many tasks into the database: chains of 50, each linked to the one before it. */
export async function newBigPlan(page: Page, campaignId: string, count: number): Promise<void> {
  const { startDay, week } = await readPlan(page, campaignId)
  const tasks = Array.from({ length: count }, (_, index): PlanTask => {
    const durationDays = index % 25 === 24 ? 0 : 1 + ((index * 7) % 5)
    const day = { startDay, endDay: startDay, durationDays, notBefore: null }
    return { ...day, id: newId(), version: 1, mode: "automatic", status: "not_started", responsibleId: null }
  })
  const dependencies = tasks.flatMap((task, index): PlanDependency[] => {
    const dependency = (back: number) => {
      const before = tasks[index - back]
      return before === undefined
        ? []
        : [{ predecessorId: before.id, successorId: task.id, type: "finish_start" as const, lagDays: 0 }]
    }
    return [
      ...(index % 50 === 0 ? dependency(45) : dependency(1)),
      ...(index % 7 === 3 && index % 50 > 8 ? dependency(8) : []),
    ]
  })
  const planned = scheduleOf({ startDay, week, absences: [], tasks, dependencies })
  const rows = tasks.map((task, index) => {
    const { startDay: start, endDay: end } = planned.tasks.get(task.id) ?? task
    return {
      ...{ id: task.id, campaign_id: campaignId, title: `Task ${index + 1}`, start_day: start, end_day: end },
      ...{ duration_days: task.durationDays, rank: index, progress: (index * 13) % 101 },
    }
  })
  const sql = postgres(product.database, { max: 1, onnotice: () => {} })
  try {
    await sql`insert into tasks ${sql(rows)}`
    const dependencyRows = dependencies.map((dependency) => ({
      ...{ id: newId(), campaign_id: campaignId, predecessor_id: dependency.predecessorId },
      ...{ successor_id: dependency.successorId, type: dependency.type, lag_days: dependency.lagDays },
    }))
    for (let from = 0; from < dependencyRows.length; from += 1000)
      await sql`insert into task_dependencies ${sql(dependencyRows.slice(from, from + 1000))}`
  } finally {
    await sql.end()
  }
}

/** The day so many days after another one. */
export const daysAfter = (day: string, days: DayNumber): string => dayOf(dayNumberOf(day) + days)
